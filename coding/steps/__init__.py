"""The steps of the method, the only writers. They may import all rooms of `coding` but entry points."""
