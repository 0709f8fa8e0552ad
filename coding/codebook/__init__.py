"""The code resolver, versions of the codebook and its change log. It may import `access`."""
