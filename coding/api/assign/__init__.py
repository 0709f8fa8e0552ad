"""Views of rounds: plan, open, follow, reassign, close. It may import all rooms of `coding`."""
