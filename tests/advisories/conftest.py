"""Fixtures of the tests of the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from rest_framework.test import APIClient


@pytest.fixture
def guards(settings: Any, tmp_path: Path) -> Any:
    """Settings in which all users may see classifications and import; with a temporary data folder."""
    settings.ADVISORIES_CLASSIFICATION_GUARD = "tests.support.guards.yes"
    settings.ADVISORIES_IMPORT_GUARD = "tests.support.guards.yes"
    settings.ADVISORIES_SUGGESTION_GUARD = "tests.support.guards.hides_nothing"
    settings.JOB_NOTIFIER = "tests.support.guards.ignore_notification"
    settings.DATA_DIR = tmp_path
    return settings


@pytest.fixture
def lea(db: None) -> Any:
    return get_user_model().objects.create_user("lea")


@pytest.fixture
def api(guards: Any, lea: Any) -> APIClient:
    """An API client that is signed in as Lea."""
    client = APIClient()
    client.force_authenticate(lea)
    return client
