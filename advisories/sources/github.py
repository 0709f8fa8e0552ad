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
# Parameters of the query, as GitHub names them.
FIELDS: Final = ("type", "ecosystem", "severity", "cwes", "affects", "published", "modified")
NEXT: Final = re.compile(r'<([^<>]*)>\s*;[^,]*\brel="?next"?')


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `position` is where to resume after it; it has no "next" after the last page."""

    number: int
    body: bytes
    position: dict[str, Any]


def first_page(query: Mapping[str, str]) -> str:
    """Return the URL of the first page. Newest changes come first: if it is unchanged, all pages are."""
    parameters = {name: query[name] for name in FIELDS if query.get(name)}
    return "advisories?" + urlencode({"per_page": PER_PAGE, "sort": "updated", "direction": "desc"} | parameters)


def pages(
    client: SourceClient, query: Mapping[str, str], position: Mapping[str, Any], *, etag: str = ""
) -> Iterator[Page]:
    """Yield the pages from `position` ({} for the start).

    `etag` is that of the first page in an earlier import of the same query. If it is still valid, nothing is yielded.

    Raises
    ------
    SourceError
        If a page is not a list, or the pages repeat or lead to another server.
    """
    address, number = position.get("next") or first_page(query), int(position.get("page", 0))
    seen = set()
    first_etag = position.get("etag", "")
    while address:
        if address in seen:
            raise SourceError(f"{client.name} sent the same page twice. Try again later.")
        seen.add(address)
        is_first = number == 0
        response = client.get(address, HEADERS | ({"If-None-Match": etag} if etag and is_first else {}))
        if response.status == 304:
            return
        if not isinstance(response.json(client.name), list):
            raise SourceError(f"{client.name} did not respond with a list of advisories. Check its address.")
        if is_first:
            first_etag = response.headers.get("ETag", "")
        match = NEXT.search(response.headers.get("Link", ""))
        address = match[1] if match else ""
        if address:
            client.check_origin(address)
        number += 1
        yield Page(number, response.body, {"page": number, "etag": first_etag} | ({"next": address} if address else {}))
