"""Matching private codes: suggested pairs, and the chance baseline of matching."""
