"""doccano: one file of categories and one of spans, because a doccano project cannot have both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coding.dataset.by_unit import by_unit
from coding.dataset.rows import UnitRow
from coding.rendering.streams import json_line
from coding.results.derive import Publication


def doccano_categories(publication: Publication) -> Iterator[bytes]:
    """Yield one line per unit with its decided codes.

    Parameters
    ----------
    publication : Publication

    Yields
    ------
    bytes
        One line of JSON in UTF-8. The codes of each rater are metadata.

    References
    ----------
    doccano documentation, dataset formats. https://doccano.github.io/doccano/

    Examples
    --------
    >>> import json
    >>> from coding.dataset.example import example_dataset
    >>> from coding.results.derive import derive
    >>> [json.loads(line)["label"] for line in doccano_categories(derive(example_dataset()))]
    [['outage'], ['leak'], ['outage']]
    """
    for records in by_unit(publication.data):
        given = {coding.rater: list(coding.merged_codes) for coding in records.codings}
        decided = records.decision.codes if records.decision else ()
        about_decision = {
            "intercoder_ratings": given,
            "intercoder_decided": records.decision is not None,
            "intercoder_uncoded": records.decision.uncoded if records.decision else "",
        }
        line = {"text": records.unit.text, "label": list(decided), **_about(records.unit), **about_decision}
        yield json_line(line) + b"\n"


def doccano_spans(publication: Publication) -> Iterator[bytes]:
    """Yield one line per unit and rater with segments.

    Parameters
    ----------
    publication : Publication

    Yields
    ------
    bytes
        One line of JSON in UTF-8; spans are [start, end, code] in code points of the text.

    References
    ----------
    doccano documentation, dataset formats. https://doccano.github.io/doccano/

    Examples
    --------
    >>> import json

    >>> from coding.dataset.example import example_dataset
    >>> from coding.results.derive import derive
    >>> json.loads(next(doccano_spans(derive(example_dataset()))))["label"]
    [[31, 37, 'outage']]
    """
    for records in by_unit(publication.data):
        for coding in records.codings:
            spans = [[segment.start, segment.end, segment.merged_code] for segment in coding.segments]
            if spans:
                line = {"text": records.unit.text, "label": spans, **_about(records.unit)}
                yield json_line({**line, "intercoder_rater": coding.rater, "intercoder_memo": coding.memo}) + b"\n"


def _about(unit: UnitRow) -> dict[str, Any]:
    """Return metadata. Its names have a prefix, because they are next to `text` and `label`."""
    return {
        "intercoder_unit": unit.number,
        "intercoder_identifier": unit.identifier,
        "intercoder_sha256": unit.sha256,
        # Programs that count UTF-16 units misplace a span by one for each character beyond the BMP before it.
        "intercoder_beyond_bmp": not unit.text.isascii() and max(unit.text) > "\uffff",
    }
