"""Label Studio's JSON export: tasks, each with the annotations of one or more people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from advisories.formats.fields import Unusable
from advisories.records import Rejected
from coding.formats.rating_sheets.records import Line, Words

KINDS = ("choices", "labels", "hypertextlabels", "taxonomy")


def tasks(found: Any, origin: str) -> Iterator[Line | Rejected]:
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
    Unusable
        If it is not a list of tasks.
    """
    if not isinstance(found, list):
        raise Unusable("it is not a list of tasks. Export from Label Studio as “JSON”.")
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


def line(place: str, data: Mapping[str, Any], annotation: Mapping[str, Any]) -> Line | Rejected:
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
            words += [Words(label, quote, begin) for label in labels]
        elif isinstance(quote, list):  # a text area
            memo = "\n".join(part for part in quote if isinstance(part, str)) or memo
    units = tuple(str(value) for value in data.values() if isinstance(value, str | int) and len(str(value)) <= 100)
    return Line(
        place, units, person(annotation), tuple(codes), cell=next(iter(codes), ""), memo=memo, words=tuple(words)
    )


def named(value: Any) -> list[str]:
    """The labels of a result; of a taxonomy's path its last part."""
    if not isinstance(value, list):
        return []
    ends = [part[-1] if isinstance(part, list) and part else part for part in value]
    return [label.strip() for label in ends if isinstance(label, str) and label.strip()]


def person(annotation: Mapping[str, Any]) -> str:
    """Who annotated, where the export says so by name or address; numbers mean nothing here."""
    by = annotation.get("completed_by")
    if isinstance(by, Mapping):
        by = by.get("username") or by.get("email")
    return by if isinstance(by, str) else ""
