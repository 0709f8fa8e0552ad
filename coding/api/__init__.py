"""The HTTP API: views check requests and call steps. May import `steps` and below."""
