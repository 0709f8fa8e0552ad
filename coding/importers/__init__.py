"""Formats of other programs that a study can start from, one module a format: pure functions of bytes."""
