"""The only writer of the corpus: chunks, alias groups, revisions. May import `inspection` and below."""
