"""Words by which the columns of a sheet are told apart, and how names are folded for comparison."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

HEADER_ROWS: Final = 20  # in which the names of the columns are searched for
BETWEEN: Final = re.compile(r"[\s_\-.:/#()\[\]]+")
IDENTIFIER: Final = re.compile(r"(?:GHSA|CVE|PYSEC|GO|RUSTSEC|OSV)-[\w-]*\d[\w-]*", re.IGNORECASE)
HEXADECIMAL: Final = re.compile(r"[0-9a-f]{7,64}", re.IGNORECASE)
ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)
CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
UNNAMED: Final = re.compile(r"(?:Unnamed: \d+|level_\d+)?")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


UNITS: Final = _words(
    "unit item id identifier advisory ghsa cve osv number no nr s_no sr_no index row case doc document text_id commit "
    "commit_hash hash sha url link issue issue_url pr key sample instance comment_id task record hit_id"
)
PERSONS: Final = _words(
    "rater coder annotator reviewer labeler labeller judge person user username participant submission_id expert "
    "analyst coded_by rated_by annotated_by completed_by evaluator researcher worker crowdworker turker"
)
FINAL: Final = frozenset(
    _words(
        "final consensus agreed agreement resolved resolution adjudicated gold truth ground_truth selected decided "
        "decision discussed discussion merged combined negotiated reconciled majority joint adjudicator arbiter "
        "arbitrator tiebreak tiebreaker adjudication consolidated reconciliation groundtruth harmonised harmonized "
        "verdict outcome konsens einigung consenso"
    )
)
COMPARISONS: Final = frozenset(_words("agree agrees match matches same equal equals diff differs disagree conflict"))
NOTES: Final = _words(
    "note memo comment remark reason rationale explanation justification quote evidence text title summary "
    "description body details date time timestamp created_at updated_at submitted_at time_spent seconds duration "
    "version certainty confidence uncoded discuss segments severity cvss cwe project repository package ecosystem "
    "language published link_visited understanding email round kind how by unclear no_code_because no_code_reason"
)
NOTE_TOKENS: Final = frozenset(
    _words(
        "note notes memo comment comments remark reason rationale explanation justification quote evidence date time "
        "certainty confidence"
    )
)
CODES: Final = _words(
    "code label category consequence class classification answer rating value tag theme choice present score type"
)
# Notes that may help to name a unit.
KEY_NOTES: Final = frozenset({"project", "repository", "package", "title", "text"})
TOTALS: Final = frozenset(_words("total sum count mean average kappa agreement percent summe gesamt"))
MISSING: Final = frozenset(
    {
        *("na", "n/a", "n.a.", "nan", "none", "null", "nil", "-", "--", "?", "#n/a", "missing", "blank", "empty"),
        *("not_coded", "not coded", "uncoded", "unlabeled", "todo", "tbd"),
    }
)

UNIT_NAMES: Final = {name: rank for rank, name in enumerate(UNITS)}
PERSON_NAMES: Final = frozenset({*PERSONS, *(f"{name}_id" for name in PERSONS), *(f"{name}_name" for name in PERSONS)})


def plurals(words: tuple[str, ...]) -> frozenset[str]:
    """Return the words and their plurals.

    Examples
    --------
    >>> sorted(plurals(("category", "class")))
    ['categories', 'category', 'class', 'classes']
    """
    return frozenset({*words, *(_plural(word) for word in words)})


def _plural(word: str) -> str:
    if word.endswith("y"):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith("s") else "s")


NOTE_NAMES: Final = plurals(NOTES)
CODE_NAMES: Final = plurals(CODES)


def fold_name(name: str) -> str:
    """Return the name of a column for comparison.

    Examples
    --------
    >>> fold_name(" GHSA-ID "), fold_name("Comments (Tom)"), fold_name("No.")
    ('ghsa_id', 'comments_tom', 'no')
    """
    return BETWEEN.sub("_", unicodedata.normalize("NFKC", name).casefold()).strip("_")


def unit_rank(folded: str) -> int | None:
    """Return how strongly a folded name names units, 0 the strongest; None if it does not.

    Examples
    --------
    >>> unit_rank("unit_id"), unit_rank("item"), unit_rank("ada")
    (0, 1, None)
    """
    for name in (folded, folded.removesuffix("_id")):
        if name in UNIT_NAMES:
            return UNIT_NAMES[name]
    return None


def split_grid_name(name: str) -> tuple[str, str] | None:
    """Return stem and suffix of the name of a column; None if it has no two parts.

    Examples
    --------
    >>> split_grid_name("effect_A"), split_grid_name("what2"), split_grid_name("Comments (Tom)"), split_grid_name("ada")
    (('effect', 'A'), ('what', '2'), ('Comments', 'Tom'), None)
    """
    match = re.fullmatch(r"(.*[^\s_\-.:/()])[\s_\-.:/()]+([^\s_\-.:/()]+)\)?", name) or re.fullmatch(
        r"(.*[^\s_\-.:/()\d])(\d+)", name
    )
    return (match[1], match[2]) if match else None
