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
# Bytes in memory of one response, which then states its length. A larger response is sent in pieces.
LARGEST_BUFFERED: Final = 32 << 20


def download(chunks: Iterator[bytes], name: str, size: int | None = None) -> HttpResponseBase:
    """Return the file as an attachment that browsers never display, because it may contain exploit code."""
    head, length = list[bytes](), 0
    for chunk in chunks:
        head.append(chunk)
        length += len(chunk)
        if length > LARGEST_BUFFERED:
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
    media_type = content_type(file.media_type if file else ZIP)
    if length > LARGEST_BUFFERED:
        return StreamingHttpResponse(chain(head, chunks), content_type=media_type, headers=headers)
    return HttpResponse(b"".join(head), content_type=media_type, headers=headers)


def file_response(release: Release, path: str, *, shared: bool = False) -> HttpResponseBase:
    """Return one file of a release as a download; raise Http404 if there is none."""
    file = get_object_or_404(release.files, path=path)
    return _revalidated(download(file.read(), file.path, file.size), shared)


def release_figure(request: Request, release: Release, name: str, *, shared: bool = False) -> HttpResponseBase:
    """Return a figure rendered from its specification in the release."""
    file = get_object_or_404(release.files, path=f"{name}.vl.json")
    specification = json.loads(b"".join(file.read()))
    return revalidated(request, figure_response(request, specification), shared=shared)


def archive_response(release: Release, *, shared: bool = False) -> HttpResponseBase:
    """Return all files of a release as one zip file."""
    files = release.files.all()
    chunks = zip_pieces(((file.path, file.read()) for file in files), large=any(file.size >= LARGE for file in files))
    return _revalidated(download(chunks, f"{release.study.slug}-release-{release.number}.zip"), shared)


def _revalidated(response: HttpResponseBase, shared: bool) -> HttpResponseBase:
    """Allow caching with revalidation, because access may be withdrawn; in proxies only if `shared`."""
    response.headers["Cache-Control"] = "no-cache" if shared else "private, no-cache"
    return response
