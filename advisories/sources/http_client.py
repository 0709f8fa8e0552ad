"""One way to ask a server: within its origin, with patience, and with an end to it."""

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

ANSWER_BYTES: Final = 32 << 20  # one page of a list
ARCHIVE_BYTES: Final = 2 << 30
CHUNK: Final = 1 << 18
TRIES: Final = 6  # of one request, while the server fails or the line breaks
LONGEST_WAIT: Final = 3_900.0  # seconds; GitHub's limit is lifted within an hour
REDIRECTS: Final = 3
TIMEOUT: Final = urllib3.Timeout(connect=10, read=60)

Wait = Callable[[float, str], None]  # seconds, and why; may raise to cancel


class SourceError(RuleBroken):
    """A live source does not give what it should; one sentence."""

    code = "source_failed"
    status = 502


class _Retry(Exception):
    """What happened may pass: ask once more, after `seconds` or as long as is usual."""

    def __init__(self, why: str, seconds: float | None = None) -> None:
        super().__init__(why)
        self.why, self.seconds = why, seconds


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A whole answer, 200 or 304."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self, who: str) -> Any:
        """The body, if it is JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            kind = self.headers.get("Content-Type", "").split(";")[0] or "something else"
            raise SourceError(f"{who} answered with {kind} instead of JSON; is its address right?") from None


class SourceClient:
    """Asks one server.

    Parameters
    ----------
    who : what the server is called in sentences.
    base : its address, with a path or without; nothing outside this origin is ever asked.
    token : sent as a bearer token, to this origin alone; it stands in no message.
    wait : called instead of sleeping, with seconds and the reason.
    now : the time in seconds since 1970.
    """

    def __init__(
        self, who: str, base: str, *, wait: Wait, token: str = "", now: Callable[[], float] = time.time
    ) -> None:
        self.who, self.base, self.wait, self.now = who, base.rstrip("/"), wait, now
        self.headers = {"User-Agent": "Intercoder", "Accept-Encoding": "identity"}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"
        self.pool = urllib3.PoolManager(retries=False, timeout=TIMEOUT)

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> HttpResponse:
        """Ask for a page, at most `ANSWER_BYTES` long."""

        def once() -> HttpResponse:
            with self._opened(address, headers or {}) as answer:
                body = b"".join(self._chunks(answer, ANSWER_BYTES))
                return HttpResponse(answer.status, answer.headers, body)

        found: HttpResponse = self._patiently(once)
        return found

    def download(
        self, address: str, target: Path, *, on_chunk: Callable[[int, int | None], None], etag: str = ""
    ) -> str | None:
        """Bring a file to `target`, going on where an earlier try broke off; returns its ETag.

        None, and nothing is brought, if the file still is the one with `etag`.

        The part that is there lies in `target` with its ETag beside it; if the file has changed meanwhile, it is
        brought anew. `on_chunk` hears how many bytes are there, and of how many.
        """
        mark = target.with_suffix(".etag")

        def once() -> str | None:
            tag = mark.read_text() if mark.exists() and target.exists() else ""
            there = target.stat().st_size if tag else 0
            headers = {"Range": f"bytes={there}-", "If-Range": tag} if there else {}
            if etag and not there:
                headers["If-None-Match"] = etag
            with self._opened(address, headers) as answer:
                if answer.status == 304:
                    return None
                if answer.status == 416:  # there is nothing beyond what we have, or it shrank
                    mark.unlink(missing_ok=True)
                    raise _Retry(f"{self.who} has another file now")
                if answer.status != 206:
                    there = 0
                tag = answer.headers.get("ETag", "")
                length = answer.headers.get("Content-Length", "")
                total = there + int(length) if length.isdigit() else None
                mark.write_text(tag if tag and not tag.startswith("W/") else "")
                with target.open("ab" if there else "wb") as file:
                    for chunk in self._chunks(answer, ARCHIVE_BYTES - there):
                        file.write(chunk)
                        there += len(chunk)
                        on_chunk(there, total)
            return tag

        tag: str | None = self._patiently(once)
        return tag

    def _patiently(self, once: Callable[[], Any]) -> Any:
        """Try until it works; give up after `TRIES` failures, or where the wait would be too long."""
        why = ""
        for attempt in range(TRIES):
            try:
                return once()
            except _Retry as again:
                why = again.why
                seconds = again.seconds
            except (urllib3.exceptions.HTTPError, OSError) as error:
                why, seconds = f"the connection to {self.who} broke ({type(error).__name__})", None
            if seconds is None:
                seconds = 2**attempt * (0.5 + random.random())  # noqa: S311  # so that not all come at once
            if seconds > LONGEST_WAIT:
                raise SourceError(f"{why[:1].upper()}{why[1:]}, for {seconds / 60:,.0f} minutes yet; try again later.")
            if attempt < TRIES - 1:
                self.wait(seconds, why)
        raise SourceError(f"{why[:1].upper()}{why[1:]}; tried {TRIES} times. Go on with it later.")

    def _opened(self, address: str, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        """The answer to a request, its body unread; every status that is not one to read has been dealt with."""
        url = urljoin(f"{self.base}/", address)
        for _ in range(REDIRECTS + 1):
            self.check_origin(url)
            answer = self.pool.request(
                "GET", url, headers=self.headers | dict(headers), preload_content=False, redirect=False
            )
            if answer.status not in {301, 302, 303, 307, 308}:
                return self._checked(answer)
            url = urljoin(url, answer.headers.get("Location", ""))
            answer.drain_conn()
        raise SourceError(f"{self.who} sends us round in circles.")

    def _checked(self, answer: urllib3.BaseHTTPResponse) -> urllib3.BaseHTTPResponse:
        status = answer.status
        if status in {200, 206, 304, 416}:
            return answer
        limited = answer.headers.get("X-RateLimit-Remaining") == "0" or "Retry-After" in answer.headers
        seconds = self._asked_to_wait(answer.headers)
        answer.drain_conn() if int(answer.headers.get("Content-Length") or CHUNK) < CHUNK else answer.close()
        if status == 429 or (status == 403 and limited):
            raise _Retry(f"{self.who} asks us to wait (rate limit)", seconds)
        if status >= 500 or status == 408:
            raise _Retry(f"{self.who} has a fault ({status})", seconds)
        known = {
            401: "does not accept the token; set another one",
            403: "refuses this",
            404: "has nothing there; is its address right?",
            422: "does not understand what was asked for; check the values",
        }
        raise SourceError(f"{self.who} {known.get(status, 'refuses this')} ({status}).")

    def _asked_to_wait(self, headers: Mapping[str, str]) -> float | None:
        after, reset = headers.get("Retry-After", ""), headers.get("X-RateLimit-Reset", "")
        if after.isascii() and after.isdigit():
            return float(after)
        if headers.get("X-RateLimit-Remaining") == "0" and reset.isascii() and reset.isdigit():
            return max(1.0, float(reset) - self.now())
        return None

    def _chunks(self, answer: urllib3.BaseHTTPResponse, limit: int) -> Iterator[bytes]:
        read = 0
        for chunk in answer.stream(CHUNK):
            read += len(chunk)
            if read > limit:
                answer.close()
                raise SourceError(f"{self.who} sends more than {limit >> 20:,} MB, which is more than is read.")
            yield chunk

    def check_origin(self, url: str) -> None:
        """Refuse an address outside the server's origin: a token, or a request from inside, must not go there."""
        asked, base = urlsplit(url), urlsplit(self.base)
        if (asked.scheme, asked.netloc) != (base.scheme, base.netloc):
            raise SourceError(f"{self.who} points to another server ({asked.hostname}), which is not asked.")
