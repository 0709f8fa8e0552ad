"""What other programs write, one module a format: pure functions of bytes."""
