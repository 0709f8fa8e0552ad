"""The web server's door: `granian --interface wsgi annotation.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "annotation.settings")

application = get_wsgi_application()
