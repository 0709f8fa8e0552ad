"""Suggestions computed with scikit-learn, which people confirm. It may import `statistics` only."""
