"""Agreement of raters, computed on arrays without Django. `docs/statistics.md` explains every number.

`design` plans a study, `matching` suggests private codes with the same meaning. Imports no other room.
"""

# Importing these fills `registry.COEFFICIENTS`.
from coding.statistics import coefficients, multilabel, ordered, standard_errors, two_categories  # noqa: F401
