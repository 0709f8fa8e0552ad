"""W3C Web Annotation (JSON-LD): each coding and decision as an annotation of a text or of a passage."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from coding.dataset.by_unit import UnitRecords, by_unit
from coding.dataset.rows import CONSENSUS, CodingRow, SegmentRow, UnitRow
from coding.formats.refi_qda.write_codebook import guid
from coding.rendering.streams import json_array, json_line
from coding.results.derive import Publication

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters before and after a quotation


def annotations_jsonld(publication: Publication) -> Iterator[bytes]:
    """Yield a collection of annotations with one page.

    Parameters
    ----------
    publication : Publication

    Yields
    ------
    bytes
        Parts of one JSON-LD document in UTF-8; positions are code points of the unit's text.

    References
    ----------
    Sanderson, Ciccarese, Young (2017). Web Annotation Data Model. W3C Recommendation.
    https://www.w3.org/TR/annotation-model/

    Examples
    --------
    >>> import json
    >>> from coding.dataset.example import example_dataset
    >>> from coding.results.derive import derive
    >>> collection = json.loads(b"".join(annotations_jsonld(derive(example_dataset()))))
    >>> collection["type"], collection["total"]
    ('AnnotationCollection', 9)
    """
    title = publication.data.title
    total = 0

    def annotations() -> Iterator[dict[str, Any]]:
        nonlocal total
        for records in by_unit(publication.data):
            of_unit = _annotations_of(publication, records)
            total += len(of_unit)
            yield from of_unit

    head = {
        "@context": CONTEXT,
        "id": _iri(title, "annotations"),
        "type": "AnnotationCollection",
        "label": title,
    }
    yield json_line(head)[:-1] + b', "first": {"id": ' + json_line(_iri(title, "page"))
    yield b', "type": "AnnotationPage", "startIndex": 0, "items": '
    yield from json_array(annotations())
    yield b'}, "total": ' + json_line(total) + b"}\n"


def _annotations_of(publication: Publication, records: UnitRecords) -> list[dict[str, Any]]:
    title, unit = publication.data.title, records.unit
    source = _iri(title, "source", unit.number)
    annotations = []
    for coding in records.codings:
        creator = {"id": _cached_iri(title, "user", "rater", coding.rater), "type": "Person", "nickname": coding.rater}
        name = ("annotation", unit.number, coding.rater)
        for index, (code, segment) in enumerate(_parts(coding)):
            target = _target(source, unit, segment.start, segment.end) if segment else source
            memo = _comment(coding.memo, coding.uncoded) if index == 0 else ""
            key = _iri(title, *name, index)
            annotations.append(_annotation(title, key, creator, coding.submitted_at, code, memo, target))
    if records.decision is not None:
        creator = {"id": _cached_iri(title, "user", CONSENSUS), "type": "Person", "nickname": CONSENSUS}
        decision = records.decision
        for index, code in enumerate(decision.codes or ("",)):
            key = _iri(title, "annotation", unit.number, index)
            reason = _comment(decision.note, decision.uncoded) if index == 0 else ""
            annotations.append(_annotation(title, key, creator, decision.decided_at, code, reason, source))
    return annotations


def _comment(text: str, uncoded: str) -> str:
    """Return the text, with the no-code reason as its first line."""
    return "\n".join(filter(None, (uncoded.replace("_", " ").capitalize(), text)))


def _parts(coding: CodingRow) -> list[tuple[str, SegmentRow | None]]:
    """Return segments, then codes of the whole text; one part without a code for a coding without a code."""
    parts: list[tuple[str, SegmentRow | None]] = [(segment.merged_code, segment) for segment in coding.segments]
    marked = {code for code, _ in parts}
    parts += [(code, None) for code in coding.merged_codes if code not in marked]
    return parts or [("", None)]


def _annotation(
    title: str, key: str, creator: dict[str, str], created: str, code: str, comment: str, target: Any
) -> dict[str, Any]:
    body: list[dict[str, str]] = []
    if code:
        concept = _cached_iri(title, "code", code)
        body.append({"type": "SpecificResource", "purpose": "classifying", "source": concept})
        body.append({"type": "TextualBody", "purpose": "tagging", "value": code, "format": "text/plain"})
    if comment:
        body.append({"type": "TextualBody", "purpose": "commenting", "value": comment, "format": "text/plain"})
    return {
        "id": key,
        "type": "Annotation",
        "motivation": "classifying" if code else "commenting",
        "creator": creator,
        **({"created": created} if created else {}),
        **({"body": body} if body else {}),
        "target": target,
    }


def _target(source: str, unit: UnitRow, start: int, end: int) -> dict[str, Any]:
    text = unit.text
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }
    return {"source": source, "selector": [{"type": "TextPositionSelector", "start": start, "end": end}, quote]}


def _iri(title: str, kind: str, *name: str | int) -> str:
    return f"urn:uuid:{guid(title, kind, *name)}"


_cached_iri = lru_cache(maxsize=1_000)(_iri)  # for people and codes, which recur in many annotations
