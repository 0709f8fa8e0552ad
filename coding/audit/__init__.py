"""The audit trail: event kinds, appending an event, commitments. It may import `access`."""
