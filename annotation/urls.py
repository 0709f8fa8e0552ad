"""URLs: the API under /api/v1/, the admin site, and the web interface for every other path."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularJSONAPIView

from annotation.http.spa import page, unknown_endpoint

handler500 = "annotation.http.unavailable.server_error"
urlpatterns: list[URLPattern | URLResolver] = [
    re_path("\0", unknown_endpoint),  # no name contains NUL, and PostgreSQL would raise an error
    path("admin/", admin.site.urls),
    path("api/v1/schema/", SpectacularJSONAPIView.as_view()),
    path("api/v1/", include("annotation.accounts.urls")),
    path("api/v1/", include("advisories.api.urls")),
    path("api/v1/", include("coding.api.urls")),
    re_path(r"^(api|static)/", unknown_endpoint),
    path("public/<slug:study>/releases/<int:number>", page),
    re_path(r"^.*$", page),
]
