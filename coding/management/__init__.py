"""Commands of `manage.py`. They may import all rooms of `coding`."""
