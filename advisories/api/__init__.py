"""HTTP entry points of the corpus. May import every other room."""
