"""Suggestions computed with scikit-learn, which people confirm. May import `statistics` and below."""
