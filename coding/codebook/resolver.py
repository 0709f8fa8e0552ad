"""Resolves a rater's code to the shared code it was matched with or merged into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from typing import Self

from django.db.models import Q

from coding.access.ratings import first_ratings
from coding.codebook.versions import codebook_state
from coding.models import Code, CodebookVersion, MatchingPair, Round

Reading = Callable[[int], int]  # one of `own`, `matched` and `merged` of a resolver


class UnknownCode(Exception):
    """A code that was stored after the codes were read."""


class CodeResolver:
    """Resolves the codes of some rounds of one study. Codes are passed and returned by id.

    A private code whose matching is not confirmed resolves to a negative id, which represents the proposed label.
    """

    def __init__(self, codes: Iterable[Code], matches: dict[int, int], merges: dict[int, int]) -> None:
        self.codes = {code.pk: code for code in codes}
        self._labels = {code.pk: code.label for code in self.codes.values()}
        self._matches = matches
        self._merges = merges

    @classmethod
    def for_rounds(cls, rounds: Sequence[Round], version: CodebookVersion | None = None) -> Self:
        """Read codes, matchings and merges of rounds of one study, without changes after `version`."""
        study = rounds[0].study_id
        codes = list(
            Code.objects.filter(Q(owner__isnull=True) | Q(round__in=rounds), study=study).select_related("parent")
        )
        resolver = cls(codes, {}, {})
        state = codebook_state(study, [code for code in codes if code.owner_id is None], version)
        resolver._labels |= state.labels
        resolver._merges = state.merged
        pairs = MatchingPair.objects.filter(matching__round__in=rounds).order_by("pk")
        proposed: dict[str, int] = {}
        for code, target, label in pairs.values_list("code", "target", "target_label"):
            if target is None:
                target = proposed.setdefault(label, -1 - len(proposed))
                resolver._labels[target] = label
            resolver._matches[code] = target
        return resolver

    def with_merge(self, code: int, into: int) -> Self:
        """Return a resolver of the same codes after one more merge."""
        other = copy(self)
        other._merges = {**self._merges, code: into}
        return other

    def own(self, code: int) -> int:
        """Return the code as the rater named it."""
        return code

    def matched(self, code: int) -> int:
        """Return the shared code after matching, before any merge."""
        return self._matches.get(code, code)

    def merged(self, code: int) -> int:
        """Return the shared code after matching and all merges."""
        code = self.matched(code)
        while (into := self._merges.get(code)) is not None:
            code = into
        return code

    def merge_chain(self, code: int) -> list[int]:
        """Return the codes on the way from a shared code to its merged code, without the latter."""
        chain = []
        while (into := self._merges.get(code)) is not None:
            chain.append(code)
            code = into
        return chain

    def label(self, code: int) -> str:
        """Return the label of a code, without resolving it."""
        try:
            return self._labels[code]
        except KeyError:
            raise UnknownCode(code) from None

    def labels(self, codes: Iterable[int], reading: Reading) -> tuple[str, ...]:
        """Return the labels of the codes as `reading` resolves them, each once and in order."""
        return tuple(dict.fromkeys(self.label(reading(code)) for code in codes))

    def retired(self, code: int) -> bool:
        """Return whether the merged code of the code is retired."""
        return self.codes[self.merged(code)].retired_at is not None


def unclear_sets(
    coding_round: Round, reading: Reading, unit: int | None = None
) -> dict[int, dict[int, tuple[int, ...]]]:
    """Return unit → rater → codes that are unclear and not given, as `reading` resolves them; without empty ones."""
    sets: dict[int, dict[int, tuple[int, ...]]] = defaultdict(dict)
    if not coding_round.study.of_projects:
        return sets
    ratings = first_ratings(coding_round).filter(unclear_rows__isnull=False).distinct()
    ratings = ratings if unit is None else ratings.filter(assignment__unit=unit)
    for coding in ratings.select_related("assignment").prefetch_related("code_rows", "unclear_rows"):
        given = {reading(row.code_id) for row in coding.code_rows.all()}
        codes = dict.fromkeys(reading(row.code_id) for row in coding.unclear_rows.all())
        sets[coding.assignment.unit_id][coding.assignment.rater_id] = tuple(code for code in codes if code not in given)
    return sets


def code_sets(coding_round: Round, reading: Reading, unit: int | None = None) -> dict[int, dict[int, tuple[int, ...]]]:
    """Return unit → rater → codes as `reading` resolves them, of all units of a closed round or one."""
    sets: dict[int, dict[int, tuple[int, ...]]] = defaultdict(dict)
    ratings = first_ratings(coding_round) if unit is None else first_ratings(coding_round).filter(assignment__unit=unit)
    for coding in ratings.select_related("assignment").prefetch_related("code_rows"):
        codes = dict.fromkeys(reading(row.code_id) for row in coding.code_rows.all())
        sets[coding.assignment.unit_id][coding.assignment.rater_id] = tuple(codes)
    return sets
