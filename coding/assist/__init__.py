"""Suggestions by scikit-learn that decide nothing. Imports `statistics` only."""
