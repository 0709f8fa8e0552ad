"""The demo: real facts of 149 advisories, texts of our own, and the labels of two imagined raters.

- `advisories.csv`: public facts, chosen by the rule in `choose`.
- `labels.csv`, `matching.csv`, `codebook.csv`: constructed (see `construct`), so that a finished study can
  be looked at. They say nothing about the real advisories.
- `texts`: composes what raters read, from a fact and the readings the labels give it, with the words of
  `phrases.toml`.
- `corpus`: hands all of it out.
"""
