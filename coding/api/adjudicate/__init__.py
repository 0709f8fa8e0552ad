"""Views of disagreements, discussions and decisions. It may import all rooms of `coding`."""
