"""Agreement on the passages that raters marked, for each code and in all."""
