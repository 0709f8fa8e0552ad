"""Queries of several entry points: work list, adjudication status, progress. It may import `access`."""
