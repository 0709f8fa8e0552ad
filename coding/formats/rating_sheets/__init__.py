"""Ratings in tables and JSON: one reader (`read`), a module per shape, and the writer of a rater's own codings."""
