"""The codebook and the decisions file of `manage.py replicate`: written by hand, or by a release.

The labels file is exactly as spelt. A label that it has, or that the codebook has, is therefore taken as it stands;
of any other text the escaping that a release's CSV files have is undone.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from advisories.platform.errors import BadInput
from coding.formats.rating_sheets.wide import read_columns
from coding.rendering.escaping import split_codes, uncsv_cell

TEXTS = ("definition", "when_to_use", "when_not_to_use", "examples", "near_misses")


@dataclass(frozen=True)
class Decided:
    """One line of the decisions file."""

    unit: str
    codes: tuple[str, ...]
    reason: str
    where: str
    agreed: bool  # what a release says of a unit on which the raters do not differ


def read_codebook(path: Path, known: Collection[str]) -> dict[str, dict[str, str]]:
    """label → its words, in the order of the file."""
    found: dict[str, dict[str, str]] = {}
    for line, row in read_columns(path, required=("label",), optional=TEXTS):
        label = row.pop("label")
        label = label if label in known else uncsv_cell(label)
        if not label.strip() or len(label) > 200:
            raise BadInput(f"{path}, line {line}: a label needs 1 to 200 characters.")
        if label in found:
            raise BadInput(f"{path}, line {line}: the label “{label}” stands twice; keep one.")
        found[label] = {name: uncsv_cell(text) for name, text in row.items()}
    return found


def read_decisions(path: Path, known: Collection[str], *, multilabel: bool) -> list[Decided]:
    rows = read_columns(path, required=("unit", "codes"), optional=("reason", "how"))
    found, seen = [], dict[str, str]()
    for line, row in rows:
        where = f"{path}, line {line}"
        unit, cell = row["unit"].strip(), row["codes"]
        if unit in seen:
            raise BadInput(f"{where}: unit {unit} is on {seen[unit]} too; keep one.")
        seen[unit] = f"line {line}"
        codes = codes_of(cell, known, multilabel)
        if not codes and not (multilabel and cell.strip() == ";"):
            raise BadInput(f"{where}: unit {unit} has no code; name the final one.")
        if any(len(code) > 200 for code in codes):
            raise BadInput(f"{where}: a code has more than 200 characters; shorten it.")
        found.append(Decided(unit, codes, uncsv_cell(row.get("reason", "")), where, row.get("how") == "agreed"))
    return found


def codes_of(cell: str, known: Collection[str], multilabel: bool) -> tuple[str, ...]:
    """The codes in a cell: as it stands if they are known, else as a release writes them."""
    text = uncsv_cell(cell)
    as_written = split_codes(text)
    readings = [as_typed(cell, multilabel), *([as_written] if multilabel or len(as_written) == 1 else [])]
    return next((codes for codes in readings if all(code in known for code in codes)), as_typed(text, multilabel))


def as_typed(cell: str, multilabel: bool) -> tuple[str, ...]:
    if multilabel:
        return tuple(dict.fromkeys(code.strip() for code in cell.split(";") if code.strip()))
    return (cell,) if cell.strip() else ()
