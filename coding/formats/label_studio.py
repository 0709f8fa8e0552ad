"""Label Studio: tasks with one annotation per rater, and the labelling configuration.

`completed_by` is not written, because an import fails if the name is unknown to that server. The rater's name is in a
key of our own, `intercoder_rater`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from coding.dataset.by_unit import UnitRecords, by_unit
from coding.dataset.rows import CONSENSUS, CodingRow, UnitRow
from coding.formats.refi_qda.write_codebook import guid
from coding.rendering.escaping import single_line, xml_text
from coding.rendering.streams import json_array
from coding.results.derive import Publication
from coding.statistics.disagreement import is_missing


def label_studio_json(publication: Publication) -> Iterator[bytes]:
    """Yield the tasks of Label Studio as JSON: one task per unit; the decision is the ground truth.

    Parameters
    ----------
    publication : Publication

    Yields
    ------
    bytes
        Parts of one JSON list in UTF-8. Offsets of spans are code points of the unit's text.

    References
    ----------
    Label Studio documentation, Label Studio JSON format. https://labelstud.io/guide/task_format

    Examples
    --------
    >>> import json
    >>> from coding.dataset.example import example_dataset
    >>> from coding.results.derive import derive
    >>> tasks = json.loads(b"".join(label_studio_json(derive(example_dataset()))))
    >>> [note["intercoder_rater"] for note in tasks[0]["annotations"]]
    ['Ada', 'Bo', 'consensus']
    """
    title = publication.data.title
    several = publication.data.plan.multi_label
    yield from json_array(_task(title, records, several) for records in by_unit(publication.data))
    yield b"\n"


def label_studio_xml(publication: Publication) -> bytes:
    """Return the labelling configuration of Label Studio for these tasks.

    Parameters
    ----------
    publication : Publication

    Returns
    -------
    bytes
        XML in UTF-8, with one choice and one label per code.

    References
    ----------
    Label Studio documentation, labeling configuration. https://labelstud.io/guide/setup

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> from coding.results.derive import derive
    >>> b'<Choice value="leak" hint="Discloses information."/>' in label_studio_xml(derive(example_dataset()))
    True
    """
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


def _task(title: str, records: UnitRecords, multi_label: bool) -> dict[str, Any]:
    unit, decision = records.unit, records.decision
    annotations = [_annotation(title, unit, coding, multi_label) for coding in records.codings]
    if decision is not None:
        key = guid(title, "decision", unit.number)
        result = _choices(key, decision.codes) + _memo(key, decision.note)
        annotations.append(
            {
                "result": result,
                "was_cancelled": False,
                "ground_truth": True,
                "intercoder_rater": CONSENSUS,
                "intercoder_uncoded": decision.uncoded,
                **({"created_at": decision.decided_at} if decision.decided_at else {}),
            }
        )
    return {
        "id": unit.number,
        "data": {"text": unit.text, "identifier": unit.identifier, "title": unit.title, "severity": unit.severity},
        "meta": {"sha256": unit.sha256},
        "annotations": annotations,
        "predictions": [],
    }


def _annotation(title: str, unit: UnitRow, coding: CodingRow, multi_label: bool) -> dict[str, Any]:
    key = guid(title, "coding", unit.number, coding.rater)
    spans = [
        {
            "id": f"{key}-{index}",
            "from_name": "span",
            "to_name": "text",
            "type": "labels",
            "origin": "manual",
            "value": {"start": s.start, "end": s.end, "text": unit.text[s.start : s.end], "labels": [s.merged_code]},
        }
        for index, s in enumerate(coding.segments)
    ]
    return {
        "result": _choices(key, coding.merged_codes) + spans + _memo(key, coding.memo),
        # A coding that is no rating is a skipped task in Label Studio.
        "was_cancelled": is_missing(coding.uncoded, multi_label=multi_label),
        "ground_truth": False,
        "intercoder_rater": coding.rater,
        "intercoder_uncoded": coding.uncoded,
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
