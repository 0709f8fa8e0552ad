"""Records before parsing, and the error for records that cannot be parsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record of a source before it is parsed.

    Parameters
    ----------
    value : the record as JSON-like data; for a row of a table, column name -> cell.
    content : the record's own text, which can be parsed without the rest of the file.
    origin : file name with the record's position in the file, as shown in reports.
    is_row : whether the record is a row of a table.
    row : number of the row, where the header is row 1; 0 if the record is no row of a CSV file.
    remarks : what a reader must know about the table; of its first row only.
    """

    value: Any
    content: str
    origin: str
    is_row: bool = False
    row: int = 0
    remarks: tuple[str, ...] = ()


class UnusableRecord(Exception):
    """A record or file cannot be used.

    Parameters
    ----------
    reason : why, in one or two sentences.
    origin : position in the file, if the caller does not know it; else "".
    """

    def __init__(self, reason: str, origin: str = "") -> None:
        super().__init__(reason)
        self.reason, self.origin = reason, origin
