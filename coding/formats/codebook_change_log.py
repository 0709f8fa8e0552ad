"""How the codebook came to be, as CSV, JSON and Markdown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields

from coding.dataset.rows import CodeChangeRow
from coding.rendering.document import Block, Heading, Paragraph, Table, as_markdown
from coding.rendering.escaping import csv_bytes, encoded

COLUMNS = tuple(field.name for field in fields(CodeChangeRow))


def history_csv(rows: Sequence[CodeChangeRow], title: str) -> bytes:
    """One row a change, in order."""
    return csv_bytes(COLUMNS, [[getattr(row, column) for column in COLUMNS] for row in rows])


def history_json(rows: Sequence[CodeChangeRow], title: str) -> bytes:
    """The same, nothing escaped but for JSON."""
    history = {"title": title, "changes": [asdict(row) for row in rows]}
    return encoded(json.dumps(history, indent=2, ensure_ascii=False) + "\n")


def history_md(rows: Sequence[CodeChangeRow], title: str) -> bytes:
    """The same to read."""
    blocks: list[Block] = [Heading(f"History of the codebook: {title}")]
    if not rows:
        return as_markdown([*blocks, Paragraph("The codebook has not been changed yet.")])
    header = ("When", "Who", "What", "Code", "Part", "Before", "After", "Why")
    table = [(row.at, row.by, row.change, row.code, row.part, row.before, row.after, row.reason) for row in rows]
    return as_markdown([*blocks, Table(header, table, numbers=False)])
