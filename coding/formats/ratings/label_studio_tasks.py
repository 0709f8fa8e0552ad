"""Tasks of Label Studio as ratings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from coding.formats.ratings.answers import Answers, Check, FinalColumn, LeftOut, RefusedRow
from coding.formats.ratings.json_files import Object, list_of, units_of_data
from coding.formats.ratings.options import ReadingOptions, UnreadableRatings

CHOICES: Final = ("choices", "taxonomy")


MARKED: Final = ("labels", "hypertextlabels")


PATH: Final = " > "


def is_label_studio(objects: Sequence[Object]) -> bool:
    """Return whether these are tasks of Label Studio.

    Examples
    --------
    >>> is_label_studio([{"data": {"text": "a"}, "annotations": []}]), is_label_studio([{"unit": 1}])
    (True, False)
    """
    filled = [row for row in objects if row]
    return all(isinstance(row.get("data"), Mapping) for row in filled) and any(
        isinstance(row.get(k), list) for row in filled for k in ("annotations", "completions", "predictions")
    )


@dataclass
class _Tasks:
    """Ratings gathered from tasks: question, rater, row -> codes, with the time of the annotation."""

    cells: dict[tuple[str, str], dict[int, tuple[str, ...]]] = field(default_factory=lambda: defaultdict(dict))
    times: dict[tuple[str, int], str] = field(default_factory=dict)
    refused: list[RefusedRow] = field(default_factory=list)
    other_names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    final: dict[str, dict[int, tuple[str, ...]]] = field(default_factory=lambda: defaultdict(dict))
    counts: Counter[str] = field(default_factory=Counter)
    raters: dict[str, None] = field(default_factory=dict)
    details: dict[tuple[int, str], dict[str, Any]] = field(default_factory=dict)
    later: int = 0


def label_studio_answers(
    tasks: Sequence[Object], file: str, options: ReadingOptions | None = None, refused: Sequence[RefusedRow] = ()
) -> Answers:
    """Return the annotations of an export of Label Studio as ratings.

    Annotations that are the ground truth are decisions, predictions are nobody's, and skipped tasks are not coded. If a
    unit may have several codes, the labels of marked words are codes, too.

    Raises
    ------
    UnreadableRatings
        If no annotation is a rating.

    References
    ----------
    Label Studio documentation, Label Studio JSON format. https://labelstud.io/guide/task_format
    """
    options = options or ReadingOptions()
    read = _Tasks(refused=list(refused))
    paths = _paths(tasks)
    for row, task in enumerate(tasks):
        if not isinstance(task.get("annotations", task.get("completions", task.get("predictions"))), list):
            if task:
                _refuse(
                    read, options, file, row, "The task has no list of annotations. Export after labelling, as JSON."
                )
            continue
        read.counts["predictions"] += len(list_of(task.get("predictions")))
        read.counts["drafts"] += len(list_of(task.get("drafts")))
        for annotation in list_of(task.get("annotations", task.get("completions"))):
            if isinstance(annotation, Mapping):
                _add_annotation(read, row, annotation, paths, file, options)
    _join_unnamed_control(read)
    if not read.raters:
        if read.counts["predictions"]:
            raise UnreadableRatings(f"{file}: The file has only predictions, and no rater made those.")
        raise UnreadableRatings(f"{file}: {len(tasks)} tasks, no annotation. Export after labelling, as JSON.")
    questions = list(dict.fromkeys(question for question, _ in read.cells))
    if not questions and options.takes_rest and read.details:
        questions = [""]  # annotations without a code, which the round may take
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
        units_of_data([task.get("data", {}) for task in tasks], [task.get("id") for task in tasks]),
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
        refused=read.refused,
        between=":task ",
        unnamed=frozenset(name for name in raters if name.startswith("annotator")) if len(raters) == 1 else frozenset(),
        other_names=read.other_names,
    )


def _refuse(read: _Tasks, options: ReadingOptions, file: str, row: int, reason: str, rater: str = "") -> None:
    if not options.takes_rest:
        raise UnreadableRatings(f"{file}: Task {row + 1}: {reason}")
    read.refused.append(RefusedRow(row + 1, reason, rater))


def _join_unnamed_control(read: _Tasks) -> None:
    """Take a control without a name for the only one with a name."""
    named = list(dict.fromkeys(question for question, _ in read.cells if question))
    if len(named) != 1:
        return
    for question, rater in [key for key in read.cells if not key[0]]:
        for row, codes in read.cells.pop((question, rater)).items():
            before = read.cells[named[0], rater].get(row, ())
            read.cells[named[0], rater][row] = tuple(dict.fromkeys([*before, *codes]))


def _paths(tasks: Sequence[Object]) -> bool:
    """Return whether the last parts of taxonomies are enough to tell codes apart."""
    ends: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for task in tasks:
        for annotation in list_of(task.get("annotations", task.get("completions"))):
            for result in list_of(annotation.get("result")) if isinstance(annotation, Mapping) else ():
                value = result.get("value") if isinstance(result, Mapping) else None
                for path in list_of(value.get("taxonomy")) if isinstance(value, Mapping) else ():
                    if isinstance(path, list) and path:
                        ends[str(path[-1])].add(tuple(map(str, path)))
    return all(len(paths) == 1 for paths in ends.values())


def _add_annotation(
    read: _Tasks, row: int, annotation: Object, short_paths: bool, file: str, options: ReadingOptions
) -> None:
    if annotation.get("was_cancelled"):
        read.counts["cancelled"] += 1
        return
    if not isinstance(annotation.get("result"), list):
        _refuse(read, options, file, row, "An annotation has no list of results. Export it again as JSON.")
        return
    given = _given(annotation["result"], short_paths)
    codes = given.codes
    if given.marked and (not codes or (options.several_codes and len(codes) == 1)):
        [question] = codes or [""]
        codes = {question: dict.fromkeys(given.order)}
    if annotation.get("ground_truth"):
        read.counts["truth"] += 1
        for question, labels in codes.items():
            read.final[question][row] = tuple(labels)
        return
    rater = _person(annotation)
    read.raters.setdefault(rater)
    read.other_names[rater] = _other_names(annotation)
    time = str(annotation.get("updated_at") or annotation.get("created_at") or "")
    known = read.times.get((rater, row))
    if known is not None:
        if not time or not known or time == known:
            sentence = f"{rater} has two annotations of task {row + 1}, and no time says which is the later. Keep one."
            if not options.takes_rest:
                raise UnreadableRatings(f"{file}: {sentence}")
            _refuse(read, options, file, row, sentence, rater)
            _forget(read, rater, row)
            return
        read.later += 1
        if time < known:
            return
        _forget(read, rater, row)
    read.times[rater, row] = time
    read.details[row, rater] = {"memo": given.memo, "words": given.words}
    for question, labels in codes.items():
        read.cells[question, rater][row] = tuple(labels)


def _forget(read: _Tasks, rater: str, row: int) -> None:
    """Remove what an annotation said before another one of the same person and task."""
    read.details.pop((row, rater), None)
    for (_, name), cells in read.cells.items():
        if name == rater:
            cells.pop(row, None)


@dataclass
class _Given:
    """What one annotation says: codes by control, labels of marked words, all of them in order, memo and words."""

    codes: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    marked: dict[str, None] = field(default_factory=dict)
    order: dict[str, None] = field(default_factory=dict)
    memo: str = ""
    words: list[dict[str, Any]] = field(default_factory=list)


def _given(results: Sequence[Any], short_paths: bool) -> _Given:
    given = _Given()
    for result in results:
        value = result.get("value") if isinstance(result, Mapping) else None
        if not isinstance(value, Mapping):
            continue
        question = str(result.get("from_name") or "")
        for kind in CHOICES:
            for label in _labels(value.get(kind), short_paths):
                given.codes[question][label] = given.order[label] = None
        labels = [label for kind in MARKED for label in _labels(value.get(kind), short_paths)]
        given.marked.update(dict.fromkeys(labels))
        given.order.update(dict.fromkeys(labels))
        text = value.get("text")
        if labels and isinstance(text, str):
            given.words += [{"code": label, "quote": text, "start": value.get("start")} for label in labels]
        elif isinstance(text, list):
            given.memo = "\n".join(part for part in text if isinstance(part, str)) or given.memo
    if len(named := [question for question in given.codes if question]) == 1 and "" in given.codes:
        given.codes[named[0]].update(given.codes.pop(""))
    return given


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


def _other_names(annotation: Object) -> tuple[str, ...]:
    """Return the names of a person beside the one by which the ratings go."""
    by = annotation.get("completed_by")
    if not isinstance(by, Mapping):
        return ()
    return tuple(str(by[key]) for key in ("username", "email") if by.get(key))
