"""Shared by both apps: errors, jobs, database dialects, command base. May import `models` and below."""
