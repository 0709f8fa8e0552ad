"""Reader of ratings made elsewhere. It checks their form; `steps.code.import_ratings` checks their meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from advisories.records import Rejected
from advisories.records.item import UnusableRecord
from advisories.text.reading import clean
from coding.formats import FORMATS, Format
from coding.formats.rating_sheets.rating_file import RatingFile
from coding.formats.rating_sheets.records import RatingLine


def read_codings(data: bytes, name: str, rater: str) -> Iterator[RatingLine | Rejected]:
    """Yield the ratings in a file of any format of `FORMATS` that can be detected.

    Parameters
    ----------
    data : bytes
        Content of the file.
    name : str
        Name of the file, for messages.
    rater : str
        Rater whose column is read if a table has one column per rater.

    Yields
    ------
    RatingLine or Rejected
        In the order of the file. Nothing is raised: what cannot be read is a `Rejected` with its origin.

    Examples
    --------
    >>> [line.codes for line in read_codings(b"unit,codes\\n1,outage\\n2,leak\\n", "ratings.csv", "Ada")]
    [('outage',), ('leak',)]
    """
    try:
        file = RatingFile(data, name, rater)
        read = detect_format(file).read
        assert read is not None, "a format that can be detected can be read"
        for line in read(file):
            yield line if isinstance(line, Rejected) else _cleaned(line)
    except UnusableRecord as error:
        yield Rejected(error.origin or name, error.reason)


def detect_format(file: RatingFile) -> Format:
    """Return the format of a file of ratings, by its content.

    Parameters
    ----------
    file : RatingFile

    Returns
    -------
    Format
        The first format of `FORMATS` that detects the file; CSV if no other does.

    Raises
    ------
    UnusableRecord
        If the file is neither a workbook nor text, or begins like JSON but is not valid.

    Examples
    --------
    >>> detect_format(RatingFile(b'[{"data": {}, "annotations": []}]', "tasks.json", "Ada")).name
    'label_studio'
    """
    return next(row for row in FORMATS if row.detect is not None and row.detect(file))


def _cleaned(line: RatingLine) -> RatingLine:
    """Remove characters that JSON and XML can contain and a database column cannot."""
    return replace(
        line,
        units=tuple(map(clean, line.units)),
        rater=clean(line.rater),
        codes=tuple(filter(None, (clean(code).strip() for code in line.codes))),
        cell=clean(line.cell),
        memo=clean(line.memo),
        unclear=tuple(filter(None, (clean(code).strip() for code in line.unclear))),
        words=tuple(replace(words, code=clean(words.code), quote=clean(words.quote)) for words in line.words),
    )
