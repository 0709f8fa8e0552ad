"""A file of ratings before its format is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from advisories.formats.json_yaml import parse_json
from advisories.tables.encoding import decode


@dataclass(frozen=True)
class RatingFile:
    """A file of ratings, by its content alone.

    Parameters
    ----------
    data : bytes
        Content of the file.
    name : str
        Name of the file, for messages.
    rater : str
        Rater whose column is read if a table has one column per rater.

    Examples
    --------
    >>> file = RatingFile(b'[{"unit": 1, "codes": ["leak"]}]', "ratings.json", "Ada")
    >>> file.is_workbook, file.is_json, file.value[0]["codes"]
    (False, True, ['leak'])
    """

    data: bytes
    name: str
    rater: str

    @property
    def is_workbook(self) -> bool:
        """True if the file is a zip archive, as workbooks are."""
        return self.data.startswith(b"PK\x03\x04")

    @cached_property
    def is_json(self) -> bool:
        """True if the text begins like a JSON list or object; raises `UnusableRecord` if it cannot be decoded."""
        return not self.is_workbook and self._text.lstrip()[:1] in ("[", "{")

    @cached_property
    def value(self) -> Any:
        """The parsed JSON; raises `UnusableRecord` if it is not valid."""
        return parse_json(self._text)

    @cached_property
    def _text(self) -> str:
        return decode(self.data)
