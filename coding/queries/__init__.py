"""Queries of several entry points: work list, adjudication, progress. May import `access` and below."""
