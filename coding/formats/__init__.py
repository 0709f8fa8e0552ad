"""Files of other programs, both directions: one module per format.

Imports `results`, `rendering` and `advisories.tables`.
"""
