"""The WSGI application: `granian --interface wsgi annotation.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "annotation.settings")

application = get_wsgi_application()
# Loads the URLs, which import NumPy and scikit-learn, before the first request.
list(get_resolver().url_patterns)
