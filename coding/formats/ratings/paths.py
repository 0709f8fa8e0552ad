"""Files of ratings on disk."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from coding.formats.ratings.options import UnreadableRatings
from coding.formats.ratings.words import fold_name

ZIP: Final = b"PK\x03\x04"
LARGEST: Final = 20 << 20  # bytes of a file
MOST_FILES: Final = 50


@dataclass(frozen=True, slots=True)
class File:
    """A file of ratings as it came."""

    name: str
    content: bytes


def read_paths(paths: Sequence[Path]) -> list[File]:
    """Return the files at these paths.

    Raises
    ------
    UnreadableRatings
        If one does not exist, is no regular file or is too large.
    """
    return [File(str(path), content_of(path)) for path in paths]


def content_of(path: Path) -> bytes:
    """Return the content of a file of ratings."""
    try:
        status = path.stat()
        # Reading a pipe would block, and a device never ends.
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableRatings(f"{path}: This is not a regular file. Name a CSV file or a workbook.")
        if status.st_size > LARGEST:
            raise UnreadableRatings(f"{path}: The file is larger than {LARGEST >> 20} MiB.")
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableRatings(f"{path}: The file does not exist. Check the path.") from None
    except OSError as error:
        raise UnreadableRatings(f"{path}: The file cannot be read ({error.strerror}). Check the path.") from None


def stem_of(name: str) -> str:
    """Return the name of a file without folders and ending.

    Examples
    --------
    >>> stem_of("sheets/ann.csv")
    'ann'
    """
    return base_name(name).rpartition(".")[0]


def base_name(name: str) -> str:
    """Return the name of a file without folders.

    Examples
    --------
    >>> base_name("sheets/ann.csv")
    'ann.csv'
    """
    return name.replace("\\", "/").rpartition("/")[2]


def names_in(file: str, names: Sequence[str]) -> list[str]:
    """Return the names that are parts of the name of a file.

    Examples
    --------
    >>> names_in("sheets/codes_Bo.csv", ["ada", "bo", "co"])
    ['bo']
    """
    stem = f"_{fold_name(stem_of(file))}_"
    return [name for name in names if fold_name(name) and f"_{fold_name(name)}_" in stem]


def is_project(file: File) -> bool:
    """Return whether a file is a REFI-QDA project, by its content, or by its name if it is no archive."""
    is_named_so = file.name.casefold().endswith(".qdpx")
    if not file.content.startswith(ZIP):
        return is_named_so
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            return any(name.endswith(".qde") for name in archive.namelist())
    except Exception:  # a broken archive is refused when it is read
        return is_named_so
