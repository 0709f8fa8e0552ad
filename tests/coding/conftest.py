"""Fixtures of all tests of coding."""

from __future__ import annotations

import pytest

from tests.support.factories import People, study


@pytest.fixture
def people(db: None) -> People:
    """A study with its members and three units."""
    return study()
