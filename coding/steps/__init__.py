"""What is done: the only writers. Each is a function with keyword arguments, one transaction, one event."""
