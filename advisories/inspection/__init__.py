"""Evidence of the quality assurance activities of a repository. May import `corpus` and below."""
