"""Publish releases, store their files, and give public access. It may import all rooms below `steps`."""
