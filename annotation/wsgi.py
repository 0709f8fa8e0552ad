"""The WSGI application, which annotation/operations/server.py runs."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver

from annotation.http.health import Health
from annotation.http.lane import Lane
from annotation.operations.readiness import database_problems

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "annotation.settings")

application = Health(Lane(get_wsgi_application()), database_problems)
# A request that waits longer than this for PostgreSQL gets status 503. Workers wait as long as they need.
database = connections.settings["default"]
if "postgresql" in database["ENGINE"]:
    database["OPTIONS"]["options"] = "-c lock_timeout=5s -c statement_timeout=30s"
else:  # one connection for each thread, so each of them gets a smaller cache than that of a worker
    database["OPTIONS"]["init_command"] += " PRAGMA cache_size=-8000;"
# Loads the URLs, which import NumPy, before the first request.
list(get_resolver().url_patterns)
