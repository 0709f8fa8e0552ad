"""The same ratings in CSV, XLSX, ODS and JSON, wide and long, in any order of rows and columns."""

from __future__ import annotations

import io
import json
from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from coding.formats.ratings.read import File, read_files
from tests.support.ods import ods_of

LABELS = st.sampled_from(["leak", "crash", "Ärger & <Not>", "two  blanks", "semi;colon", 'quo"te'])
TABLES = st.lists(st.tuples(LABELS, LABELS | st.just("")), min_size=4, max_size=8)
Rows = list[list[str]]
Ratings = dict[str, dict[str, tuple[str, ...] | None]]


def delimited(rows: Rows, delimiter: str, encoding: str) -> bytes:
    quoted = ('"' + cell.replace('"', '""') + '"' for row in rows for cell in row)
    width = len(rows[0])
    cells = list(quoted)
    lines = (delimiter.join(cells[start : start + width]) for start in range(0, len(cells), width))
    return "\n".join(lines).encode(encoding)


def workbook(rows: Rows) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def files_of(rows: Rows) -> dict[str, bytes]:
    objects = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    return {
        "a.csv": delimited(rows, ",", "utf-8"),
        "b.csv": delimited(rows, ";", "utf-8-sig"),
        "c.txt": delimited(rows, "\t", "utf-16"),
        "d.xlsx": workbook(rows),
        "e.ods": ods_of(rows),
        "f.json": json.dumps(objects).encode(),
        "g.jsonl": "\n".join(map(json.dumps, objects)).encode(),
        "h.json": json.dumps({name: [row[name] for row in objects] for name in rows[0]}).encode(),
    }


def ratings(name: str, content: bytes) -> Ratings:
    read = read_files([File(name, content)])
    return {
        rater: {unit: codes for unit, codes in zip(read.sheaf.units, given, strict=True) if codes is not None}
        for rater, given in sorted(read.codes.items())
    }


@given(TABLES, st.integers(0, 2**32))
@settings(max_examples=8, phases=[Phase.generate])
def test_same_ratings_in_every_format_and_order(table: list[tuple[str, str]], seed: int) -> None:
    table = [*table, ("leak", "leak"), ("crash", "leak"), ("leak", "crash")]
    keys = [f"CVE-2026-{number:04d}" for number in range(1, len(table) + 1)]
    wide = [["unit", "ann", "ben"], *([key, *codes] for key, codes in zip(keys, table, strict=True))]
    long = [
        [key, rater, code]
        for key, codes in zip(keys, table, strict=True)
        for rater, code in zip(("ann", "ben"), codes, strict=True)
        if code
    ]
    expected: Ratings = {
        rater: {key: (codes[index],) for key, codes in zip(keys, table, strict=True) if codes[index]}
        for index, rater in enumerate(("ann", "ben"))
    }
    shuffle = Random(seed).shuffle
    for rows in (wide, [["unit", "rater", "code"], *long]):
        columns = [0, 1, 2]
        body = rows[1:]
        shuffle(columns)
        shuffle(body)
        shuffled = [[row[column] for column in columns] for row in (rows[0], *body)]
        for name, content in files_of(shuffled).items():
            assert ratings(name, content) == expected, (name, shuffled)
