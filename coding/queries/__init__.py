"""Queries that several entry points share: work list, adjudication status, progress. It may import `access`."""
