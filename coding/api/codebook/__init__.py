"""Views of the codebook. It may import all rooms of `coding`."""
