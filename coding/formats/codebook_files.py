"""Codebook as CSV, JSON, Markdown and a workbook; REFI-QDA has a module of its own."""

from __future__ import annotations

from collections.abc import Sequence

from coding.dataset.rows import CodeRow, code_columns
from coding.rendering.escaping import csv_bytes, json_file, markdown
from coding.rendering.xlsx import Sheet, workbook

# Headings of the texts of a code other than its definition, and their fields.
GUIDANCE = (
    ("When to use", "when_to_use"),
    ("When not to use", "when_not_to_use"),
    ("Examples", "examples"),
    ("Near misses", "near_misses"),
)


PLACE = "Place in the order of the codes"


def codebook_csv(codes: Sequence[CodeRow], title: str) -> bytes:
    """Return the codebook as CSV: one row per code, in the order of the codebook.

    Parameters
    ----------
    codes : sequence of CodeRow
        `parent` is a label.
    title : str
        Title of the study; not used in this format.

    Returns
    -------
    bytes
        UTF-8; cells that a spreadsheet would evaluate are escaped.

    Examples
    --------
    >>> codebook_csv([CodeRow("leak", "Discloses information.")], "Example").decode().splitlines()[1]
    'leak,Discloses information.,,,,#777777,,'
    """
    columns = code_columns(codes)
    return csv_bytes(columns, [[getattr(code, column) for column in columns] for code in codes])


def codebook_json(codes: Sequence[CodeRow], title: str) -> bytes:
    """Return the codebook as JSON, with all fields.

    Parameters
    ----------
    codes : sequence of CodeRow
    title : str
        Title of the study.

    Returns
    -------
    bytes
        UTF-8.

    Examples
    --------
    >>> import json
    >>> json.loads(codebook_json([CodeRow("leak")], "Example"))["codes"][0]["label"]
    'leak'
    """
    columns = code_columns(codes)
    codebook = {"title": title, "codes": [{name: getattr(code, name) for name in columns} for code in codes]}
    return json_file(codebook)


def codebook_md(codes: Sequence[CodeRow], title: str, notice: str = "") -> bytes:
    """Return the codebook as Markdown, one section per code.

    Parameters
    ----------
    codes : sequence of CodeRow
    title : str
        Title of the study.
    notice : str
        Shown before the codes; "" for none.

    Returns
    -------
    bytes
        UTF-8.

    Examples
    --------
    >>> codebook_md([CodeRow("leak", "Discloses information.")], "Example").decode().splitlines()[2:5]
    ['## leak', '', 'Discloses information.']
    """
    lines = [f"# Codebook: {markdown(title)}", ""]
    if notice:
        lines += [f"**Note: {markdown(notice)}**", ""]
    if not codes:
        lines += ["The codebook has no code.", ""]
    for code in codes:
        lines += [f"## {markdown(code.label)}", ""]
        if sentence := place_of(code):
            lines += [sentence, ""]
        if code.parent:
            lines += [f"Part of: {markdown(code.parent)}", ""]
        if code.definition:
            lines += [markdown(code.definition), ""]
        for heading, name in GUIDANCE:
            if text := getattr(code, name):
                lines += [f"**{heading}:** {markdown(text)}", ""]
    return "\n".join(lines).encode()


def place_of(code: CodeRow) -> str:
    """Return the place of a code in the order and its score, "" without an order.

    Parameters
    ----------
    code : CodeRow

    Returns
    -------
    str

    Examples
    --------
    >>> place_of(CodeRow("low", rank=2, score=1.5)), place_of(CodeRow("low"))
    ('Place in the order of the codes: 2, with the score 1.5', '')
    """
    if code.rank is None:
        return ""
    return f"{PLACE}: {code.rank}" + ("" if code.score is None else f", with the score {code.score:g}")


def codebook_xlsx(codes: Sequence[CodeRow], title: str) -> bytes:
    """Return the codebook as a workbook: one sheet with the codes, one with the title.

    Parameters
    ----------
    codes : sequence of CodeRow
    title : str
        Title of the study.

    Returns
    -------
    bytes

    Examples
    --------
    >>> codebook_xlsx([CodeRow("leak")], "Example")[:2]
    b'PK'
    """
    return workbook([codebook_sheet(codes), ("About", ("title",), [(title,)])])


def codebook_sheet(codes: Sequence[CodeRow]) -> Sheet:
    """Return the sheet of the codebook, one row per code.

    Parameters
    ----------
    codes : sequence of CodeRow

    Returns
    -------
    tuple
        Name of the sheet, header and rows.

    Examples
    --------
    >>> name, header, rows = codebook_sheet([CodeRow("leak")])
    >>> name, header[0], rows[0][0]
    ('Codebook', 'label', 'leak')
    """
    columns = code_columns(codes)
    return "Codebook", columns, [[getattr(code, column) for column in columns] for code in codes]
