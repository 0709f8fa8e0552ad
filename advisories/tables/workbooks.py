"""Whether a file is a workbook, told from other zip files by its parts."""

from __future__ import annotations

import zipfile
from typing import IO


def is_workbook(stream: IO[bytes]) -> bool:
    """Return whether the file is an XLSX or ODS workbook.

    Examples
    --------
    >>> from io import BytesIO
    >>> is_workbook(BytesIO(b"unit,ada"))
    False
    """
    return is_xlsx(stream) or is_ods(stream)


def is_xlsx(stream: IO[bytes]) -> bool:
    """Return whether the file is an XLSX workbook.

    Examples
    --------
    >>> from io import BytesIO
    >>> is_xlsx(BytesIO(b"unit,ada"))
    False
    """
    return {"[Content_Types].xml", "xl/workbook.xml"} <= _parts(stream)


def is_ods(stream: IO[bytes]) -> bool:
    """Return whether the file is an OpenDocument file, whose sheets may be read.

    Examples
    --------
    >>> from io import BytesIO
    >>> is_ods(BytesIO(b"unit,ada"))
    False
    """
    parts = _parts(stream)
    return "content.xml" in parts and not parts.isdisjoint({"mimetype", "META-INF/manifest.xml"})


def _parts(stream: IO[bytes]) -> set[str]:
    """Return the names of the members of a zip file; none if it is something else."""
    try:
        with zipfile.ZipFile(stream) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return set()
