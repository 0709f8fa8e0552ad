"""OSV.dev's archive of one ecosystem: `<address>/<ecosystem>/all.zip`.

https://google.github.io/osv.dev/data/
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import quote

from advisories.platform.errors import BadInput
from advisories.sources.http_client import SourceClient

ECOSYSTEM: Final = re.compile(r"[A-Za-z][\w .:+-]{0,59}")


def check_ecosystem(name: str) -> str:
    """Return `name`; raise BadInput unless it can be the name of an ecosystem."""
    if not ECOSYSTEM.fullmatch(name) or ".." in name:
        raise BadInput(f"Unknown ecosystem “{name[:60]}”. Use a name of OSV.dev, like PyPI or Go.")
    return name


def archive(
    client: SourceClient, ecosystem: str, target: Path, *, etag: str, on_chunk: Callable[[int, int | None], None]
) -> str | None:
    """Download the archive of an ecosystem to `target`. Return its ETag; None if it still has `etag`."""
    return client.download(f"{quote(check_ecosystem(ecosystem))}/all.zip", target, etag=etag, on_chunk=on_chunk)
