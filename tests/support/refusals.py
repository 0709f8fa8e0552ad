"""Check that something is refused and changes nothing that is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps


def stored() -> dict[str, list[dict[str, Any]]]:
    """Return all rows of the tables of `coding` and `advisories`, to compare before and after."""
    models = [*apps.get_app_config("coding").get_models(), *apps.get_app_config("advisories").get_models()]
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


@contextmanager
def refused(error: type[Exception], message: str) -> Iterator[None]:
    """Expect the block to raise this error with this part of its message, and to change no stored row."""
    before = stored()
    with pytest.raises(error, match=re.escape(message)):
        yield
    assert stored() == before
