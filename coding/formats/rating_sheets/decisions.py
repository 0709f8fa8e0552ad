"""Codebook and decisions for `manage.py replicate`, written by hand or by a release.

Labels in the file of ratings are exact. So a label that the ratings or the codebook have is used as written; in any
other text, the escaping of a release's CSV files is undone.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from advisories.platform.errors import BadInput
from coding.dataset.rows import CODE_TEXTS
from coding.formats.rating_sheets.wide import read_columns
from coding.rendering.escaping import split_codes, uncsv_cell

LONGEST_LABEL = 200  # characters


@dataclass(frozen=True)
class Decided:
    """One row of the decisions file."""

    unit: str
    codes: tuple[str, ...]
    reason: str
    origin: str  # file and line
    agreed: bool  # a release says this of a unit on which the raters agree


def read_codebook(path: Path, known: Collection[str]) -> dict[str, dict[str, str]]:
    r"""Return the codes of a codebook file.

    Parameters
    ----------
    path : Path
        A table with a column `label`.
    known : collection of str
        Labels of the ratings.

    Returns
    -------
    dict of str to dict
        Label -> the other texts of the code, by the names in `CODE_TEXTS`, in the order of the file.

    Raises
    ------
    RatingSheetError
        If the file is not such a table.
    BadInput
        If a label is empty, too long or repeated.

    Examples
    --------
    >>> from tempfile import NamedTemporaryFile
    >>> with NamedTemporaryFile("w+", suffix=".csv") as file:
    ...     _ = file.write("label,definition\n'=leak,Discloses information.\n")
    ...     file.flush()
    ...     read_codebook(Path(file.name), known=())
    {'=leak': {'definition': 'Discloses information.'}}
    """
    codes: dict[str, dict[str, str]] = {}
    for line, row in read_columns(path, required=("label",), optional=CODE_TEXTS):
        label = row.pop("label")
        label = label if label in known else uncsv_cell(label)
        if not label.strip() or len(label) > LONGEST_LABEL:
            raise BadInput(f"{path}:{line}: A label has 1 to {LONGEST_LABEL} characters. Correct this one.")
        if label in codes:
            raise BadInput(f"{path}:{line}: The label “{label}” is used twice. Keep one of the rows.")
        codes[label] = {name: uncsv_cell(text) for name, text in row.items()}
    return codes


def read_decisions(path: Path, known: Collection[str], *, multilabel: bool) -> list[Decided]:
    r"""Return the decisions of a decisions file.

    Parameters
    ----------
    path : Path
        A table with the columns `unit` and `codes`.
    known : collection of str
        Labels of the ratings and of the codebook.
    multilabel : bool
        Whether a unit may have several codes.

    Returns
    -------
    list of Decided
        In the order of the file.

    Raises
    ------
    RatingSheetError
        If the file is not such a table.
    BadInput
        If a unit is decided twice, has no code, or has one that is too long.

    Examples
    --------
    >>> from tempfile import NamedTemporaryFile
    >>> with NamedTemporaryFile("w+", suffix=".csv") as file:
    ...     _ = file.write("unit,codes,reason\n3,leak,The log is public.\n")
    ...     file.flush()
    ...     [(row.unit, row.codes, row.reason) for row in read_decisions(Path(file.name), ["leak"], multilabel=False)]
    [('3', ('leak',), 'The log is public.')]
    """
    decisions, line_of = [], dict[str, int]()
    for line, row in read_columns(path, required=("unit", "codes"), optional=("reason", "how")):
        origin = f"{path}:{line}"
        unit, cell = row["unit"].strip(), row["codes"]
        if unit in line_of:
            raise BadInput(f"{origin}: Unit {unit} is also on line {line_of[unit]}. Keep one of the rows.")
        line_of[unit] = line
        codes = codes_of(cell, known, multilabel)
        if not codes and not (multilabel and cell.strip() == ";"):
            raise BadInput(f"{origin}: Unit {unit} has no code. Add the final code.")
        if any(len(code) > LONGEST_LABEL for code in codes):
            raise BadInput(f"{origin}: A code has more than {LONGEST_LABEL} characters. Shorten it.")
        decisions.append(Decided(unit, codes, uncsv_cell(row.get("reason", "")), origin, row.get("how") == "agreed"))
    return decisions


def codes_of(cell: str, known: Collection[str], multilabel: bool) -> tuple[str, ...]:
    """Return the codes in a cell, as typed if they are known, otherwise as a release writes them.

    Parameters
    ----------
    cell : str
    known : collection of str
        Labels of the ratings and of the codebook.
    multilabel : bool
        Whether a unit may have several codes.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> codes_of("leak; outage", ["leak", "outage"], multilabel=True)
    ('leak', 'outage')
    """
    text = uncsv_cell(cell)
    as_released = split_codes(text)
    readings = [as_typed(cell, multilabel), *([as_released] if multilabel or len(as_released) == 1 else [])]
    return next((codes for codes in readings if all(code in known for code in codes)), as_typed(text, multilabel))


def as_typed(cell: str, multilabel: bool) -> tuple[str, ...]:
    """Return the codes in a cell as a person types them: separated by semicolons if there may be several.

    Parameters
    ----------
    cell : str
    multilabel : bool
        Whether a unit may have several codes.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> as_typed("a; b;a", multilabel=True), as_typed("a; b", multilabel=False)
    (('a', 'b'), ('a; b',))
    """
    if multilabel:
        return tuple(dict.fromkeys(code.strip() for code in cell.split(";") if code.strip()))
    return (cell,) if cell.strip() else ()
