"""People: sign-in, invitations, tokens, profile. May import every room but `management`."""
