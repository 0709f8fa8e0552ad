"""The HTTP API of the method: it checks the form of a request and calls a step. It may import all rooms of `coding`."""
