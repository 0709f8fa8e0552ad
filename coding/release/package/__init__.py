"""Files that make a release a replication package: README, RO-Crate, citation, `recompute.py`."""
