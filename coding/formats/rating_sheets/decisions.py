"""Codebook and decisions for `manage.py replicate`, written by hand or by a release.

Labels in the file of ratings are exact. So a label that the ratings or the codebook have is used as written; in any
other text, the escaping of a release's CSV files is undone.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from advisories.platform.errors import BadInput
from coding.dataset import limits
from coding.dataset.rows import CODE_TEXTS
from coding.formats.rating_sheets.columns_by_name import read_columns
from coding.formats.ratings.lines import NO_CODE_REASONS
from coding.rendering.escaping import split_codes, uncsv_cell


@dataclass(frozen=True)
class Decided:
    """One row of the decisions file."""

    unit: str
    codes: tuple[str, ...]
    reason: str
    origin: str  # file and line
    agreed: bool  # a release says this of a unit on which the raters agree
    no_code_reason: str = ""  # cannot_tell or not_applicable, instead of codes


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
    UnreadableRatings
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
        if not label.strip() or len(label) > limits.LABEL:
            raise BadInput(f"{path}:{line}: A label has 1 to {limits.LABEL} characters. Correct this one.")
        if label in codes:
            raise BadInput(f"{path}:{line}: The label “{label}” is used twice. Keep one of the rows.")
        codes[label] = {name: uncsv_cell(text) for name, text in row.items()}
    return codes


def read_decisions(path: Path, known: Collection[str], *, multilabel: bool) -> list[Decided]:
    r"""Return the decisions of a decisions file.

    Parameters
    ----------
    path : Path
        A table with the columns `unit` and `codes`, optionally `reason`, `uncoded` and `how`.
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
    UnreadableRatings
        If the file is not such a table.
    BadInput
        If a unit is decided twice, has neither a code nor a no-code reason, or has a code that is too long.

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
    for line, row in read_columns(path, required=("unit", "codes"), optional=("reason", "how", "uncoded")):
        origin = f"{path}:{line}"
        unit, cell = row["unit"].strip(), row["codes"]
        if unit in line_of:
            raise BadInput(f"{origin}: Unit {unit} is also on line {line_of[unit]}. Keep one of the rows.")
        line_of[unit] = line
        no_code_reason = row.get("uncoded", "").strip().replace(" ", "_").casefold()
        if no_code_reason not in NO_CODE_REASONS:
            raise BadInput(
                f"{origin}: Invalid value “{no_code_reason}” of “uncoded”. Use not_applicable or cannot_tell, "
                "or leave it empty."
            )
        # A release writes `;` for a unit without a code.
        codes = () if cell.strip() == ";" and (multilabel or no_code_reason) else codes_of(cell, known, multilabel)
        if codes and no_code_reason:
            raise BadInput(f"{origin}: Unit {unit} has a code and “{no_code_reason}”. Keep one of the two.")
        if not codes and not no_code_reason and cell.strip() != ";":
            raise BadInput(
                f"{origin}: Unit {unit} has no code. Add the final code, or not_applicable or cannot_tell in a column "
                "“uncoded”."
            )
        if any(len(code) > limits.LABEL for code in codes):
            raise BadInput(f"{origin}: A code has more than {limits.LABEL} characters. Shorten it.")
        reason, agreed = uncsv_cell(row.get("reason", "")), row.get("how") == "agreed"
        decisions.append(Decided(unit, codes, reason, origin, agreed, no_code_reason))
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
