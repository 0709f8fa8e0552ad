"""Notes what is rendered, and refuses to render in a transaction."""

from __future__ import annotations

from typing import Any

import comrak
import pytest
from django.db import connection


def note_rendering(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the Markdown that is rendered from now on. Rendering in a transaction is an error."""
    bodies: list[str] = []
    render = comrak.render_markdown

    def render_markdown(body: str, **options: Any) -> str:
        assert not connection.in_atomic_block
        bodies.append(body)
        return render(body, **options)

    monkeypatch.setattr(comrak, "render_markdown", render_markdown)
    return bodies
