"""Labels that may be one code in two spellings."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import combinations, islice
from typing import Final

from coding.formats.ratings.options import (
    written,
)

LONGEST_COMPARED: Final = 60  # characters of labels that are compared letter by letter


MOST_ALIKE: Final = 20  # labels of one form that are listed


NEGATION: Final = re.compile(r"^(?:non|not|no)\b[\s_-]*")


def twins(labels: Sequence[str], separator: str | None = None) -> list[tuple[str, str]]:
    """Return pairs of labels that may be one code in two spellings.

    Parameters
    ----------
    labels : sequence of str
    separator : str, optional
        A sign that may separate codes; labels with it are not compared without punctuation.

    Returns
    -------
    list of (str, str)

    Examples
    --------
    >>> twins(["Leak", "leak", "Non-flaw", "Not a flaw", "1", "1.0", "Crash", "Crush"])
    [('1', '1.0'), ('Crash', 'Crush'), ('Leak', 'leak'), ('Non-flaw', 'Not a flaw')]
    """
    forms: dict[str, list[str]] = defaultdict(list)
    for label in labels:
        for form in _forms(label, separator):
            forms[form].append(label)
    pairs = {tuple(sorted(pair)) for same in forms.values() for pair in _pairs(same)}
    folded = {label: _folded(label) for label in labels}
    near = [
        label
        for label in labels
        if 5 <= len(folded[label]) <= LONGEST_COMPARED and not any(sign.isdigit() for sign in label)
    ]
    by_deletion: dict[str, list[str]] = defaultdict(list)
    for label in near:
        word = folded[label]
        for form in {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}:
            by_deletion[form].append(label)
    for same in by_deletion.values():
        for one, other in _pairs(same):
            if one_letter_apart(folded[one], folded[other]):
                pairs.add(tuple(sorted((one, other))))
    return [(one, other) for one, other in sorted(pairs)]


def _pairs(labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of labels that share a form; of many labels, only of the first."""
    return combinations(islice(dict.fromkeys(labels), MOST_ALIKE), 2)


def _folded(label: str) -> str:
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", label) if unicodedata.category(sign) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", plain.casefold()).split())


def _forms(label: str, separator: str | None) -> Iterator[str]:
    """Yield forms of a label; labels that share one are twins."""
    folded = _folded(label)
    yield f"a {folded}"
    if separator is None or written(separator) not in label:
        yield f"b {''.join(sign for sign in folded if sign.isalnum()) or folded}"
    with suppress(ValueError):
        if re.fullmatch(r"\d+(?:[.,]\d+)?", folded):
            yield f"c {float(folded.replace(',', '.'))}"
    words = re.findall(r"\w+", folded)
    if len(words) > 1:
        yield f"e {' '.join(sorted(words))}"
    if NEGATION.match(folded):
        yield f"f {re.sub(r'^(?:a|an|the) ', '', NEGATION.sub('', folded))}"


def one_letter_apart(one: str, other: str) -> bool:
    """Return whether two words differ by one letter inserted, dropped or exchanged, or two neighbours swapped.

    Examples
    --------
    >>> one_letter_apart("crash", "crush"), one_letter_apart("leakage", "leakgae"), one_letter_apart("crash", "leak")
    (True, True, False)
    """
    if one == other:
        return False
    if len(one) > len(other):
        one, other = other, one
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) == len(other):
        swapped = one[:start] + one[start + 1 : start + 2] + one[start : start + 1] + one[start + 2 :]
        return one[start + 1 :] == other[start + 1 :] or swapped == other
    return len(other) == len(one) + 1 and one[start:] == other[start + 1 :]
