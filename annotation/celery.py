"""The Celery application of the worker: `celery -A annotation worker --pool threads`."""

import os
import warnings

from celery import Celery
from celery.exceptions import SecurityWarning

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "annotation.settings")

# Celery warns against running as root because of pickled messages, which are not accepted here.
warnings.filterwarnings("ignore", category=SecurityWarning)

app = Celery("intercoder")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
