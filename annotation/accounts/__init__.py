"""People: sign-in, invitations, tokens, profile. Imports `coding.access`, `coding.steps`, `coding.api.base`."""
