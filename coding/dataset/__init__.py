"""Plain rows and arrays that everything published is computed from. May import `assist` and below."""
