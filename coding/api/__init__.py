"""The HTTP API: views check requests and call steps. It may import all rooms of `coding`."""
