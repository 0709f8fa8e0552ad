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


# Lists that are read one after the other, with the parameter that selects each. The first has no withdrawn advisory.
LISTS: Final = {"current": {}, "withdrawn": {"is_withdrawn": "true"}}


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `position` is where to resume after it; it has no "next" after the last page."""

    number: int
    size: int  # advisories
    body: bytes
    position: dict[str, Any]


def first_page(query: Mapping[str, str], name: str) -> str:
    """Return the URL of the first page of a list. Newest changes come first: if it is unchanged, all pages are."""
    parameters = {field: query[field] for field in FIELDS if query.get(field)}
    order = {"per_page": PER_PAGE, "sort": "updated", "direction": "desc"}
    return "advisories?" + urlencode(order | parameters | LISTS[name])


class Pages:
    """The pages of both lists from `position` ({} for the start) on.

    Parameters
    ----------
    client : the client of GitHub.
    query : values of `FIELDS`.
    position : the position of the last page that was stored.
    earlier : `lists` of an earlier import of the same query that is complete. If the ETag of a list is still valid, no
        page of the list is read. A list ends after a page in which nothing was new and whose changes are older than
        the newest change of the earlier import.

    Attributes
    ----------
    lists : name -> {"etag", "newest"} of the lists that were read.
    nothing_new : whether the last page changed nothing. The reader sets it after each page.
    """

    def __init__(
        self,
        client: SourceClient,
        query: Mapping[str, str],
        position: Mapping[str, Any],
        earlier: Mapping[str, Mapping[str, str]],
    ) -> None:
        self.client, self.query, self.position, self.earlier = client, query, position, earlier
        self.lists: dict[str, Mapping[str, str]] = dict(position.get("lists", {}))
        self.number = int(position.get("page", 0))
        self.nothing_new = False

    def __iter__(self) -> Iterator[Page]:
        """Yield the pages.

        Raises
        ------
        SourceError
            If a page is not a list, or the pages repeat or lead to another server.
        """
        address = self.position.get("next", "")
        names = list(LISTS)
        for index in range(names.index(self.position.get("list", names[0])), len(names)):
            yield from self._list(names[index], address, names[index + 1 : index + 2])
            address = ""

    def _list(self, name: str, address: str, following: list[str]) -> Iterator[Page]:
        """Yield the pages of a list from an address ("" for the start) on; `following` has the list after it."""
        first = first_page(self.query, name)
        address = address or first
        known, seen = self.earlier.get(name, {}), set()
        while address:
            if address in seen:
                raise SourceError(f"{self.client.name} sent the same page twice. Try again later.")
            seen.add(address)
            etag = known.get("etag", "") if address == first else ""
            response = self.client.get(address, HEADERS | ({"If-None-Match": etag} if etag else {}))
            if response.status == 304:
                self.lists[name] = known
                return
            records = response.json(self.client.name)
            if not isinstance(records, list):
                raise SourceError(f"{self.client.name} did not respond with a list of advisories. Check its address.")
            changes = changes_of(records)
            if address == first:
                newest = max(changes, default=known.get("newest", ""))
                self.lists[name] = {"etag": response.headers.get("ETag", ""), "newest": newest}
            match = NEXT.search(response.headers.get("Link", ""))
            address = match[1] if match else ""
            if address:
                self.client.check_origin(address)
            self.number += 1
            yield Page(self.number, len(records), response.body, self._position_at(address, name, following))
            if self.nothing_new and changes and min(changes) < known.get("newest", ""):
                return

    def _position_at(self, address: str, name: str, following: list[str]) -> dict[str, Any]:
        """Return the position before this address of a list, or before the first page of the list after it."""
        if not address and following:
            name, address = following[0], first_page(self.query, following[0])
        position = {"page": self.number, "lists": dict(self.lists)}
        return position | ({"list": name, "next": address} if address else {})


def changes_of(records: list[Any]) -> list[str]:
    """Return the moments at which the advisories of a page were changed; [] if one of them does not say it.

    Examples
    --------
    >>> changes_of([{"updated_at": "2031-01-02T00:00:00Z"}]), changes_of([{"updated_at": None}, "x"])
    (['2031-01-02T00:00:00Z'], [])
    """
    moments = [record.get("updated_at") if isinstance(record, dict) else None for record in records]
    return [str(moment) for moment in moments] if all(isinstance(moment, str) for moment in moments) else []
