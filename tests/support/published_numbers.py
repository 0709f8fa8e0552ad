"""Published ratings."""

from itertools import chain, repeat

from coding.statistics.ratings import Ratings


def of_table(table: list[list[int]], labels: str = "123456") -> Ratings:
    """Return two raters' ratings with these counts."""
    pairs = (repeat((labels[i], labels[j]), n) for i, row in enumerate(table) for j, n in enumerate(row))
    return Ratings.from_labels(chain.from_iterable(pairs))
