"""The codebook as CSV, JSON and Markdown; REFI-QDA and XLSX have modules of their own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields

from coding.dataset.rows import CodeRow
from coding.rendering.escaping import csv_bytes, encoded, markdown
from coding.rendering.xlsx import Sheet, workbook

COLUMNS = tuple(field.name for field in fields(CodeRow))

# The parts of a code beside its definition, as they are headed in text.
GUIDANCE = (
    ("When to use", "when_to_use"),
    ("When not to use", "when_not_to_use"),
    ("Examples", "examples"),
    ("Near misses", "near_misses"),
)


def codebook_csv(codes: Sequence[CodeRow], title: str) -> bytes:
    """Return one row per code, in the order of the codebook; `parent` is a label."""
    return csv_bytes(COLUMNS, [[getattr(code, column) for column in COLUMNS] for code in codes])


def codebook_json(codes: Sequence[CodeRow], title: str) -> bytes:
    """The codebook as it is, nothing escaped but for JSON."""
    book = {"title": title, "codes": [asdict(code) for code in codes]}
    return encoded(json.dumps(book, indent=2, ensure_ascii=False) + "\n")


def codebook_md(codes: Sequence[CodeRow], title: str, notice: str = "") -> bytes:
    """Return the codebook to read, one section per code."""
    lines = [f"# Codebook: {markdown(title)}", ""]
    if notice:
        lines += [f"**Note: {markdown(notice)}**", ""]
    if not codes:
        lines += ["The codebook has no code.", ""]
    for code in codes:
        lines += [f"## {markdown(code.label)}", ""]
        if code.parent:
            lines += [f"Part of: {markdown(code.parent)}", ""]
        if code.definition:
            lines += [markdown(code.definition), ""]
        for heading, name in GUIDANCE:
            if text := getattr(code, name):
                lines += [f"**{heading}:** {markdown(text)}", ""]
    return "\n".join(lines).encode()


def codebook_xlsx(codes: Sequence[CodeRow], title: str) -> bytes:
    """The codebook on one sheet, its title on another."""
    return workbook([codebook_sheet(codes), ("About", ("title",), [(title,)])])


def codebook_sheet(codes: Sequence[CodeRow]) -> Sheet:
    return "Codebook", COLUMNS, [[getattr(code, column) for column in COLUMNS] for code in codes]
