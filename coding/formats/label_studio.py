"""Label Studio: tasks with an annotation a rater, and the configuration of the project that shows them.

`completed_by` is left out: an import fails where it names nobody of that server. The rater stands in a key of ours,
`intercoder_rater`, beside the annotation's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from coding.dataset.by_unit import UnitAnswers, by_unit
from coding.dataset.rows import CodingRow, UnitRow
from coding.exporters.answers import CONSENSUS, SharedCodes, why
from coding.formats.refi_qda.write_codebook import guid
from coding.rendering.escaping import plain_line, xml_text
from coding.rendering.streams import json_array
from coding.results.derive import Publication


def label_studio_json(publication: Publication) -> Iterator[bytes]:
    """One task a unit; the decision is the ground truth."""
    shared = SharedCodes(publication)
    title = publication.inputs.title
    yield from json_array(_task(title, found, shared) for found in by_unit(publication.inputs))
    yield b"\n"


def label_studio_xml(publication: Publication) -> bytes:
    """The labelling configuration, which Label Studio keeps beside the tasks."""
    inputs = publication.inputs
    view = etree.Element("View")
    etree.SubElement(view, "Text", name="text", value="$text")
    choice = "multiple" if inputs.several_codes else "single"
    choices = etree.SubElement(view, "Choices", name="consequence", toName="text", choice=choice)
    labels = etree.SubElement(view, "Labels", name="span", toName="text")
    for code in inputs.codebook:
        label = xml_text(code.label)
        etree.SubElement(choices, "Choice", value=label, hint=plain_line(code.definition))
        etree.SubElement(labels, "Label", value=label, background=code.colour)
    etree.SubElement(view, "TextArea", name="memo", toName="text")
    return bytes(etree.tostring(view, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _task(title: str, found: UnitAnswers, shared: SharedCodes) -> dict[str, Any]:
    unit = found.unit
    notes = [_annotation(title, unit, coding, shared) for coding in found.codings]
    if found.decision is not None:
        key = guid(title, "decision", unit.number)
        result = _choices(key, found.decision.codes) + _memo(key, why(found.decision))
        notes.append(
            {
                "result": result,
                "was_cancelled": False,
                "ground_truth": True,
                "intercoder_rater": CONSENSUS,
                **({"created_at": found.decision.decided_at} if found.decision.decided_at else {}),
            }
        )
    return {
        "id": unit.number,
        "data": {"text": unit.text, "identifier": unit.identifier, "title": unit.title, "severity": unit.severity},
        "meta": {"sha256": unit.sha256},
        "annotations": notes,
        "predictions": [],
    }


def _annotation(title: str, unit: UnitRow, coding: CodingRow, shared: SharedCodes) -> dict[str, Any]:
    key = guid(title, "coding", unit.number, coding.rater)
    spans = [
        {
            "id": f"{key}-{place}",
            "from_name": "span",
            "to_name": "text",
            "type": "labels",
            "origin": "manual",
            "value": {"start": s.start, "end": s.end, "text": unit.text[s.start : s.end], "labels": [code]},
        }
        for place, s in enumerate(coding.segments)
        if (code := shared.of(coding, s)) is not None
    ]
    return {
        "result": _choices(key, coding.matched) + spans + _memo(key, coding.memo),
        # An answer without a code is Label Studio's skipped task.
        "was_cancelled": bool(coding.uncoded),
        "ground_truth": False,
        "intercoder_rater": coding.rater,
        **({"created_at": coding.submitted_at} if coding.submitted_at else {}),
    }


def _choices(key: str, codes: tuple[str, ...]) -> list[dict[str, Any]]:
    if not codes:
        return []
    value = {"choices": list(codes)}
    return [{"id": key, "from_name": "consequence", "to_name": "text", "type": "choices", "value": value}]


def _memo(key: str, text: str) -> list[dict[str, Any]]:
    if not text:
        return []
    return [
        {"id": f"{key}-memo", "from_name": "memo", "to_name": "text", "type": "textarea", "value": {"text": [text]}}
    ]
