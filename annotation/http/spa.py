"""The page: one HTML file for every address that is not the API's or the admin site's."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from coding.access import records

NOT_BUILT = """<!doctype html>
<html lang="en">
<title>Intercoder: the page is not built</title>
<h1>The page is not built yet</h1>
<p>The server runs, but its page is missing. In Intercoder's folder run <code>make build</code>,
then start the server again.</p>
</html>
"""


@require_safe
@never_cache  # it names the files of one build
@ensure_csrf_cookie
def page(request: HttpRequest, study: str = "", number: int = 0) -> HttpResponse:
    """The built page, rendered as a template for its policy's nonce and what it tells without a script."""
    try:
        return render(request, "index.html", {"release": release_summary(study, number) if study else None})
    except TemplateDoesNotExist:
        return HttpResponse(NOT_BUILT, status=503)


def release_summary(study: str, number: int) -> dict[str, str] | None:
    """What link previews, and readers without JavaScript, learn of a release; nothing unless it is public."""
    try:
        release = records.public_release(study=study, number=number)
    except Http404:
        return None
    title, year = release.results["title"], release.created_at.year
    cited = f"The authors of the study ({year}). {title}, release {number} [data set]."
    about = " ".join(filter(None, (release.results["notice"], release.results["question"])))
    return {
        "title": title,
        "description": about or f"Release {number}, {year}.",
        "citation": f"{cited} Manifest SHA-256 {release.manifest_sha256}.",
        "home": f"/api/v1/public/{study}/releases/{number}/",
    }


def unknown_endpoint(request: HttpRequest, *_: str) -> JsonResponse:
    """What an address below /api/ or /static/ answers that means nothing."""
    return JsonResponse({"code": "not_found", "detail": f"There is nothing at {request.path}."}, status=404)


def csrf_failed(request: HttpRequest, reason: str = "") -> JsonResponse:
    """What Django's CSRF check answers, in the shape of every other refusal."""
    detail = "The page's CSRF token is missing or old. Reload the page and try again."
    return JsonResponse({"code": "csrf", "detail": detail}, status=403)
