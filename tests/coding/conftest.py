"""A study with its members, for the tests of the steps."""

from __future__ import annotations

import pytest

from tests.support.factories import People, study


@pytest.fixture
def people(db: None) -> People:
    return study()
