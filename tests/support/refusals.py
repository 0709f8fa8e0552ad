"""How tests say that something is refused and leaves nothing behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps


def stored() -> dict[str, list[dict[str, Any]]]:
    """Everything in the tables of the method and of the corpus, to compare before and after."""
    models = [*apps.get_app_config("coding").get_models(), *apps.get_app_config("advisories").get_models()]
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


@contextmanager
def refused(error: type[Exception], said: str) -> Iterator[None]:
    """The block raises this error with these words in its sentence, and changes nothing that is stored."""
    before = stored()
    with pytest.raises(error, match=re.escape(said)):
        yield
    assert stored() == before
