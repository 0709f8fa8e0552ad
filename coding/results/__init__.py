"""Results computed from a dataset: agreement, the consequence table, and what follows from them.

May import `rendering` and below.
"""
