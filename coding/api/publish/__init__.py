"""Views and downloads of releases. It may import all rooms of `coding`."""
