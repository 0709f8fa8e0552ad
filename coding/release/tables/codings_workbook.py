"""First ratings, decisions, disagreements and codes as one workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from coding.dataset.rows import CodingRow
from coding.formats.codebook_files import codebook_sheet
from coding.release.tables.records import coding_rows, decision_rows, disagreement_rows
from coding.rendering.escaping import Cell, join_codes
from coding.rendering.xlsx import Sheet, workbook
from coding.results.derive import Publication

ONE_HOT_COLUMNS: Final = 200  # at most, of raters × codes


def codings_xlsx(publication: Publication) -> bytes:
    """Return a workbook of the first ratings, the decisions, the disagreements and the codebook.

    The ratings are wide, long and, if there are few raters and codes, 0 and 1. The codes of the wide sheets are those
    after matching and merges, as in the column `matched` of codings.csv.
    """
    sheets: list[Sheet] = [
        ("Codings", *_wide(publication)),
        ("Long", *coding_rows(publication)),
        ("Decisions", *decision_rows(publication)),
        ("Disagreements", *disagreement_rows(publication)),
        codebook_sheet(publication.data.codebook),
    ]
    labels = [code.label for code in publication.data.codebook]
    if 0 < len(publication.data.ratings.raters) * len(labels) <= ONE_HOT_COLUMNS:
        sheets.append(("One-hot", *_one_hot(publication, labels)))
    if publication.data.notice:
        sheets.append(("Note", ("note",), [(publication.data.notice,)]))
    return workbook(sheets)


def _wide(publication: Publication) -> tuple[tuple[str, ...], Iterator[tuple[Cell, ...]]]:
    """Return a row per unit: the codes of each rater, empty if there is no coding, and those of the decision."""
    raters = publication.data.ratings.raters
    given = _given(publication)
    decided = {row.unit: join_codes(row.codes) for row in publication.data.decisions}
    header = ("unit", "identifier", "title", *raters, "decided")

    def rows() -> Iterator[tuple[Cell, ...]]:
        for unit in publication.data.units:
            codings = [given.get((unit.number, rater)) for rater in raters]
            codes = [join_codes(coding.merged_codes) if coding else "" for coding in codings]
            yield (unit.number, unit.identifier, unit.title, *codes, decided.get(unit.number, ""))

    return header, rows()


def _one_hot(publication: Publication, labels: list[str]) -> tuple[tuple[str, ...], Iterator[tuple[Cell, ...]]]:
    """Return a row per unit with a column per rater and code: 1 if given, 0 if not, empty if the rater did not code."""
    raters = publication.data.ratings.raters
    given = _given(publication)
    header = ("unit", "identifier", *(f"{rater}: {label}" for rater in raters for label in labels))

    def rows() -> Iterator[tuple[Cell, ...]]:
        for unit in publication.data.units:
            codings = [given.get((unit.number, rater)) for rater in raters]
            marks = [int(label in coding.merged_codes) if coding else "" for coding in codings for label in labels]
            yield (unit.number, unit.identifier, *marks)

    return header, rows()


def _given(publication: Publication) -> dict[tuple[int, str], CodingRow]:
    return {(row.unit, row.rater): row for row in publication.data.codings}
