"""HTTP entry points of accounts and invitations."""
