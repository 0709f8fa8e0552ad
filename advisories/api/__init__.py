"""HTTP entry points of the corpus. May import `intake` and below."""
