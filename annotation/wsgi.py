"""The web server's door: `granian --interface wsgi annotation.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "annotation.settings")

application = get_wsgi_application()
# The addresses bring NumPy and scikit-learn with them, better before the first request than in it.
list(get_resolver().url_patterns)
