"""The code resolver, versions of the codebook and its change log. May import `access` and below."""
