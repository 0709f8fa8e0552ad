"""Ratings in tables and JSON: reading a file of any format, tables with one column per rater, and writing downloads."""
