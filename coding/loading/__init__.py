"""Database to dataset, through `access`. Nothing here writes."""
