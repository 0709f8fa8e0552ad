"""Label Studio: tasks with one annotation per rater, and the labelling configuration.

`completed_by` is left out: an import fails where it names nobody of that server. The rater stands in a key of ours,
`intercoder_rater`, beside the annotation's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from advisories.records import Rejected
from advisories.records.item import UnusableRecord
from coding.dataset.by_unit import UnitRecords, by_unit
from coding.dataset.rows import CONSENSUS, CodingRow, UnitRow
from coding.formats.rating_sheets.records import QuotedText, RatingLine
from coding.formats.refi_qda.write_codebook import guid
from coding.rendering.escaping import single_line, xml_text
from coding.rendering.streams import json_array
from coding.results.derive import Publication


def label_studio_json(publication: Publication) -> Iterator[bytes]:
    """Yield one task per unit; the decision is the ground truth."""
    title = publication.data.title
    yield from json_array(_task(title, found) for found in by_unit(publication.data))
    yield b"\n"


def label_studio_xml(publication: Publication) -> bytes:
    """The labelling configuration, which Label Studio keeps beside the tasks."""
    data = publication.data
    view = etree.Element("View")
    etree.SubElement(view, "Text", name="text", value="$text")
    choice = "multiple" if data.plan.multi_label else "single"
    choices = etree.SubElement(view, "Choices", name="consequence", toName="text", choice=choice)
    labels = etree.SubElement(view, "Labels", name="span", toName="text")
    for code in data.codebook:
        label = xml_text(code.label)
        etree.SubElement(choices, "Choice", value=label, hint=single_line(code.definition))
        etree.SubElement(labels, "Label", value=label, background=code.colour)
    etree.SubElement(view, "TextArea", name="memo", toName="text")
    return bytes(etree.tostring(view, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _task(title: str, found: UnitRecords) -> dict[str, Any]:
    unit = found.unit
    notes = [_annotation(title, unit, coding) for coding in found.codings]
    if found.decision is not None:
        key = guid(title, "decision", unit.number)
        result = _choices(key, found.decision.codes) + _memo(key, found.decision.note)
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


def _annotation(title: str, unit: UnitRow, coding: CodingRow) -> dict[str, Any]:
    key = guid(title, "coding", unit.number, coding.rater)
    spans = [
        {
            "id": f"{key}-{place}",
            "from_name": "span",
            "to_name": "text",
            "type": "labels",
            "origin": "manual",
            "value": {"start": s.start, "end": s.end, "text": unit.text[s.start : s.end], "labels": [s.merged_code]},
        }
        for place, s in enumerate(coding.segments)
    ]
    return {
        "result": _choices(key, coding.merged_codes) + spans + _memo(key, coding.memo),
        # An answer without a code is Label Studio's skipped task.
        "was_cancelled": bool(coding.no_code_reason),
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


KINDS = ("choices", "labels", "hypertextlabels", "taxonomy")


def tasks(found: Any, origin: str) -> Iterator[RatingLine | Rejected]:
    """One line a task and annotation that was not cancelled.

    Parameters
    ----------
    found : a list of tasks, as "JSON" exports them: {"id", "data", "annotations": [{"result": [...]}]}.
    origin : the file, for the places in messages.

    Yields
    ------
    Line or Rejected
        `units` are the texts in the task's `data` that could be an identifier or a number; the codes are what
        choices, labels and taxonomies name, in order, each once. Offsets of labels are taken as a hint only: that
        program counts UTF-16 units of its own text.

    Raises
    ------
    UnusableRecord
        If it is not a list of tasks.
    """
    if not isinstance(found, list):
        raise UnusableRecord("it is not a list of tasks. Export from Label Studio as “JSON”.")
    for number, task in enumerate(found, 1):
        place = f"{origin}:task {number}"
        if not isinstance(task, Mapping) or not isinstance(task.get("data"), Mapping):
            yield Rejected(place, "this is no task of Label Studio: it has no data.")
            continue
        annotations = task.get("annotations", task.get("completions"))
        if not isinstance(annotations, list):
            yield Rejected(place, "the task has no list of annotations. Export it as “JSON”, not as “JSON-MIN”.")
            continue
        for annotation in annotations:
            if isinstance(annotation, Mapping) and not annotation.get("was_cancelled"):
                yield line(place, task["data"], annotation)


def line(place: str, data: Mapping[str, Any], annotation: Mapping[str, Any]) -> RatingLine | Rejected:
    results = annotation.get("result")
    if not isinstance(results, list):
        return Rejected(place, "an annotation has no result.")
    codes: dict[str, None] = {}
    words = []
    memo = ""
    for result in results:
        value = result.get("value") if isinstance(result, Mapping) else None
        if not isinstance(value, Mapping):
            continue
        labels = [label for kind in KINDS for label in named(value.get(kind))]
        codes.update(dict.fromkeys(labels))
        quote, start = value.get("text"), value.get("start")
        if labels and isinstance(quote, str):
            begin = start if type(start) is int else None
            words += [QuotedText(label, quote, begin) for label in labels]
        elif isinstance(quote, list):  # a text area
            memo = "\n".join(part for part in quote if isinstance(part, str)) or memo
    units = tuple(str(value) for value in data.values() if isinstance(value, str | int) and len(str(value)) <= 100)
    return RatingLine(
        place, units, person(annotation), tuple(codes), cell=next(iter(codes), ""), memo=memo, words=tuple(words)
    )


def named(value: Any) -> list[str]:
    """The labels of a result; of a taxonomy's path its last part."""
    if not isinstance(value, list):
        return []
    ends = [part[-1] if isinstance(part, list) and part else part for part in value]
    return [label.strip() for label in ends if isinstance(label, str) and label.strip()]


def person(annotation: Mapping[str, Any]) -> str:
    """Return the annotator's name or address, or "" if the export has only a number."""
    by = annotation.get("completed_by")
    if isinstance(by, Mapping):
        by = by.get("username") or by.get("email")
    return by if isinstance(by, str) else ""
