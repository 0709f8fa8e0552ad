"""Names of files as a report prints them."""

from __future__ import annotations


def shown(name: bytes) -> str:
    """Return a file's name as people see it: `\\n` for a line break, `\\xff` for bytes that are not UTF-8.

    Examples
    --------
    >>> shown(b"new\\nline")
    'new\\\\nline'
    >>> shown(b"bad\\xff.py")
    'bad\\\\xff.py'
    """
    text = name.decode("utf-8", "surrogateescape")
    if text.isprintable() and "\\" not in text:
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if "\udc80" <= character <= "\udcff":
        return f"\\x{ord(character) - 0xDC00:02x}"
    if character.isprintable() and character != "\\":
        return character
    return character.encode("unicode_escape").decode("ascii")
