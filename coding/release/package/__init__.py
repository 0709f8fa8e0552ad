"""What makes a release a replication package: README, RO-Crate, citation, `recompute.py`."""
