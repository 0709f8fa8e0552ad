"""Read ratings made elsewhere. Only their form is checked here; `steps.code.import_ratings` checks their meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from advisories.formats.json_yaml import parse_json
from advisories.records import Rejected
from advisories.records.item import UnusableRecord
from advisories.tables import read_table
from advisories.tables.encoding import decode
from advisories.text.reading import clean
from coding.formats.label_studio import tasks
from coding.formats.rating_sheets.records import RatingLine
from coding.formats.rating_sheets.shapes import downloaded, is_downloaded, lines


def read_codings(data: bytes, name: str, rater: str) -> Iterator[RatingLine | Rejected]:
    """Yield the ratings in a file: CSV, XLSX, JSON as the coding screen downloads it, or Label Studio's JSON.

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
        for found in _read(data, name, rater):
            yield found if isinstance(found, Rejected) else _cleaned(found)
    except UnusableRecord as error:
        yield Rejected(error.origin or name, error.reason)


def _read(data: bytes, name: str, rater: str) -> Iterator[RatingLine | Rejected]:
    is_zip = data.startswith(b"PK\x03\x04")
    text = "" if is_zip else decode(data)
    if is_zip or text.lstrip()[:1] not in ("[", "{"):
        return lines(read_table(data, name), rater)
    found = parse_json(text)
    return downloaded(found, name) if is_downloaded(found) else tasks(found, name)


def _cleaned(line: RatingLine) -> RatingLine:
    """Remove characters that JSON and XML can contain and a database column cannot."""
    return replace(
        line,
        units=tuple(map(clean, line.units)),
        rater=clean(line.rater),
        codes=tuple(filter(None, (clean(code).strip() for code in line.codes))),
        cell=clean(line.cell),
        memo=clean(line.memo),
        words=tuple(replace(words, code=clean(words.code), quote=clean(words.quote)) for words in line.words),
    )
