"""Change, merge, import and freeze codes. It may import all rooms below `steps`."""
