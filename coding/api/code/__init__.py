"""Views of the coding screen and a rater's own codings. It may import all rooms of `coding`."""
