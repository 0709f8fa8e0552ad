"""The import manifest: where the advisories behind the units came from."""

from __future__ import annotations

from collections.abc import Iterator

from coding.rendering.escaping import csv_pieces
from coding.results.derive import Publication


def imports_csv(publication: Publication) -> Iterator[bytes]:
    """One row a source record of a unit's advisory, with the SHA-256 of its content as it was imported."""
    rows = (
        (row.unit, row.identifier, row.format, row.origin, row.sha256, row.imported_at)
        for row in publication.inputs.sources
    )
    return csv_pieces(("unit", "identifier", "format", "origin", "sha256", "imported_at"), rows)
