"""REFI-QDA codebooks (`.qdc`) and projects (`.qdpx`), read and written."""
