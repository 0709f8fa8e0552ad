"""Kinds of disagreement between the codings of one unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import pairwise

CANNOT_TELL = "cannot_tell"
NOT_APPLICABLE = "not_applicable"
UNCODED = "\0"  # first character of a pseudo-label; no label may contain it
KINDS = {  # of disagreements, in words
    "different": "no code in common",
    "overlap": "some codes in common",
    "abstained": "a rater who gave no code",
    "subset": "one set of codes within the other",
}
UNCLEAR = f"{UNCODED}unclear "  # start of the pseudo-label of a code that is unclear


def answer_set(
    codes: Iterable[str], no_code_reason: str, *, multi_label: bool, unclear: Iterable[str] = ()
) -> frozenset[str]:
    """Return the set by which a coding is compared with others.

    Parameters
    ----------
    codes : iterable of str
    no_code_reason : str
        "cannot_tell", "not_applicable", or "" if there are codes.
    multi_label : bool
        Whether a unit may have several codes. Then "not_applicable" is the empty set, a rating like any other.
    unclear : iterable of str
        Codes of which the rater cannot tell whether they apply.

    Returns
    -------
    frozenset of str
        The codes and a pseudo-label for each that is unclear, or one for a no-code reason that is not a rating.

    Examples
    --------
    >>> answer_set([], "not_applicable", multi_label=True), answer_set([], "not_applicable", multi_label=False)
    (frozenset(), frozenset({'\\x00not_applicable'}))
    >>> sorted(answer_set(["sast"], "", multi_label=True, unclear=["fuzzing"]))
    ['\\x00unclear fuzzing', 'sast']
    """
    missing = is_missing(no_code_reason, multi_label=multi_label)
    if missing:
        return frozenset({f"{UNCODED}{no_code_reason}"})
    return frozenset(codes) | {f"{UNCLEAR}{label}" for label in unclear}


def no_code_reason_of(codes: Collection[object], no_code_reason: str) -> str:
    """Return the no-code reason of an answer. An answer with neither codes nor a reason means "not applicable".

    Parameters
    ----------
    codes : collection
    no_code_reason : str
        As stored, "" if none was stated.

    Returns
    -------
    str

    Examples
    --------
    >>> no_code_reason_of(["leak"], ""), no_code_reason_of([], "")
    ('', 'not_applicable')
    """
    return no_code_reason or ("" if codes else NOT_APPLICABLE)


def is_missing(no_code_reason: str, *, multi_label: bool) -> bool:
    """Return whether a coding is missing for the coefficients because of its no-code reason.

    Parameters
    ----------
    no_code_reason : str
    multi_label : bool

    Returns
    -------
    bool

    Examples
    --------
    >>> [is_missing("not_applicable", multi_label=several) for several in (False, True)]
    [True, False]
    """
    return bool(no_code_reason) and not (multi_label and no_code_reason == NOT_APPLICABLE)


def is_untold(label: str) -> bool:
    """Return whether a label of an answer set means that the rater could not tell about the unit or about one code.

    Parameters
    ----------
    label : str

    Returns
    -------
    bool

    Examples
    --------
    >>> [is_untold(label) for label in answer_set(["sast"], "", multi_label=True)]
    [False]
    """
    return label == f"{UNCODED}{CANNOT_TELL}" or label.startswith(UNCLEAR)


def kind_in_words(kind: str, *, multi_label: bool) -> str:
    """Return a kind of disagreement in words.

    Parameters
    ----------
    kind : str
        As `disagreement_kind` returns it.
    multi_label : bool
        Whether a unit may have several codes. Then no code at all is a rating, so "abstained" is "cannot tell".

    Returns
    -------
    str

    Examples
    --------
    >>> kind_in_words("abstained", multi_label=False), kind_in_words("abstained", multi_label=True)
    ('a rater who gave no code', 'a rater who could not tell')
    """
    return "a rater who could not tell" if multi_label and kind == "abstained" else KINDS[kind]


def disagreement_kind(sets: list[frozenset[str]]) -> str | None:
    """Return how the code sets of one unit differ.

    Parameters
    ----------
    sets : list of frozensets of str
        The set of each rater who coded the unit, see `answer_set`.

    Returns
    -------
    str or None
        "abstained" if a rater gave a no-code reason that is not a rating, or left a code unclear, also if no rater
        could tell; "different" if no code is common to all sets, "subset" if the sets are nested, otherwise "overlap".
        None if all sets are equal or there is only one.

    Examples
    --------
    >>> disagreement_kind([frozenset({"a"}), frozenset({"a", "b"})])
    'subset'
    >>> disagreement_kind([answer_set([], "cannot_tell", multi_label=False)] * 2)
    'abstained'
    """
    if len(sets) < 2 or (len(set(sets)) == 1 and not any(map(is_untold, sets[0]))):
        return None
    if any(label.startswith(UNCODED) for codes in sets for label in codes):
        return "abstained"
    if not frozenset.intersection(*sets):
        return "different"
    by_size = sorted(sets, key=len)
    nested = all(small <= large for small, large in pairwise(by_size))
    return "subset" if nested else "overlap"
