"""A process that sends requests, each at the same moment as other processes.

A server forks it that has no threads. A process of tests has some, and a fork of it can inherit a lock of SQLite that
one of them held: nobody would ever release it.
"""

from __future__ import annotations

import time
import traceback
from typing import TYPE_CHECKING, Any, Final

import django
from django.apps import apps

if not apps.ready:
    django.setup()  # before the imports that need it

from django.conf import settings
from django.db import connections
from rest_framework.test import APIClient

from annotation.accounts.models import User

if TYPE_CHECKING:
    from tests.support.parallel import Answer, Call

ANSWER_SECONDS: Final = 300  # that a request may take, far more than any lock, because the machine can be busy


def respond(pipe: Any, barrier: Any, databases: dict[str, dict[str, Any]], hashers: list[str]) -> None:
    """Answer each job that arrives through the pipe until there is none; if it cannot, say why."""
    settings.PASSWORD_HASHERS = hashers
    for alias, database in databases.items():
        connections[alias].settings_dict = database
    while (job := pipe.recv()) is not None:
        try:
            answer = answer_of(*job, barrier)
        except Exception:
            answer = (0, traceback.format_exc())
        pipe.send(answer)
    connections.close_all()


def answer_of(call: Call, user: int | None, pause: float, barrier: Any) -> Answer:
    """Send the request when all processes have theirs, and return its answer."""
    http = APIClient(raise_request_exception=False, HTTP_HOST="localhost")
    if user is not None:
        http.force_authenticate(User.objects.get(pk=user))
    barrier.wait(ANSWER_SECONDS)
    time.sleep(pause)
    response = getattr(http, call.method)(call.path, call.body, format="json", **call.headers)
    if response.status_code < 400:
        return response.status_code, ""
    is_json = response.headers.get("Content-Type") == "application/json"
    return response.status_code, response.json()["code"] if is_json else "no JSON"
