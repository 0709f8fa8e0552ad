"""Decisions on disagreements: store, discuss, decide, withdraw, settle. It may import all rooms below `steps`."""
