"""Loads the files that ratings of closed rounds were entered from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from coding.access import ratings
from coding.clock import stamp
from coding.dataset.rating_sources import RatingSourceRow, distinct_names
from coding.models import RatingSource, Round


def load_sources(rounds: Sequence[Round], names: Mapping[int, str]) -> dict[int, list[RatingSourceRow]]:
    """Return round → the files that its ratings were entered from. `names` has the members of the study."""
    loaded: dict[int, list[RatingSourceRow]] = defaultdict(list)
    counts: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for row in ratings.entered_ratings(rounds):
        counts[row["file"]].append((names[row["rater"]], row["count"]))
    if not counts:
        return loaded
    by_round: dict[int, list[RatingSource]] = defaultdict(list)
    for source in ratings.rating_sources(rounds):
        by_round[source.round_id].append(source)
    for of_round, sources in by_round.items():
        for name, parts in files_of(sources).items():
            entered = [(part, counts[part.pk]) for part in parts if part.pk in counts]
            if entered:
                loaded[of_round].append(source_row(name, entered))
    return loaded


def files_of(sources: Iterable[RatingSource]) -> dict[str, list[RatingSource]]:
    """Return name → the sources of one round that are one file, which one person entered on one day by one door."""
    files: dict[tuple[Any, ...], list[RatingSource]] = {}
    for source in sources:
        day = stamp(source.entered_at)[:10]
        same = (source.name, source.sha256 or source.pk, source.entered_by_id, source.door, day)
        files.setdefault(same, []).append(source)
    names = distinct_names(name for name, *_ in files)
    return dict(zip(names, files.values(), strict=True))


def source_row(name: str, entered: Sequence[tuple[RatingSource, Sequence[tuple[str, int]]]]) -> RatingSourceRow:
    """Return the sources of one file as one row, with a name that no other file of the round has."""
    (first, _), *_ = entered
    ratings_of: dict[str, int] = defaultdict(int)
    for rater, count in (pair for _, counts in entered for pair in counts):
        ratings_of[rater] += count
    reading = joined_reading([source.reading for source, _ in entered])
    # Raters have another name in the file than in the study if who entered it said so.
    taken = {*ratings_of, *(rater["name"] for rater in reading.get("raters", ()))}
    others = dict.fromkeys(other for source, _ in entered for other in source.held_others)
    return RatingSourceRow(
        name=name,
        entered_by=first.entered_by.name,
        entered_at=stamp(first.entered_at),
        ratings=tuple(sorted(ratings_of.items())),
        sha256=first.sha256,
        bytes=first.bytes,
        door=first.door,
        reading=reading,
        held_others=tuple(other for other in others if other not in taken),
        held_final=next((source.held_final for source, _ in entered if source.held_final), ""),
    )


def joined_reading(readings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return how one file was read for several raters."""
    joined = dict(readings[0])
    for reading in readings[1:]:
        for part in ("raters", "decided", "checks"):
            if part in joined:
                joined[part] = [*joined[part], *(row for row in reading.get(part, ()) if row not in joined[part])]
    return joined


def names_of_sources(coding_round: Round) -> dict[int, str]:
    """Return id → name of the file of each source of a closed round, as in `load_sources`."""
    files = files_of(ratings.rating_sources([coding_round]).defer("reading"))
    return {source.pk: name for name, sources in files.items() for source in sources}
