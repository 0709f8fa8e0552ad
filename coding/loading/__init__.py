"""Loads datasets from the database, through `access`, and writes nothing."""
