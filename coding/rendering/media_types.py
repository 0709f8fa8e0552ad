"""Media types of the files that are written."""

from __future__ import annotations

from typing import Final

CSV: Final = "text/csv"
MARKDOWN: Final = "text/markdown"
TEXT: Final = "text/plain"
JSON: Final = "application/json"
JSON_LD: Final = "application/ld+json"
JSON_LINES: Final = "application/x-ndjson"
LATEX: Final = "application/x-tex"
ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
PYTHON: Final = "text/x-python"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XML: Final = "application/xml"
YAML: Final = "application/yaml"
ZIP: Final = "application/zip"
SVG, PNG, PDF = "image/svg+xml", "image/png", "application/pdf"


def content_type(media_type: str) -> str:
    """Return the value of a Content-Type header. All text files are UTF-8."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
