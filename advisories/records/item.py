"""Records before they are parsed, and the error for those that cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record of a source before it is parsed.

    Parameters
    ----------
    value : the record as JSON-like data; for a row of a table, column name -> cell.
    content : the record's own text, readable by itself in the same notation.
    origin : file name with the record's position in the file, as shown in reports.
    is_row : whether the record is a row of a table.
    """

    value: Any
    content: str
    origin: str
    is_row: bool = False


class UnusableRecord(Exception):
    """A record or file cannot be used.

    Parameters
    ----------
    reason : one sentence.
    origin : where in the file, if that is more precise than what the caller knows; else "".
    """

    def __init__(self, reason: str, origin: str = "") -> None:
        super().__init__(reason)
        self.reason, self.origin = reason, origin
