"""Texts of a release: methods, agreement, disagreements, checklists, and the figures."""
