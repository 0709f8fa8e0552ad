"""The demo: public facts of 149 advisories, texts written for it, constructed labels of two raters.

- `advisories.csv`: public facts, chosen by a fixed rule.
- `labels.csv`, `matching.csv`, `codebook.csv`: constructed, to show a finished study. They do not describe the
  real advisories. `tests/support/demo_labels.py` and `demo_vocabularies.py` construct them again and compare.
- `texts`: composes the text of an advisory from its facts and labels, with the phrases of `phrases.toml`.
- `corpus`: returns the advisories, labels, matching and codebook.
- `projects.json`: public facts of twelve projects at a commit: which file and line shows which activity.
- `projects`: returns these facts as reports of an inspection, and the constructed answers of the raters.
- `projects_study`: creates the study of projects.
- `build`: creates the three studies.
"""
