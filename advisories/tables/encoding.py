"""Bytes of a text file -> text: UTF-8 only, never guessed."""

from __future__ import annotations

from advisories.records.item import UnusableRecord


def decode(data: bytes) -> str:
    """Decode UTF-8, with or without a byte-order mark.

    Raises
    ------
    UnusableRecord
        If the file is in another encoding; the sentence names the first byte and its line.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnusableRecord("the file is in UTF-16 (or UTF-32); save it as UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnusableRecord(
            f"the file is not UTF-8 (byte {error.start + 1}, line {line}); save it as UTF-8."
        ) from None
