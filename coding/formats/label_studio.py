"""Label Studio: tasks with one annotation per rater, and the labelling configuration.

`completed_by` is not written, because an import fails if the name is unknown to that server. The rater's name is in a
key of our own, `intercoder_rater`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from advisories.records import Rejected
from advisories.records.item import UnusableRecord
from coding.dataset.by_unit import UnitRecords, by_unit
from coding.dataset.rows import CONSENSUS, CodingRow, UnitRow
from coding.formats.rating_sheets.rating_file import RatingFile
from coding.formats.rating_sheets.records import QuotedText, RatingLine
from coding.formats.rating_sheets.shapes import is_download
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


SEVERAL_NUMBERS = (
    "The file has annotations of several annotators, named by numbers only. Export those of one annotator, "
    "or export with the annotators' names."
)
KINDS = ("choices", "labels", "hypertextlabels", "taxonomy")


def is_label_studio(file: RatingFile) -> bool:
    """Return whether the file is JSON other than a download of the coding screen.

    Parameters
    ----------
    file : RatingFile

    Returns
    -------
    bool
        True also for JSON of an unknown format: `read_tasks` then states what is missing.

    Raises
    ------
    UnusableRecord
        If the file begins like JSON but is not valid.

    Examples
    --------
    >>> is_label_studio(RatingFile(b'[{"data": {}, "annotations": []}]', "tasks.json", "Ada"))
    True
    """
    return file.is_json and not is_download(file)


def read_tasks(file: RatingFile) -> Iterator[RatingLine | Rejected]:
    """Yield one line per task and annotation that was not cancelled.

    Parameters
    ----------
    file : RatingFile
        A list of tasks, as "JSON" exports them: {"id", "data", "annotations": [{"result": [...]}]}.

    Yields
    ------
    RatingLine or Rejected
        `units` are the texts in the task's `data` that may be an identifier or a number; `codes` are the labels of
        choices, labels and taxonomies, in order, each once. Offsets of labels are only a hint, because Label Studio
        counts UTF-16 units of its own text.

    Raises
    ------
    UnusableRecord
        If the file is not a list of tasks.

    References
    ----------
    Label Studio documentation, Label Studio JSON format. https://labelstud.io/guide/task_format

    Examples
    --------
    >>> task = b'[{"data": {"id": "CVE-2026-0001"}, "annotations": [{"result": [{"value": {"choices": ["leak"]}}]}]}]'
    >>> [(line.units, line.codes) for line in read_tasks(RatingFile(task, "tasks.json", "Ada"))]
    [(('CVE-2026-0001',), ('leak',))]
    """
    if not isinstance(file.value, list):
        raise UnusableRecord("The file is not a list of tasks. Export from Label Studio as “JSON”.")
    several = len(_numbered_annotators(file.value)) > 1
    for number, task in enumerate(file.value, 1):
        origin = f"{file.name}:task {number}"
        if not isinstance(task, Mapping) or not isinstance(task.get("data"), Mapping):
            yield Rejected(origin, "Not a Label Studio task: it has no data. Export from Label Studio as “JSON”.")
            continue
        annotations = task.get("annotations", task.get("completions"))
        if not isinstance(annotations, list):
            yield Rejected(origin, "The task has no list of annotations. Export it as “JSON”, not as “JSON-MIN”.")
            continue
        for annotation in annotations:
            if not isinstance(annotation, Mapping) or annotation.get("was_cancelled"):
                continue
            if annotation.get("ground_truth") and annotation.get("intercoder_rater") == CONSENSUS:
                continue  # a decision of a release is nobody's rating
            if several and type(annotation.get("completed_by")) is int:
                yield Rejected(origin, SEVERAL_NUMBERS)
                continue
            yield _rating_line(origin, task["data"], annotation)


def _numbered_annotators(tasks: list[Any]) -> set[int]:
    """Return the annotators that the file names by numbers only."""
    annotators = set()
    for task in tasks:
        annotations = task.get("annotations", task.get("completions")) if isinstance(task, Mapping) else None
        for annotation in annotations if isinstance(annotations, list) else ():
            number = annotation.get("completed_by") if isinstance(annotation, Mapping) else None
            if type(number) is int:
                annotators.add(number)
    return annotators


def _rating_line(origin: str, data: Mapping[str, Any], annotation: Mapping[str, Any]) -> RatingLine | Rejected:
    results = annotation.get("result")
    if not isinstance(results, list):
        return Rejected(origin, "An annotation has no list of results. Export it again as “JSON”.")
    codes: dict[str, None] = {}
    words = []
    memo = ""
    for result in results:
        value = result.get("value") if isinstance(result, Mapping) else None
        if not isinstance(value, Mapping):
            continue
        labels = [label for kind in KINDS for label in _labels(value.get(kind))]
        codes.update(dict.fromkeys(labels))
        quote, start = value.get("text"), value.get("start")
        if labels and isinstance(quote, str):
            begin = start if type(start) is int else None
            words += [QuotedText(label, quote, begin) for label in labels]
        elif isinstance(quote, list):  # a text area
            memo = "\n".join(part for part in quote if isinstance(part, str)) or memo
    units = tuple(str(value) for value in data.values() if isinstance(value, str | int) and len(str(value)) <= 100)
    return RatingLine(
        origin, units, _annotator(annotation), tuple(codes), cell=next(iter(codes), ""), memo=memo, words=tuple(words)
    )


def _labels(value: Any) -> list[str]:
    """Return the labels of a result; of a path in a taxonomy, the last part."""
    if not isinstance(value, list):
        return []
    ends = [part[-1] if isinstance(part, list) and part else part for part in value]
    return [label.strip() for label in ends if isinstance(label, str) and label.strip()]


def _annotator(annotation: Mapping[str, Any]) -> str:
    """Return the annotator's name or address, or "" if the export has only a number.

    Files of a release name the rater in a key of their own.
    """
    if isinstance(rater := annotation.get("intercoder_rater"), str):
        return rater
    by = annotation.get("completed_by")
    if isinstance(by, Mapping):
        by = by.get("username") or by.get("email")
    return by if isinstance(by, str) else ""
