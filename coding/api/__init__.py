"""The HTTP API of the method: views check requests and call steps. It may import all rooms of `coding`."""
