"""Plan a round, open it, and reassign units. It may import all rooms below `steps`."""
