"""The demo: public facts of 149 advisories, texts written for it, constructed labels of two raters.

- `advisories.csv`: public facts, chosen by the rule in `selection`.
- `labels.csv`, `matching.csv`, `codebook.csv`: constructed (see `constructed_labels` and `vocabularies`), to show a
  finished study. They do not describe the real advisories.
- `texts`: composes the text of an advisory from its facts and labels, with the phrases of `phrases.toml`.
- `corpus`: returns the advisories, labels, matching and codebook.
- `build`: creates the two studies.
"""
