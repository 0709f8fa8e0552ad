"""Store, discuss and decide disagreements, and settle rounds. It may import all rooms below `steps`."""
