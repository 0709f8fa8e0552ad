"""GitHub's global security advisories, page by page: `GET /advisories`.

https://docs.github.com/rest/security-advisories/global-advisories
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from advisories.sources.http_client import SourceClient, SourceError

PER_PAGE: Final = 100
HEADERS: Final = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
# What may be asked for, as GitHub names it.
FIELDS: Final = ("type", "ecosystem", "severity", "cwes", "affects", "published", "modified")
NEXT: Final = re.compile(r'<([^<>]*)>\s*;[^,]*\brel="?next"?')


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `position` is where to go on after it, without a "next" after the last."""

    number: int
    body: bytes
    position: dict[str, Any]


def first_page(query: Mapping[str, str]) -> str:
    """The address of the first page. The newest change comes first: if that page is as before, all is."""
    asked = {name: query[name] for name in FIELDS if query.get(name)}
    return "advisories?" + urlencode({"per_page": PER_PAGE, "sort": "updated", "direction": "desc"} | asked)


def pages(
    client: SourceClient, query: Mapping[str, str], position: Mapping[str, Any], *, etag: str = ""
) -> Iterator[Page]:
    """Yield page after page from `position` on ({} for the start).

    `etag` is the first page's of an earlier import of the same query; if it still holds, nothing is yielded.

    Raises
    ------
    SourceFailed
        If a page is no list, or the pages lead in a circle or to another server.
    """
    address, number = position.get("next") or first_page(query), int(position.get("page", 0))
    seen = set()
    first = position.get("etag", "")
    while address:
        if address in seen:
            raise SourceError(f"{client.who}'s pages lead in a circle.")
        seen.add(address)
        at_start = number == 0
        answer = client.get(address, HEADERS | ({"If-None-Match": etag} if etag and at_start else {}))
        if answer.status == 304:
            return
        if not isinstance(answer.json(client.who), list):
            raise SourceError(f"{client.who} answered with something that is no list of advisories.")
        if at_start:
            first = answer.headers.get("ETag", "")
        found = NEXT.search(answer.headers.get("Link", ""))
        address = found[1] if found else ""
        if address:
            client.check_origin(address)
        number += 1
        yield Page(number, answer.body, {"page": number, "etag": first} | ({"next": address} if address else {}))
