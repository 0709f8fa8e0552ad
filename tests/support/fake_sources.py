"""A local server that answers like GitHub and OSV.dev, and fails on request."""

from __future__ import annotations

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Fault = Callable[[BaseHTTPRequestHandler], bool]  # returns whether it has answered the request


@dataclass
class Source:
    """Contents of the server, failures to come, and requests received."""

    advisories: list[dict[str, Any]] = field(default_factory=list)
    per_page: int = 2
    files: dict[str, bytes] = field(default_factory=dict)  # path -> content
    faults: list[Fault] = field(default_factory=list)  # one per request, in order
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)  # path and headers
    next_link: Callable[[int], str] | None = None  # page -> address of the next page, instead of the correct one
    url: str = ""


def ghsa(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "ghsa_id": f"GHSA-aaaa-aaaa-{number:04d}",
        "summary": f"Flaw {number}",
        "description": "Text.",
        "severity": "high",
        "identifiers": [],
        "references": [],
        "vulnerabilities": [],
        "published_at": "2031-01-01T00:00:00Z",
        "updated_at": "2031-01-01T00:00:00Z",
    } | fields


def zipped(**members: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, record in members.items():
            archive.writestr(f"{name}.json", json.dumps(record))
    return out.getvalue()


def tag_of(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:16]}"'


@contextmanager
def served(source: Source) -> Iterator[Source]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            source.asked.append((self.path, dict(self.headers)))
            if source.faults and source.faults.pop(0)(self):
                return
            path = urlsplit(self.path).path
            if path == "/advisories":
                self.list_page()
            elif path in source.files:
                self.file(source.files[path])
            else:
                reply(self, 404, b'{"message": "Not Found"}')

        def list_page(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            page, withdrawn = int(query.get("page", ["1"])[0]), query.get("is_withdrawn") == ["true"]
            start = (page - 1) * source.per_page
            listed = [advisory for advisory in source.advisories if bool(advisory.get("withdrawn_at")) == withdrawn]
            body = json.dumps(listed[start : start + source.per_page]).encode()
            tag = tag_of(body)
            if self.headers.get("If-None-Match") == tag:
                reply(self, 304, b"", ETag=tag)
                return
            headers = {"ETag": tag, "Content-Type": "application/json"}
            rest = "&is_withdrawn=true" if withdrawn else ""
            more = start + source.per_page < len(listed)
            link = f"{source.url}/advisories?page={page + 1}{rest}" if more else ""
            if source.next_link:
                link = source.next_link(page)
            if link:
                headers["Link"] = f'<{source.url}/advisories?page=9>; rel="last", <{link}>; rel="next"'
            reply(self, 200, body, **headers)

        def file(self, body: bytes) -> None:
            tag = tag_of(body)
            if self.headers.get("If-None-Match") == tag:
                reply(self, 304, b"", ETag=tag)
                return
            wanted = self.headers.get("Range", "")
            if wanted and self.headers.get("If-Range") == tag:
                begin = int(wanted.removeprefix("bytes=").removesuffix("-"))
                reply(
                    self, 206, body[begin:], ETag=tag, **{"Content-Range": f"bytes {begin}-{len(body) - 1}/{len(body)}"}
                )
            else:
                reply(self, 200, body, ETag=tag)

        def log_message(self, *arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    source.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield source
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def reply(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


# ---- faults


def works(handler: BaseHTTPRequestHandler) -> bool:
    """Answer the request as usual."""
    return False


def status(code: int, body: bytes = b"", **headers: str) -> Fault:
    def fault(handler: BaseHTTPRequestHandler) -> bool:
        reply(handler, code, body, **headers)
        return True

    return fault


def cut(body: bytes, after: int, **headers: str) -> Fault:
    """Announce `body`, send its first `after` bytes, and close the connection."""

    def fault(handler: BaseHTTPRequestHandler) -> bool:
        handler.send_response(200)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[:after])
        handler.wfile.flush()
        handler.connection.close()
        handler.close_connection = True
        return True

    return fault


def hang_up(handler: BaseHTTPRequestHandler) -> bool:
    handler.close_connection = True
    handler.connection.close()
    return True
