"""CSV text -> grid, in any usual encoding and with any usual delimiter."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from itertools import islice
from typing import Final

from advisories.records.item import UnusableRecord
from advisories.tables.csv_rows import BrokenCsv, iter_records
from advisories.tables.grid import Grid, check_size, filled

DELIMITERS: Final = (",", ";", "\t", "|")
SAMPLE: Final = 50  # records by which the delimiter is found
UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Encodings of Python that no sheet has: they take long, or give what is no character.
NO_TEXT: Final = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7", "undefined"})
UTF_32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def decode_text(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Return the text and its encoding: UTF-8, UTF-16 with a byte-order mark, or the one that is named.

    Raises
    ------
    UnusableRecord
        If the bytes are no text in this encoding.

    Examples
    --------
    >>> decode_text("a\\tb".encode("utf-16")), decode_text(b"caf\\xe9", "cp1252")
    (('a\\tb', 'utf-16'), ('café', 'cp1252'))
    """
    if encoding is not None:
        try:
            name = codecs.lookup(encoding).name
            if name in NO_TEXT:
                raise LookupError(name)
            return data.decode(name), encoding
        except LookupError:
            raise UnusableRecord(f"there is no encoding “{encoding[:40]}”. Use utf-8, utf-16 or cp1252.") from None
        except (UnicodeError, ValueError):
            raise UnusableRecord(f"the file is not {encoding}. Name another encoding.") from None
    if data.startswith(UTF_16) and not data.startswith(UTF_32):
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeError:
            raise UnusableRecord("the file begins as UTF-16 and is not valid. Save it as CSV UTF-8.") from None
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnusableRecord(
            f"line {line} is not UTF-8. Save the file as CSV UTF-8, or use --encoding (Excel on Windows saves cp1252)."
        ) from None


def read_csv_grid(text: str, file: str, *, delimiter: str | None = None, encoding: str = "utf-8") -> Grid:
    """Return CSV text as a grid.

    A first line `sep=;` names the delimiter and is dropped. Otherwise it is the one of comma, semicolon, tab and bar by
    which most of the first 50 records have the same number of two or more cells.

    Raises
    ------
    UnusableRecord
        If the text has NUL characters, an open quote, or too many rows or columns.

    Examples
    --------
    >>> grid = read_csv_grid("sep=;\\nunit;ada\\n1;leak\\n", "codes.csv")
    >>> grid.rows, grid.numbers, grid.delimiter
    ([['unit', 'ada'], ['1', 'leak']], [2, 3], ';')
    """
    if "\0" in text:
        raise UnusableRecord("the file has NUL characters, so it is no text. Save the sheet as CSV or XLSX.")
    first, newline, rest = text.partition("\n")
    skipped = 0
    if newline and first.rstrip("\r").casefold().startswith("sep=") and len(first.rstrip("\r")) == 5:
        delimiter, text, skipped = delimiter or first[4], rest, 1
    chosen = delimiter or _delimiter(text)
    rows: list[list[str]] = []
    numbers: list[int] = []
    try:
        for line, cells in iter_records(text, chosen):
            check_size(len(rows), len(cells))
            rows.append(cells)
            numbers.append(skipped + line)
    except BrokenCsv as error:
        is_open = "end of data" in error.reason
        problem = "a double quote is not closed" if is_open else f"the CSV is broken ({error.reason})"
        raise UnusableRecord(f"line {skipped + error.line}: {problem}.") from None
    return Grid(file, "", "csv", rows, numbers, encoding=encoding, delimiter=chosen)


def _delimiter(text: str) -> str:
    best, most = DELIMITERS[0], 0
    for candidate in DELIMITERS:
        reader = csv.reader(io.StringIO(text[: 1 << 20], newline=""), delimiter=candidate)
        try:
            widths = Counter(len(cells) for cells in islice(filter(filled, reader), SAMPLE))
        except csv.Error:
            continue
        equal = max((count for width, count in widths.items() if width > 1), default=0)
        if equal > most:
            best, most = candidate, equal
    return best
