"""The HTML page of the web interface, for every path outside of the API and the admin site."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from coding.access import records
from coding.access.classifications import Withheld

NOT_BUILT = """<!doctype html>
<html lang="en">
<title>Intercoder: the web interface is not built</title>
<h1>The web interface is not built</h1>
<p>Run <code>make build</code> in the folder of Intercoder, then start the server again.</p>
</html>
"""


@require_safe
@never_cache  # it contains the file names of one build
@ensure_csrf_cookie
def page(request: HttpRequest, study: str = "", number: int = 0) -> HttpResponse:
    """Render the built page with the CSP nonce and, at the address of a release, its summary."""
    try:
        return render(request, "index.html", {"release": release_summary(request, study, number) if study else None})
    except TemplateDoesNotExist:
        return HttpResponse(NOT_BUILT, status=503)


def release_summary(request: HttpRequest, study: str, number: int) -> dict[str, str] | None:
    """Return what link previews and readers without JavaScript see of a release; None if it is not to be read."""
    try:
        release = records.public_release(study=study, number=number, user=request.user)
    except (Http404, Withheld):
        return None
    title, year = release.results["title"], release.created_at.year
    citation = f"The authors of the study ({year}). {title}, release {number} [data set]."
    description = " ".join(filter(None, (release.results["notice"], release.results["question"])))
    return {
        "title": title,
        "description": description or f"Release {number}, {year}.",
        "citation": f"{citation} Manifest SHA-256 {release.manifest_sha256}.",
        "home": f"/api/v1/public/{study}/releases/{number}/",
    }


def unknown_endpoint(request: HttpRequest, *_: str) -> JsonResponse:
    """Return the response to an unknown path below /api/ or /static/."""
    return JsonResponse({"code": "not_found", "detail": f"Unknown address {request.path}. Check the path."}, status=404)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the response to a failed CSRF check: JSON, or a small page for a form outside the API."""
    detail = "The CSRF token is missing or out of date. Reload the page and try again."
    if request.path.startswith("/api/") or "text/html" not in request.headers.get("Accept", ""):
        return JsonResponse({"code": "csrf", "detail": detail}, status=403)
    return HttpResponse(
        '<!doctype html>\n<html lang="en">\n<title>Intercoder: the form was not accepted</title>\n'
        "<h1>The form was not accepted</h1>\n<p>Nothing was changed. The page with the form was too old, or the "
        "browser blocks cookies.</p>\n<p>Go back, reload the page, and send the form again.</p>\n</html>\n",
        status=403,
    )
