"""Commands of the corpus. May import `intake` and below."""
