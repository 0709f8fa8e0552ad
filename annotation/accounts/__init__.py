"""People: sign-in, invitations, tokens, profile. May import `coding.api.base` and below."""
