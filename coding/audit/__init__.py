"""Appends events to the audit trail, and makes commitments. May import `access` and below.

The kinds of events are in `coding.models.event_kinds`.
"""
