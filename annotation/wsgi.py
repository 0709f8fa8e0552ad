"""The WSGI application, which annotation/operations/server.py runs."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "annotation.settings")

application = get_wsgi_application()
# A request that waits longer than this for PostgreSQL gets status 503. Workers wait as long as they need.
database = connections.settings["default"]
if "postgresql" in database["ENGINE"]:
    database["OPTIONS"]["options"] = "-c lock_timeout=5s -c statement_timeout=30s"
# Loads the URLs, which import NumPy and scikit-learn, before the first request.
list(get_resolver().url_patterns)
