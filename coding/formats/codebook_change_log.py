"""Change log of the codebook as CSV, JSON and Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields

from coding.dataset.rows import CodeChangeRow
from coding.rendering.document import Block, Heading, Paragraph, Table, as_markdown
from coding.rendering.escaping import csv_bytes, json_file

COLUMNS = tuple(field.name for field in fields(CodeChangeRow))


def change_log_csv(rows: Sequence[CodeChangeRow], title: str) -> bytes:
    """Return the change log as CSV: one row per change, in order.

    Parameters
    ----------
    rows : sequence of CodeChangeRow
    title : str
        Title of the study; not used in this format.

    Returns
    -------
    bytes
        UTF-8; cells that a spreadsheet would evaluate are escaped.

    Examples
    --------
    >>> rows = [CodeChangeRow("2026-01-15T10:00:00Z", "Ada", "added", "leak")]
    >>> change_log_csv(rows, "Example").decode().split()[1]
    '2026-01-15T10:00:00Z,Ada,added,leak,,,,'
    """
    return csv_bytes(COLUMNS, [[getattr(row, column) for column in COLUMNS] for row in rows])


def change_log_json(rows: Sequence[CodeChangeRow], title: str) -> bytes:
    """Return the change log as JSON, with all fields.

    Parameters
    ----------
    rows : sequence of CodeChangeRow
    title : str
        Title of the study.

    Returns
    -------
    bytes
        UTF-8.

    Examples
    --------
    >>> rows = [CodeChangeRow("2026-01-15T10:00:00Z", "Ada", "added", "leak")]
    >>> import json
    >>> json.loads(change_log_json(rows, "Example"))["changes"][0]["code"]
    'leak'
    """
    content = {"title": title, "changes": [asdict(row) for row in rows]}
    return json_file(content)


def change_log_md(rows: Sequence[CodeChangeRow], title: str) -> bytes:
    """Return the change log as Markdown, to read.

    Parameters
    ----------
    rows : sequence of CodeChangeRow
    title : str
        Title of the study.

    Returns
    -------
    bytes
        UTF-8.

    Examples
    --------
    >>> change_log_md([], "Example").decode().splitlines()[0]
    '# Change log of the codebook: Example'
    """
    blocks: list[Block] = [Heading(f"Change log of the codebook: {title}")]
    if not rows:
        return as_markdown([*blocks, Paragraph("The codebook has not been changed yet.")])
    header = ("When", "Who", "What", "Code", "Part", "Before", "After", "Why")
    table = [(row.at, row.by, row.change, row.code, row.part, row.before, row.after, row.reason) for row in rows]
    return as_markdown([*blocks, Table(header, table, numbers=False)])
