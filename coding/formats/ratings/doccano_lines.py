"""Lines of doccano as ratings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final

from coding.formats.ratings.answers import Answers, Cell, UnitColumn
from coding.formats.ratings.columns import STRENGTH_OF_INDEX
from coding.formats.ratings.json_files import Object, list_of, units_of_data
from coding.formats.ratings.options import UnreadableRatings

NOBODY: Final = frozenset({"all", "admin", "unknown"})  # names of doccano's exports that name no annotator


def is_doccano(objects: Sequence[Object]) -> bool:
    """Return whether these are lines of doccano.

    Examples
    --------
    >>> is_doccano([{"text": "a", "label": ["leak"]}]), is_doccano([{"item": 1, "label": "leak"}])
    (True, False)
    """
    return bool(objects) and all(
        isinstance(row.get("text"), str)
        and (isinstance(row.get("label"), list) or isinstance(row.get("entities"), list))
        for row in objects
    )


def doccano_answers(rows: Sequence[Object], file: str, *, takes_rest: bool = False) -> Answers:
    """Return the lines of an export of doccano as the ratings of the person whom the file is named after.

    Parameters
    ----------
    rows : sequence of mapping
    file : str
    takes_rest : bool
        Whether the door knows whose ratings these are, so that the file need not say it.

    Raises
    ------
    UnreadableRatings
        If the file names nobody.

    References
    ----------
    doccano documentation, dataset formats. https://doccano.github.io/doccano/
    """
    name = PurePath(file).stem
    if not takes_rest and name.casefold() in NOBODY:
        raise UnreadableRatings(
            f"{file}: The file names no rater. Export the project with one file per annotator, or name the file after "
            "its rater."
        )
    cells: list[Cell] = [_doccano_codes(row) for row in rows]
    metadata = [
        {
            key: value
            for key, value in row.items()
            if key not in {"id", "text", "label", "entities", "relations", "Comments"}
        }
        for row in rows
    ]
    units = [unit for unit in units_of_data(metadata, [None] * len(rows)) if unit.strength < STRENGTH_OF_INDEX]
    units.append(UnitColumn(("text",), [str(row["text"]) for row in rows], STRENGTH_OF_INDEX - 2))
    several = any(isinstance(cell, tuple) and len(cell) > 1 for cell in cells)
    return Answers(
        file,
        "single",
        [name],
        [],
        {("", name): cells},
        list(range(1, len(rows) + 1)),
        units,
        origin={name: file},
        several=several,
        details={(row, name): {"words": words} for row, line in enumerate(rows) if (words := _marked_words(line))},
        unnamed=frozenset({name}),
    )


def _doccano_codes(row: Object) -> Cell:
    codes: dict[str, None] = {}
    for label in list_of(row.get("label")):
        if isinstance(label, str):
            codes[label] = None
        elif isinstance(label, list) and len(label) == 3:
            codes[str(label[2])] = None
    for entity in list_of(row.get("entities")):
        if isinstance(entity, Mapping):
            codes[str(entity.get("label", ""))] = None
    return tuple(filter(None, codes)) or None


def _marked_words(row: Object) -> list[dict[str, Any]]:
    spans = [label for label in list_of(row.get("label")) if isinstance(label, list) and len(label) == 3]
    spans += [
        [entity.get("start_offset"), entity.get("end_offset"), entity.get("label")]
        for entity in list_of(row.get("entities"))
        if isinstance(entity, Mapping)
    ]
    text = row["text"]
    return [
        {"code": str(label), "quote": text[start:end], "start": start}
        for start, end, label in spans
        if type(start) is int and type(end) is int and 0 <= start < end
    ]
