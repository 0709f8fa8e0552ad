"""Publish releases, store their files, and grant public access. It may import all rooms below `steps`."""
