"""Bytes of a text file -> text. Only UTF-8 is accepted."""

from __future__ import annotations

from advisories.records.item import UnusableRecord


def decode(data: bytes) -> str:
    """Decode UTF-8, with or without a byte-order mark.

    Raises
    ------
    UnusableRecord
        If the file is in another encoding. The sentence names the first invalid byte and its line.

    Examples
    --------
    >>> decode(b"\\xef\\xbb\\xbfid,text")
    'id,text'
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnusableRecord("the file is in UTF-16 (or UTF-32). Save it as UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnusableRecord(
            f"the file is not UTF-8 (byte {error.start + 1}, line {line}). Save it as UTF-8."
        ) from None
