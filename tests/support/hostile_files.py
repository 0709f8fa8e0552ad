"""Files for tests of hostile imports."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from typing import Any

GOOD = {"id": "A-1", "modified": "2031-01-01T00:00:00Z", "details": "Text."}


def osv(**fields: Any) -> bytes:
    return json.dumps(GOOD | fields).encode()


def yaml(**fields: str) -> bytes:
    return "".join(f"{name}: {value}\n" for name, value in (GOOD | fields).items()).encode()


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def tarred(*members: tuple[str, bytes], kind: bytes = tarfile.REGTYPE) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in members:
            entry = tarfile.TarInfo(name)
            entry.type, entry.size = kind, len(data) if kind == tarfile.REGTYPE else 0
            entry.linkname = "/etc/passwd" if kind != tarfile.REGTYPE else ""
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()
