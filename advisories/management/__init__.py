"""Commands of the corpus. May import every room but `api`."""
