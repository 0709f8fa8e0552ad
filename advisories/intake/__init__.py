"""The only writer of the corpus: chunks, alias groups, revisions. May import `corpus` and below."""
