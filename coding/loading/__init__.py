"""Loads datasets from the database, through `access`. May import `queries` and below."""
