"""The steps of the method. Only they write. They may import all rooms of `coding` except entry points."""
