"""The workbook in which a rater codes offline, and what its sheet About says of whose it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from coding.rendering.escaping import Cell
from coding.rendering.xlsx import add_sheet, empty_book, saved

MARK: Final = "intercoder workbook 1"  # begins the row of the sheet About by which a workbook is recognised
CODINGS, TEXTS, CODES, ABOUT = "Codings", "Texts", "Codes", "About"
NO_CODE: Final = "no code because"
NO_CODE_REASONS: Final = ("cannot tell", "not applicable")
CERTAINTIES: Final = ("certain", "fairly", "unsure")
CODE_COLUMNS: Final = 5  # where a unit may have several codes
FEWEST_LISTED: Final = 200  # rows of the sheet of codes from which the drop-down chooses
CUT: Final = "… (cut; read it in Intercoder)"
WIDEST: Final = {TEXTS: 100, CODINGS: 50, CODES: 60, ABOUT: 100}  # characters of a column


@dataclass(frozen=True, slots=True)
class OfflineUnit:
    """A unit to be coded; `shown` are its classifications, in the order of `OfflineWorkbook.classifications`."""

    number: int
    identifier: str
    title: str
    text: str
    sha256: str
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfflineCode:
    """A code that the rater may use."""

    label: str
    definition: str = ""
    when_to_use: str = ""
    when_not_to_use: str = ""


@dataclass(frozen=True)
class OfflineWorkbook:
    """What a rater needs for coding offline.

    Parameters
    ----------
    study : slug of the study.
    title : title of the study.
    number : number of the round.
    rater : name.
    day : date of the download.
    units : in the order of the rater's work list.
    codes : codes that the rater may use.
    code_columns : how many codes a unit may have.
    is_fixed : whether only listed codes may be used.
    classifications : names of the facts that the round shows beside the texts.
    """

    study: str
    title: str
    number: int
    rater: str
    day: str
    units: Sequence[OfflineUnit]
    codes: Sequence[OfflineCode] = ()
    code_columns: int = 1
    is_fixed: bool = False
    classifications: Sequence[str] = field(default_factory=tuple)


def units_hash(units: Iterable[tuple[int, str]]) -> str:
    """Return the SHA-256 of units: their numbers and the hashes of their texts, in order of number.

    Examples
    --------
    >>> units_hash([(2, "b"), (1, "a")]) == units_hash([(1, "a"), (2, "b")])
    True
    """
    return hashlib.sha256("\n".join(f"{number} {sha256}" for number, sha256 in sorted(units)).encode()).hexdigest()


def code_names(columns: int) -> list[str]:
    """Return the names of the columns of codes.

    Examples
    --------
    >>> code_names(1), code_names(2)
    (['code'], ['code 1', 'code 2'])
    """
    return ["code"] if columns == 1 else [f"code {number}" for number in range(1, columns + 1)]


def offline_xlsx(content: OfflineWorkbook) -> bytes:
    """Return the workbook: the sheets Codings, Texts, Codes and About.

    Every text is a text, and no cell is a formula. The same content gives the same bytes.

    Examples
    --------
    >>> offline_xlsx(OfflineWorkbook("s", "Study", 1, "ann", "2026-01-15", []))[:2]
    b'PK'
    """
    book = empty_book()
    codes = code_names(content.code_columns)
    header = ["unit", "identifier", "title", *codes, NO_CODE, "memo", "certainty", "discuss"]
    empty = [None] * (len(header) - 3)
    rows: list[list[Cell]] = [[unit.number, unit.identifier, unit.title, *empty] for unit in content.units]
    codings = add_sheet(book, CODINGS, header, rows)
    texts: list[list[Cell]] = [[unit.number, unit.identifier, unit.text, *unit.shown] for unit in content.units]
    sheets = {
        CODINGS: codings,
        TEXTS: add_sheet(book, TEXTS, ["unit", "identifier", "text", *content.classifications], texts, cut=CUT),
        CODES: add_sheet(
            book,
            CODES,
            ["label", "definition", "when to use", "when not to use"],
            [[code.label, code.definition, code.when_to_use, code.when_not_to_use] for code in content.codes],
        ),
        ABOUT: add_sheet(book, ABOUT, ["Intercoder", "Workbook for offline coding"], about_rows(content)),
    }
    for name, sheet in sheets.items():
        _arrange(sheet, WIDEST[name])
    _format_as_text(codings, range(4, 4 + len(codes)), 1 + len(rows))
    _format_as_text(sheets[CODES], [1], 1 + len(content.codes))
    _add_lists(codings, content, 1 + len(rows))
    return saved(book)


def about_rows(content: OfflineWorkbook) -> list[list[Cell]]:
    """Return the rows of the sheet About; the last one is by which the workbook is recognised."""
    several = content.code_columns > 1
    codes = "Only codes of the list can be used." if content.is_fixed else "A new label can be typed."
    return [
        ["study", content.title],
        ["round", str(content.number)],
        ["rater", content.rater],
        ["date", content.day],
        ["units", str(len(content.units))],
        [
            "how to fill in",
            "Read each unit on the sheet Texts and give its "
            f"{'codes, one in each column,' if several else 'code'} on the sheet Codings. {codes} A unit without a "
            f"code needs a reason in “{NO_CODE}”. Leave a unit empty to code it later.",
        ],
        [
            "how to send it back",
            "Enter the file on the page Your codings of this round. Rows can be sorted and left out. Columns that you "
            "add are not read. Do not change this sheet.",
        ],
        [MARK, content.study, str(content.number), content.rater, hash_of(content)],
    ]


def hash_of(content: OfflineWorkbook) -> str:
    """Return the hash of the units of a workbook."""
    return units_hash((unit.number, unit.sha256) for unit in content.units)


def _arrange(sheet: Any, widest: int) -> None:
    """Wrap the cells and make each column as wide as its content needs."""
    from openpyxl.styles import Alignment

    wrapped = Alignment(wrap_text=True, vertical="top")
    for column in sheet.iter_cols():
        width = max((len(line) for cell in column for line in str(cell.value or "").split("\n")), default=0)
        sheet.column_dimensions[column[0].column_letter].width = min(max(width + 2, 8), widest)
        for cell in column:
            cell.alignment = wrapped


def _format_as_text(sheet: Any, columns: Iterable[int], last: int) -> None:
    for column in columns:
        for row in range(1, last + 1):
            sheet.cell(row, column).number_format = "@"  # so that no date is made of a code


def _add_lists(sheet: Any, content: OfflineWorkbook, last: int) -> None:
    """Add the drop-downs: codes, reasons for none, certainty, discuss."""
    from openpyxl.utils import get_column_letter

    if last < 2:
        return
    after = 4 + content.code_columns
    for columns, validation in (
        (range(4, after), _list_of_codes(content)),
        ([after], _list(",".join(NO_CODE_REASONS), "stop")),
        ([after + 2], _list(",".join(CERTAINTIES), "stop")),
        ([after + 3], _list("yes", "stop")),
    ):
        for column in columns:
            letter = get_column_letter(column)
            validation.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(validation)


def _list_of_codes(content: OfflineWorkbook) -> Any:
    last = max(FEWEST_LISTED, 1 + len(content.codes))
    return _list(f"{CODES}!$A$2:$A${last}", "stop" if content.is_fixed else "information", quoted=False)


def _list(choices: str, style: str, *, quoted: bool = True) -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    sentences = {
        "stop": "Choose one of the list.",
        "information": "This is not on the list. It can be used as a new code.",
    }
    return DataValidation(
        type="list",
        formula1=f'"{choices}"' if quoted else choices,
        allow_blank=True,
        showErrorMessage=True,  # openpyxl leaves it off
        errorStyle=style,
        errorTitle="Not on the list",
        error=sentences[style],
    )


def iter_codes(names: Sequence[str]) -> Iterator[str]:
    """Yield the names that are those of columns of codes.

    Examples
    --------
    >>> list(iter_codes(["unit", "code", "code 2", "code x"]))
    ['code', 'code 2']
    """
    for name in names:
        word, _, number = name.partition(" ")
        if word == "code" and (not number or (number.isascii() and number.isdigit())):
            yield name
