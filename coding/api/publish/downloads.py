"""Downloads of release files: whole files in one response, large ones as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Final

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from rest_framework.request import Request

from advisories.api.figures import figure_response, revalidated
from coding.models import Release
from coding.release import RELEASE_FILES
from coding.rendering.media_types import ZIP, content_type
from coding.rendering.zip import zip_pieces

LARGE: Final = 1 << 30  # bytes; a zip with such a file needs the 64-bit format
# Bytes that the web server buffers and sends itself; a larger response keeps a thread busy with a slow reader.
AT_ONCE: Final = 32 << 20


def download(pieces: Iterator[bytes], name: str, size: int | None = None) -> HttpResponseBase:
    """Return the file as an attachment that browsers never display, because it may contain exploit code."""
    head, length = list[bytes](), 0
    for piece in pieces:
        head.append(piece)
        length += len(piece)
        if length > AT_ONCE:
            break
    else:
        size = length
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox",
        **({} if size is None else {"Content-Length": str(size)}),
    }
    file = RELEASE_FILES.get(name)
    kind = content_type(file.media_type if file else ZIP)
    if length > AT_ONCE:
        return StreamingHttpResponse(chain(head, pieces), content_type=kind, headers=headers)
    return HttpResponse(b"".join(head), content_type=kind, headers=headers)


def one_file(release: Release, path: str, *, shared: bool = False) -> HttpResponseBase:
    file = get_object_or_404(release.files, path=path)
    return _revalidated(download(file.read(), file.path, file.size), shared)


def figure_of(request: Request, release: Release, name: str, *, shared: bool = False) -> HttpResponseBase:
    """Return a figure rendered from its specification in the release."""
    specification = get_object_or_404(release.files, path=f"{name}.vl.json")
    spec = json.loads(b"".join(specification.read()))
    return revalidated(request, figure_response(request, spec), shared=shared)


def zipped(release: Release, *, shared: bool = False) -> HttpResponseBase:
    files = release.files.all()
    pieces = zip_pieces(((file.path, file.read()) for file in files), large=any(file.size >= LARGE for file in files))
    return _revalidated(download(pieces, f"{release.study.slug}-release-{release.number}.zip"), shared)


def _revalidated(answer: HttpResponseBase, shared: bool) -> HttpResponseBase:
    """Let the response be stored, by proxies too if `shared`, and revalidated, because it may be withdrawn."""
    answer.headers["Cache-Control"] = "no-cache" if shared else "private, no-cache"
    return answer
