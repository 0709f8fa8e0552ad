"""Reading the corpus: index, merging of facts, source comparison. May import `sources` and below."""
