"""What both apps need: errors, jobs, database dialects, command base. May import `models` and below."""
