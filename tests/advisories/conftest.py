"""Fixtures of the tests of the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.support.corpus import maintainer


@pytest.fixture
def guards(settings: Any, tmp_path: Path) -> Any:
    """Settings in which all users may see classifications; with a temporary data folder."""
    settings.ADVISORIES_CLASSIFICATION_GUARD = "tests.support.guards.yes"
    settings.ADVISORIES_SUGGESTION_GUARD = "tests.support.guards.hides_nothing"
    settings.JOB_NOTIFIER = "tests.support.guards.ignore_notification"
    settings.DATA_DIR = tmp_path
    return settings


@pytest.fixture
def lea(db: None) -> Any:
    """Lea, who maintains the shared corpus “Main”."""
    return maintainer("lea")


@pytest.fixture
def api(guards: Any, lea: Any) -> APIClient:
    """An API client that is signed in as Lea."""
    client = APIClient()
    client.force_authenticate(lea)
    return client
