"""Refuses `?dry_run=true` where nothing honours it: the request would store what it was only to check."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from advisories.platform import dry_run

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
DETAIL = "This address has no dry run. Leave out “dry_run” to store the change."


class RefuseUnknownDryRuns:
    """Middleware. A view says in `dry_runs` which of its methods have a dry run."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Return the refusal, or None for the view to answer."""
        if request.method in SAFE or not request.path.startswith("/api/") or not dry_run.is_asked_for(request.GET):
            return None
        if request.method in getattr(getattr(view, "cls", None), "dry_runs", ()):
            return None
        return JsonResponse({"code": "bad_input", "detail": DETAIL}, status=400)
