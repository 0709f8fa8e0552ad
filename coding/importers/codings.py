"""Codings made elsewhere: files become lines, checked for their form alone. `steps.enter` says what they mean."""

from __future__ import annotations

import io
from collections.abc import Iterator

from advisories.importers import decode
from advisories.importers.fields import Unusable
from advisories.importers.tabular import csv_rows
from advisories.importers.workbook import is_workbook, sheet
from advisories.records import Rejected
from coding.importers.label_studio import tasks
from coding.importers.line import Line, Words
from coding.importers.rows import lines

__all__ = ["Line", "Words", "read_codings"]


def read_codings(data: bytes, name: str, rater: str) -> Iterator[Line | Rejected]:
    """The codings in a file: CSV, XLSX, Label Studio's JSON.

    Parameters
    ----------
    data : the file.
    name : what it is called, for the places in messages.
    rater : whose column to take where a table has one column a rater.

    Yields
    ------
    Line or Rejected
        In the order of the file. This never raises: what cannot be read is a `Rejected` with its place.
    """
    try:
        if data.startswith(b"PK\x03\x04"):
            if not is_workbook(io.BytesIO(data)):
                raise Unusable("the workbook is broken. Save it anew, or as CSV in UTF-8.")
            yield from lines(sheet(data, name), name, rater)
            return
        text = decode(data)
        if text.lstrip()[:1] in ("[", "{"):
            yield from tasks(text, name)
        else:
            yield from lines(csv_rows(text, name, {}), name, rater)
    except Unusable as error:
        yield Rejected(name, error.reason)
