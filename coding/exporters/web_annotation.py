"""W3C Web Annotation (JSON-LD): every coding and decision as an annotation of a text or of words in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coding.derivation import Publication, UnitRow
from coding.exporters.answers import CONSENSUS, SharedCodes, UnitAnswers, answers
from coding.exporters.refi_codebook import guid
from coding.exporters.streams import json_array, json_line

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # signs before and after a quotation


def annotations_jsonld(publication: Publication) -> Iterator[bytes]:
    """A collection with one page, which holds all annotations."""
    title = publication.inputs.title
    total = sum(len(_of_unit(publication, found, SharedCodes(publication))) for found in answers(publication))
    head = {
        "@context": CONTEXT,
        "id": _iri(title, "annotations"),
        "type": "AnnotationCollection",
        "label": title,
        "total": total,
    }
    yield json_line(head)[:-1] + b', "first": {"id": ' + json_line(_iri(title, "page"))
    yield b', "type": "AnnotationPage", "startIndex": 0, "items": '
    shared = SharedCodes(publication)
    yield from json_array(
        annotation for found in answers(publication) for annotation in _of_unit(publication, found, shared)
    )
    yield b"}}\n"


def _of_unit(publication: Publication, found: UnitAnswers, shared: SharedCodes) -> list[dict[str, Any]]:
    title, unit = publication.inputs.title, found.unit
    source = _iri(title, "source", unit.number)
    made = []
    for coding in found.codings:
        who = {"id": _iri(title, "user", "rater", coding.rater), "type": "Person", "nickname": coding.rater}
        name = ("annotation", unit.number, coding.rater)
        marked = [(code, s) for s in coding.segments if (code := shared.of(coding, s)) is not None]
        whole = [code for code in coding.matched if code not in {code for code, _ in marked}]
        parts: list[tuple[str, Any]] = [(code, _target(source, unit, s.start, s.end)) for code, s in marked]
        parts += [(code, source) for code in whole]
        for place, (code, target) in enumerate(parts or [("", source)]):
            memo = coding.memo if place == 0 else ""
            key = _iri(title, *name, place)
            made.append(_annotation(title, key, who, coding.submitted_at, code, memo, target))
    if found.decision is not None:
        who = {"id": _iri(title, "user", CONSENSUS), "type": "Person", "nickname": CONSENSUS}
        for place, code in enumerate(found.decision or ("",)):
            key = _iri(title, "annotation", unit.number, place)
            why = found.why if place == 0 else ""
            made.append(_annotation(title, key, who, found.decided_at, code, why, source))
    return made


def _annotation(
    title: str, key: str, who: dict[str, str], at: str, code: str, comment: str, target: Any
) -> dict[str, Any]:
    body: list[dict[str, str]] = []
    if code:
        concept = _iri(title, "code", code)
        body.append({"type": "SpecificResource", "purpose": "classifying", "source": concept})
        body.append({"type": "TextualBody", "purpose": "tagging", "value": code, "format": "text/plain"})
    if comment:
        body.append({"type": "TextualBody", "purpose": "commenting", "value": comment, "format": "text/plain"})
    return {
        "id": key,
        "type": "Annotation",
        "motivation": "classifying" if code else "commenting",
        "creator": who,
        **({"created": at} if at else {}),
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
