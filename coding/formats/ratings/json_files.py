"""JSON of other programs as ratings: Label Studio, doccano, rows of a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Final

from advisories.formats.json_yaml import parse_json
from advisories.records.item import UnusableRecord
from coding.formats.ratings.answers import Answers, Cell, Check, FinalColumn, LeftOut, UnitColumn
from coding.formats.ratings.columns import ALMOST_ALL, STRENGTH_OF_INDEX, is_hash_or_address, is_identifier
from coding.formats.ratings.options import UnreadableRatings
from coding.formats.ratings.words import fold_name, unit_rank

CHOICES: Final = ("choices", "taxonomy")
MARKED: Final = ("labels", "hypertextlabels")
PATH: Final = " > "
NOBODY: Final = frozenset({"all", "admin", "unknown"})  # names of doccano's exports that name no annotator
Object = Mapping[str, Any]


def json_objects(text: str) -> tuple[list[Object], str]:
    r"""Return the objects of a JSON list, a JSON object of columns or JSON lines, and "json" or "jsonl".

    Raises
    ------
    UnusableRecord
        If the text is none of these.

    Examples
    --------
    >>> json_objects('{"unit": [1, 2], "ada": ["leak", null]}')
    ([{'unit': 1, 'ada': 'leak'}, {'unit': 2, 'ada': None}], 'json')
    >>> json_objects('{"unit": 1}\n{"unit": 2}\n')
    ([{'unit': 1}, {'unit': 2}], 'jsonl')
    """
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if text.lstrip()[:1] == "{" and len(lines) > 1 and all(line.strip()[:1] == "{" for _, line in lines):
        return _objects([_parsed(line, number) for number, line in lines]), "jsonl"
    value = parse_json(text)
    if isinstance(value, Mapping):
        columns = _columns(value)
        return (_objects([value]), "jsonl") if columns is None else (columns, "json")
    if not isinstance(value, list):
        raise UnusableRecord("the JSON is neither a list of objects nor an object of columns.")
    return _objects(value), "json"


def _parsed(line: str, number: int) -> Any:
    try:
        return parse_json(line)
    except UnusableRecord as error:
        raise UnusableRecord(f"line {number}: {error.reason}") from None


def _objects(value: list[Any]) -> list[Object]:
    for number, row in enumerate(value, 1):
        if not isinstance(row, Mapping):
            raise UnusableRecord(f"entry {number} is no object. Use a list of objects with one key per column.")
    return value


def _columns(value: Object) -> list[Object] | None:
    """Return the rows of {"column": [values]} or {"column": {"0": value}}; None if the object is something else."""
    if value and all(isinstance(column, list) for column in value.values()):
        if len({len(column) for column in value.values()}) != 1:
            raise UnusableRecord("the columns of the JSON differ in length.")
        return [dict(zip(value, cells, strict=True)) for cells in zip(*value.values(), strict=True)]
    if value and all(isinstance(column, Mapping) for column in value.values()):
        keys = list(dict.fromkeys(key for column in value.values() for key in column))
        return [{name: column.get(key) for name, column in value.items()} for key in keys]
    return None


def _list(value: Any) -> list[Any]:
    """Return a list as it is, and an empty one for anything else."""
    return value if isinstance(value, list) else []


def is_label_studio(objects: Sequence[Object]) -> bool:
    """Return whether these are tasks of Label Studio.

    Examples
    --------
    >>> is_label_studio([{"data": {"text": "a"}, "annotations": []}]), is_label_studio([{"unit": 1}])
    (True, False)
    """
    return bool(objects) and all(
        isinstance(row.get("data"), Mapping)
        and any(isinstance(row.get(k), list) for k in ("annotations", "completions", "predictions"))
        for row in objects
    )


def is_doccano(objects: Sequence[Object]) -> bool:
    """Return whether these are lines of doccano.

    Examples
    --------
    >>> is_doccano([{"text": "a", "label": ["leak"]}]), is_doccano([{"item": 1, "label": "leak"}])
    (True, False)
    """
    return bool(objects) and all(
        isinstance(row.get("text"), str)
        and (isinstance(row.get("label"), list) or isinstance(row.get("entities"), list))
        for row in objects
    )


@dataclass
class _Tasks:
    """Ratings gathered from tasks: question, rater, row -> codes, with the time of the annotation."""

    cells: dict[tuple[str, str], dict[int, tuple[str, ...]]] = field(default_factory=lambda: defaultdict(dict))
    times: dict[tuple[str, int], str] = field(default_factory=dict)
    final: dict[str, dict[int, tuple[str, ...]]] = field(default_factory=lambda: defaultdict(dict))
    counts: Counter[str] = field(default_factory=Counter)
    raters: dict[str, None] = field(default_factory=dict)
    details: dict[tuple[int, str], dict[str, Any]] = field(default_factory=dict)
    later: int = 0


def label_studio_answers(tasks: Sequence[Object], file: str) -> Answers:
    """Return the annotations of an export of Label Studio as ratings.

    Annotations that are the ground truth are decisions, predictions are nobody's, and skipped tasks are not coded.

    Raises
    ------
    UnreadableRatings
        If no annotation is a rating.

    References
    ----------
    Label Studio documentation, Label Studio JSON format. https://labelstud.io/guide/task_format
    """
    read = _Tasks()
    paths = _paths(tasks)
    for row, task in enumerate(tasks):
        read.counts["predictions"] += len(_list(task.get("predictions")))
        read.counts["drafts"] += len(_list(task.get("drafts")))
        for annotation in _list(task.get("annotations", task.get("completions"))):
            if isinstance(annotation, Mapping):
                _add_annotation(read, row, annotation, paths, file)
    if not read.raters:
        if read.counts["predictions"]:
            raise UnreadableRatings(f"{file}: The file has only predictions, and no rater made those.")
        raise UnreadableRatings(f"{file}: {len(tasks)} tasks, no annotation. Export after labelling, as JSON.")
    questions = list(dict.fromkeys(question for question, _ in read.cells))
    if not questions:
        raise UnreadableRatings(
            f"{file}: {len(tasks)} tasks, and no annotation has a code. Export after labelling, as JSON."
        )
    several = any(len(codes) > 1 for column in read.cells.values() for codes in column.values())
    raters = sorted(read.raters) if all(name.startswith("annotator ") for name in read.raters) else list(read.raters)
    left_out = [
        LeftOut("annotation", what, count, why)
        for what, count, why in (
            ("ground truth", read.counts["truth"], "it is a decision"),
            ("predictions", read.counts["predictions"], "no rater made them"),
            ("skipped", read.counts["cancelled"], "the task was skipped"),
            ("drafts", read.counts["drafts"], "they were not submitted"),
        )
        if count
    ]
    checks = []
    if read.later:
        checks.append(
            Check("two_annotations", "note", f"Of {read.later} tasks annotated twice by one person, the later counts.")
        )
    return Answers(
        file,
        "long",
        raters,
        questions if len(questions) > 1 else [],
        {
            (question if len(questions) > 1 else "", rater): [
                read.cells[question, rater].get(row) for row in range(len(tasks))
            ]
            for question in questions
            for rater in raters
        },
        list(range(1, len(tasks) + 1)),
        _units_of_data([task["data"] for task in tasks], [task.get("id") for task in tasks]),
        {
            question if len(questions) > 1 else "": FinalColumn(
                "ground truth", [codes.get(row) for row in range(len(tasks))]
            )
            for question, codes in read.final.items()
        },
        left_out,
        checks,
        dict.fromkeys(raters, "annotations"),
        several=several,
        details=read.details,
    )


def _paths(tasks: Sequence[Object]) -> bool:
    """Return whether the last parts of taxonomies are enough to tell codes apart."""
    ends: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for task in tasks:
        for annotation in _list(task.get("annotations", task.get("completions"))):
            for result in _list(annotation.get("result")) if isinstance(annotation, Mapping) else ():
                value = result.get("value") if isinstance(result, Mapping) else None
                for path in _list(value.get("taxonomy")) if isinstance(value, Mapping) else ():
                    if isinstance(path, list) and path:
                        ends[str(path[-1])].add(tuple(map(str, path)))
    return all(len(paths) == 1 for paths in ends.values())


def _add_annotation(read: _Tasks, row: int, annotation: Object, short_paths: bool, file: str) -> None:
    if annotation.get("was_cancelled"):
        read.counts["cancelled"] += 1
        return
    codes: dict[str, dict[str, None]] = defaultdict(dict)
    marked: dict[str, None] = {}
    memo = ""
    words = []
    for result in _list(annotation.get("result")):
        value = result.get("value") if isinstance(result, Mapping) else None
        if not isinstance(value, Mapping):
            continue
        question = str(result.get("from_name", ""))
        for kind in CHOICES:
            for label in _labels(value.get(kind), short_paths):
                codes[question][label] = None
        labels = [label for kind in MARKED for label in _labels(value.get(kind), short_paths)]
        marked.update(dict.fromkeys(labels))
        text = value.get("text")
        if labels and isinstance(text, str):
            words += [{"code": label, "quote": text, "start": value.get("start")} for label in labels]
        elif isinstance(text, list):
            memo = "\n".join(part for part in text if isinstance(part, str)) or memo
    if not codes and marked:
        codes[""] = marked
    if annotation.get("ground_truth"):
        read.counts["truth"] += 1
        for question, given in codes.items():
            read.final[question][row] = tuple(given)
        return
    rater = _person(annotation)
    read.raters.setdefault(rater)
    read.details[row, rater] = {"memo": memo, "words": words}
    time = str(annotation.get("updated_at") or annotation.get("created_at") or "")
    known = read.times.get((rater, row))
    if known is not None:
        if not time or not known or time == known:
            raise UnreadableRatings(
                f"{file}: {rater} has two annotations of task {row + 1}, and no time says which is the later. Keep one."
            )
        read.later += 1
        if time < known:
            return
    read.times[rater, row] = time
    for question, given in codes.items():
        read.cells[question, rater][row] = tuple(given)


def _labels(value: Any, short_paths: bool) -> list[str]:
    if not isinstance(value, list):
        return []
    labels = []
    for part in value:
        if isinstance(part, list) and part:
            labels.append(str(part[-1]) if short_paths else PATH.join(map(str, part)))
        elif isinstance(part, str):
            labels.append(part)
    return [label.strip() for label in labels if label.strip()]


def _person(annotation: Object) -> str:
    if isinstance(rater := annotation.get("intercoder_rater"), str) and rater:
        return rater
    by = annotation.get("completed_by")
    if isinstance(by, Mapping):
        by = by.get("email") or by.get("username") or by.get("id")
    return f"annotator {by}" if isinstance(by, int) else str(by or "annotator")


def _units_of_data(data: Sequence[Object], ids: Sequence[Any]) -> list[UnitColumn]:
    """Return the keys of tasks that name units, the strongest first."""
    columns = []
    for key in dict.fromkeys(key for row in data for key in row):
        values = [str(row.get(key)) if isinstance(row.get(key), str | int) else "" for row in data]
        given = [value for value in values if value]
        if not given or len(given) < len(values):
            continue
        rank = unit_rank(fold_name(key))
        if sum(map(is_identifier, given)) >= ALMOST_ALL * len(given):
            columns.append(UnitColumn((key,), values, 0))
        elif sum(map(is_hash_or_address, given)) >= ALMOST_ALL * len(given):
            columns.append(UnitColumn((key,), values, 1))
        elif rank is not None and fold_name(key) != "id":
            columns.append(UnitColumn((key,), values, 2 + rank))
    named = [str(value) if isinstance(value, str | int) else "" for value in ids]
    if all(named):
        columns.append(UnitColumn(("id",), named, STRENGTH_OF_INDEX))  # counted by each installation
    return sorted(columns, key=lambda column: column.strength)


def doccano_answers(rows: Sequence[Object], file: str, rater: str | None = None) -> Answers:
    """Return the lines of an export of doccano as the ratings of the person whom the file is named after.

    Parameters
    ----------
    rows : sequence of mapping
    file : str
    rater : str, optional
        Whose ratings these are, if the caller knows.

    Raises
    ------
    UnreadableRatings
        If the file names nobody.

    References
    ----------
    doccano documentation, dataset formats. https://doccano.github.io/doccano/
    """
    name = rater or PurePath(file).stem
    if rater is None and name.casefold() in NOBODY:
        raise UnreadableRatings(
            f"{file}: The file names no rater. Export the project with one file per annotator, or name the file after "
            "its rater."
        )
    cells: list[Cell] = [_doccano_codes(row) for row in rows]
    metadata = [
        {
            key: value
            for key, value in row.items()
            if key not in {"id", "text", "label", "entities", "relations", "Comments"}
        }
        for row in rows
    ]
    units = [unit for unit in _units_of_data(metadata, [None] * len(rows)) if unit.strength < STRENGTH_OF_INDEX]
    units.append(UnitColumn(("text",), [str(row["text"]) for row in rows], STRENGTH_OF_INDEX - 2))
    several = any(isinstance(cell, tuple) and len(cell) > 1 for cell in cells)
    return Answers(
        file,
        "single",
        [name],
        [],
        {("", name): cells},
        list(range(1, len(rows) + 1)),
        units,
        origin={name: file},
        several=several,
    )


def _doccano_codes(row: Object) -> Cell:
    codes: dict[str, None] = {}
    for label in _list(row.get("label")):
        if isinstance(label, str):
            codes[label] = None
        elif isinstance(label, list) and len(label) == 3:
            codes[str(label[2])] = None
    for entity in _list(row.get("entities")):
        if isinstance(entity, Mapping):
            codes[str(entity.get("label", ""))] = None
    return tuple(filter(None, codes)) or None
