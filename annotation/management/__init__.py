"""Commands of the project. May import every room."""
