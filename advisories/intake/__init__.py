"""The only writer of the corpus: chunks, alias groups, revisions, storing, live imports. Imports `corpus` and below."""
