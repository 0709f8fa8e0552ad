"""HTTP client for one origin, with retries and limits."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import urllib3

from advisories.platform.errors import RuleBroken

RESPONSE_BYTES: Final = 32 << 20  # one page of a list
ARCHIVE_BYTES: Final = 2 << 30
CHUNK: Final = 1 << 18
TRIES: Final = 6  # of one request, while the server or the connection fails
LONGEST_WAIT: Final = 3_900.0  # seconds; GitHub lifts its rate limit within an hour
LIMITED_WAIT: Final = 60.0  # seconds before the first retry after a rate limit without a time, doubled each time
REDIRECTS: Final = 3
TIMEOUT: Final = urllib3.Timeout(connect=10, read=60)

Wait = Callable[[float, str], None]  # called with seconds and a reason; may raise to cancel


class SourceError(RuleBroken):
    """A live source does not respond as expected."""

    code = "source_failed"
    status = 502


class _Retry(Exception):
    """A temporary failure. Retry after `seconds`, by default with exponential back-off from `first` seconds on."""

    def __init__(self, reason: str, seconds: float | None = None, first: float = 0.5) -> None:
        super().__init__(reason)
        self.reason, self.seconds, self.first = reason, seconds, first


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A complete response with status 200 or 304."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self, source: str) -> Any:
        """Return the body parsed as JSON; raise SourceError if it is not JSON. `source` names the server."""
        try:
            return json.loads(self.body)
        except ValueError:
            kind = self.headers.get("Content-Type", "").split(";")[0] or "something else"
            raise SourceError(f"{source} responded with {kind} instead of JSON. Check its address.") from None


class SourceClient:
    """Sends requests to one server.

    Parameters
    ----------
    name : the server's name for messages.
    base : its URL, with or without a path. No request leaves this origin.
    token : sent as a bearer token. It appears in no message.
    wait : called with seconds and the reason, instead of sleeping.
    now : returns the time in seconds since 1970.
    """

    def __init__(
        self, name: str, base: str, *, wait: Wait, token: str = "", now: Callable[[], float] = time.time
    ) -> None:
        self.name, self.base, self.wait, self.now = name, base.rstrip("/"), wait, now
        self.headers = {"User-Agent": "Intercoder", "Accept-Encoding": "identity"}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"
        self.pool = urllib3.PoolManager(retries=False, timeout=TIMEOUT)

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> HttpResponse:
        """Return the response to a GET request, at most `RESPONSE_BYTES` long."""

        def once() -> HttpResponse:
            with self._request(address, headers or {}) as response:
                body = b"".join(self._chunks(response, RESPONSE_BYTES))
                return HttpResponse(response.status, response.headers, body)

        response: HttpResponse = self._with_retries(once)
        return response

    def download(
        self, address: str, target: Path, *, on_chunk: Callable[[int, int | None], None], etag: str = ""
    ) -> str | None:
        """Download a file to `target`, resuming an earlier attempt. Return its ETag.

        Return None, without a download, if the file still has this `etag`. A partial download is stored in `target`,
        next to its ETag; if the file has changed since, the download starts again. `on_chunk` is called with the number
        of bytes downloaded and the total.
        """
        mark = target.with_suffix(".etag")

        def once() -> str | None:
            tag = mark.read_text() if mark.exists() and target.exists() else ""
            size = target.stat().st_size if tag else 0
            headers = {"Range": f"bytes={size}-", "If-Range": tag} if size else {}
            if etag and not size:
                headers["If-None-Match"] = etag
            with self._request(address, headers) as response:
                if response.status == 304:
                    return None
                if response.status == 416:  # the file is complete, or smaller than before
                    mark.unlink(missing_ok=True)
                    raise _Retry(f"{self.name} has a different file now")
                if response.status != 206:
                    size = 0
                tag = response.headers.get("ETag", "")
                length = response.headers.get("Content-Length", "")
                total = size + int(length) if length.isdigit() else None
                mark.write_text(tag if tag and not tag.startswith("W/") else "")
                with target.open("ab" if size else "wb") as file:
                    for chunk in self._chunks(response, ARCHIVE_BYTES - size):
                        file.write(chunk)
                        size += len(chunk)
                        on_chunk(size, total)
            return tag

        tag: str | None = self._with_retries(once)
        return tag

    def _with_retries(self, once: Callable[[], Any]) -> Any:
        """Retry until `once` succeeds; raise SourceError after `TRIES` failures or if the wait is too long."""
        reason = ""
        for attempt in range(TRIES):
            try:
                return once()
            except _Retry as retry:
                reason, seconds, first = retry.reason, retry.seconds, retry.first
            except (urllib3.exceptions.HTTPError, OSError) as error:
                reason, seconds, first = f"the connection to {self.name} broke ({type(error).__name__})", None, 0.5
            if seconds is None:
                seconds = 2**attempt * first * (1 + random.random())  # noqa: S311  # so that clients retry at different times
            if seconds > LONGEST_WAIT:
                raise SourceError(
                    f"{reason[:1].upper()}{reason[1:]}, for {seconds / 60:,.0f} more minutes. Try again later."
                )
            if attempt < TRIES - 1:
                self.wait(seconds, reason)
        raise SourceError(f"{reason[:1].upper()}{reason[1:]}; it failed {TRIES} times. Resume the import later.")

    def _request(self, address: str, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        """Return the response to a request, its body unread. Raise unless its status is 200, 206, 304 or 416."""
        url = urljoin(f"{self.base}/", address)
        for _ in range(REDIRECTS + 1):
            self.check_origin(url)
            response = self.pool.request(
                "GET", url, headers=self.headers | dict(headers), preload_content=False, redirect=False
            )
            if response.status not in {301, 302, 303, 307, 308}:
                return self._checked(response)
            url = urljoin(url, response.headers.get("Location", ""))
            response.drain_conn()
        raise SourceError(f"{self.name} redirected too many times. Try again later.")

    def _checked(self, response: urllib3.BaseHTTPResponse) -> urllib3.BaseHTTPResponse:
        status = response.status
        if status in {200, 206, 304, 416}:
            return response
        seconds = self._requested_wait(response.headers)
        reason = response.read(CHUNK) if status == 403 else b""
        response.drain_conn() if int(response.headers.get("Content-Length") or CHUNK) < CHUNK else response.close()
        # A secondary limit of GitHub is a 403 that may say only in its body what it is.
        if status == 429 or (status == 403 and (seconds is not None or b"rate limit" in reason.lower())):
            raise _Retry(f"{self.name} asks to wait (rate limit)", seconds, LIMITED_WAIT)
        if status >= 500 or status == 408:
            raise _Retry(f"{self.name} failed ({status})", seconds)
        known = {
            401: "rejected the token. Set another one",
            403: "refused the request",
            404: "has nothing at this address. Check the address",
            422: "rejected the query. Check its values",
        }
        raise SourceError(f"{self.name} {known.get(status, 'refused the request')} ({status}).")

    def _requested_wait(self, headers: Mapping[str, str]) -> float | None:
        after, reset = headers.get("Retry-After", ""), headers.get("X-RateLimit-Reset", "")
        if after.isascii() and after.isdigit():
            return float(after)
        if headers.get("X-RateLimit-Remaining") == "0" and reset.isascii() and reset.isdigit():
            return max(1.0, float(reset) - self.now())
        return None

    def _chunks(self, response: urllib3.BaseHTTPResponse, limit: int) -> Iterator[bytes]:
        read = 0
        for chunk in response.stream(CHUNK):
            read += len(chunk)
            if read > limit:
                response.close()
                raise SourceError(f"{self.name} sent more than {limit >> 20:,} MB, which is the limit.")
            yield chunk

    def check_origin(self, url: str) -> None:
        """Raise SourceError if the URL is outside of the server's origin, which would leak the token."""
        target, base = urlsplit(url), urlsplit(self.base)
        if (target.scheme, target.netloc) != (base.scheme, base.netloc):
            raise SourceError(f"{self.name} points to another server ({target.hostname}), which is not allowed.")
