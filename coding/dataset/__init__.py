"""Plain rows and arrays that everything published is computed from. Imports `statistics` only."""
