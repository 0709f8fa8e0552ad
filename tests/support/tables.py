"""Rows of the tables of a release."""

from __future__ import annotations

import csv
import io

from coding.rendering.escaping import uncsv_cell
from coding.results.derive import Publication
from tests.support import publications as factory


def rows(publication: Publication, name: str) -> list[dict[str, str]]:
    """Return the rows as a script reads them, without the additional apostrophes."""
    content = factory.rendered(name, publication).decode()
    read = [[uncsv_cell(cell) for cell in row] for row in csv.reader(io.StringIO(content, newline=""))]
    return [dict(zip(read[0], row, strict=True)) for row in read[1:]]
