"""What a source holds before it is understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Item:
    """One thing found in a source, not yet understood."""

    value: Any
    content: str  # its own text, readable by itself in the same notation
    origin: str
    is_row: bool = False  # of a table
