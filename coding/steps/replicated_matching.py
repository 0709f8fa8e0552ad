"""Private vocabularies of a replication: which shared code each label of each rater stands for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coding.errors import BadInput
from coding.formats.rating_sheets.decisions import Decided
from coding.formats.ratings.labels import uses
from coding.formats.ratings.read import RatingsRead
from coding.formats.ratings.synonyms import Match
from coding.models import Member, Round
from coding.steps.codebook.codes import add_code
from coding.steps.match import MatchingInput, confirm_matching, match, matching_of, private_codes


@dataclass(frozen=True)
class Vocabularies:
    """The shared code of each private code.

    Attributes
    ----------
    shared : dict of (str, str) to str
        Rater and label -> label of the shared code.
    reasons : dict of (str, str) to str
        Rater and label -> why.
    unmatched : int
        Private codes without a line in the file, which keep their own label.
    unused : int
        Lines of the file with a label that nobody uses.
    """

    shared: dict[tuple[str, str], str]
    reasons: dict[tuple[str, str], str]
    unmatched: int = 0
    unused: int = 0

    def of_decision(self, decision: Decided) -> Decided:
        """Return a decision with shared codes: a private label that stands for one shared code is taken for it."""
        known = set(self.shared.values())
        meanings: dict[str, set[str]] = defaultdict(set)
        for (_, label), shared in self.shared.items():
            meanings[label].add(shared)
        codes = [
            next(iter(meanings[label])) if label not in known and len(meanings[label]) == 1 else label
            for label in decision.codes
        ]
        return replace(decision, codes=tuple(dict.fromkeys(codes)))

    def sets_of(self, ratings: RatingsRead) -> list[set[frozenset[str]]]:
        """Return the different answers to each unit in shared codes."""
        return [
            {
                frozenset(self.shared[rater, label] for label in codes)
                for rater, codes in zip(ratings.raters, row, strict=True)
                if codes is not None
            }
            for row in ratings.rows
        ]


def one_vocabulary(ratings: RatingsRead) -> Vocabularies:
    """Return the labels of all raters as one shared codebook."""
    return Vocabularies({(rater, label): label for label, by in uses(ratings.codes).items() for rater in by}, {})


def vocabularies(ratings: RatingsRead, matches: Sequence[Match], file: str = "") -> Vocabularies:
    """Return the shared code of each private code, by the lines of a file; else labels that are equal when folded.

    Parameters
    ----------
    ratings : RatingsRead
    matches : sequence of Match
        A line without a rater holds for all who use its label.
    file : str
        Name of the file, as the reason where a line has none.

    Raises
    ------
    BadInput
        If a line names somebody who is no rater.
    """
    used = {(rater, label) for label, by in uses(ratings.codes).items() for rater in by}
    lines: dict[tuple[str, str], Match] = {}
    unused = 0
    for each in matches:
        if each.rater and each.rater not in ratings.raters:
            raise BadInput(f"{file}: Line {each.line} names “{each.rater[:60]}”, who is no rater.")
        owners = [each.rater] if each.rater else [rater for rater in ratings.raters if (rater, each.synonym) in used]
        matched = [(rater, each.synonym) for rater in owners if (rater, each.synonym) in used]
        unused += not matched
        for key in matched:
            if each.rater or key not in lines:
                lines[key] = each
    shared = {key: line.representative for key, line in lines.items()}
    reasons = {key: line.rule or f"From {Path(file).name}." for key, line in lines.items()}
    rest = used - shared.keys()
    folded: dict[str, Counter[str]] = defaultdict(Counter)
    for label, by in uses(ratings.codes).items():
        folded[_folded(label)][label] += sum(by.values())
    for key in rest:
        spellings = folded[_folded(key[1])]
        shared[key] = key[1] if matches else min(spellings, key=lambda label: (-spellings[label], label))
    return Vocabularies(shared, reasons, len(rest) if matches else 0, unused)


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())


def add_private_codes(
    coding_round: Round, raters: dict[str, Member], ratings: RatingsRead
) -> dict[tuple[str, str], int]:
    """Add each rater's labels as private codes; return rater and label -> id."""
    codes = {}
    for rater in ratings.raters:
        labels = dict.fromkeys(label for given in ratings.codes[rater] for label in given or ())
        for label in labels:
            codes[rater, label] = add_code(by=raters[rater], round_number=coding_round.number, label=label).pk
    return codes


def match_vocabularies(by: Member, coding_round: Round, vocabulary: Vocabularies) -> None:
    """Match the private codes of a closed round, and confirm the matching."""
    pairs = []
    for code in private_codes(coding_round):
        assert code.owner is not None
        key = code.owner.name, code.label
        pairs.append(MatchingInput(code.pk, vocabulary.shared[key], vocabulary.reasons.get(key, "")))
    revision = matching_of(coding_round).revision
    match(by=by, coding_round=coding_round, pairs=pairs, revision=revision)
    confirm_matching(by=by, coding_round=coding_round)
