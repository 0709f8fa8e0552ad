"""REFI-QDA projects as ratings: one project with several coders, or copies of one project that were coded apart."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Final

from coding.dataset.rows import CONSENSUS
from coding.formats.ratings.answers import NOT_NAMED, Answers, Cell, Check, FinalColumn, LeftOut, UnitColumn
from coding.formats.ratings.cells import is_identifier
from coding.formats.ratings.options import NONE, ReadingOptions, UnreadableRatings
from coding.formats.refi_qda.copies import CodeLabels, contradict
from coding.formats.refi_qda.outline import ProjectCoding, codings_of_users
from coding.formats.refi_qda.read_project import ReadProject, ReadSource, read_project
from coding.formats.refi_qda.write_codebook import ORIGIN
from coding.formats.refi_qda.xml import NotRefi

NOT_COMPARED: Final = "The codes of texts are compared. Passages were not compared."
MOST_QUOTED: Final = 20_000_000  # characters of all passages of a project
NAMED: Final = 3  # texts that one check names
AROUND: Final = 20  # characters of a text that show a difference


@dataclass
class CopyAnswers(Answers):
    """The ratings of a project, with what tells whether it is a copy of another one."""

    sources: list[ReadSource] = field(default_factory=list)
    guids: dict[str, str] = field(default_factory=dict)  # rater -> GUID of the user


def project_answers(content: bytes, file: str, options: ReadingOptions, code_labels: CodeLabels) -> CopyAnswers:
    """Return the codes that each coder gave to each text of a project, one row per text.

    Raises
    ------
    UnreadableRatings
        If the file is no project, or nobody coded anything in it.
    """
    try:
        project = read_project(content)
        labels, renamed = code_labels.of(project.codes)
    except NotRefi as error:
        raise UnreadableRatings(f"{file}: {error}") from None
    codings = codings_of_users(project)
    final = codings.pop(CONSENSUS, None) if project.origin == ORIGIN and options.final != NONE else None
    if not codings:
        noun = "code" if len(project.codes) == 1 else "codes"
        raise UnreadableRatings(
            f"{file}: The project has {len(project.codes)} {noun} and no coding. To take its codes: import_codebook. "
            "To take its texts: save them as a table with the columns id, title and text, and use import_advisories."
        )
    coders = [name for name in project.users.names.values() if name in codings]
    checks = [] if options.takes_rest else [Check("passages", "note", NOT_COMPARED)]
    checks += [
        Check("copies", "note", f"{file}: The code “{name}” is “{label}” of another copy.") for name, label in renamed
    ]
    # An identifier is another name of the unit, which must not contradict the text.
    identifiers = [source.name if is_identifier(source.name) else "" for source in project.sources]
    names = [UnitColumn(("name of the text",), identifiers, 2)] if any(identifiers) else []
    hashes = [hashlib.sha256(source.text.encode()).hexdigest() for source in project.sources]
    return CopyAnswers(
        file,
        "long",
        coders,
        [],
        {("", name): _cells(codings[name], labels, len(hashes)) for name in coders},
        list(range(1, len(hashes) + 1)),
        [UnitColumn(("text",), hashes, 1), *names],
        {"": FinalColumn(CONSENSUS, _cells(final, labels, len(hashes)))} if final else {},
        checks=checks,
        origin=dict.fromkeys(coders, file),
        several=any(len(coding.codes) > 1 for by_unit in codings.values() for coding in by_unit.values()),
        no_code={name: count for name in coders if (count := sum(not c.codes for c in codings[name].values()))},
        details=_details(project, codings, labels, file) if options.takes_rest else {},
        between=", text ",
        sources=project.sources,
        guids={name: guid for guid, name in project.users.names.items()},
    )


def _cells(codings: Mapping[int, ProjectCoding], labels: Mapping[str, str], texts: int) -> list[Cell]:
    cells: list[Cell] = [None] * texts
    for number, coding in codings.items():
        cells[number - 1] = tuple(dict.fromkeys(labels[code] for code in coding.codes)) or None
    return cells


def _details(
    project: ReadProject, codings: Mapping[str, Mapping[int, ProjectCoding]], labels: Mapping[str, str], file: str
) -> dict[tuple[int, str], dict[str, Any]]:
    """Return what a study keeps of each coding besides its codes: memo, certainty, marked words."""
    every = [(name, number, coding) for name, by_unit in codings.items() for number, coding in by_unit.items()]
    quoted = sum(end - start for *_, coding in every for _, start, end in coding.segments)
    if quoted > MOST_QUOTED:
        raise UnreadableRatings(
            f"{file}: The coded passages have {quoted:,} characters; at most {MOST_QUOTED:,} can be entered."
        )
    details: dict[tuple[int, str], dict[str, Any]] = {}
    for name, number, coding in every:
        source = project.sources[number - 1]
        details[number - 1, name] = {
            "title": source.name,
            "memo": coding.memo,
            "certainty": coding.certainty,
            "uncoded": coding.no_code_reason,
            "discuss": "yes" if coding.flagged_for_discussion else "",
            "unclear": json.dumps([labels[code] for code in coding.unclear]) if coding.unclear else "",
            "words": [
                {"code": labels[code], "quote": source.text[start:end], "start": start}
                for code, start, end in coding.segments
            ],
        }
    return details


def compare_copies(copies: Sequence[CopyAnswers]) -> None:
    """Tell coders of one name apart unless they are one person, and say which texts differ between copies."""
    seen: dict[str, list[CopyAnswers]] = {}
    for answers in copies:
        for name in list(answers.raters):
            others = seen.setdefault(name, [])
            if others and any(not _is_one_person(answers, other, name) for other in others):
                renamed = f"{name} (copy {len(others) + 1})"
                answers.raters[answers.raters.index(name)] = renamed
                answers.cells["", renamed] = answers.cells.pop(("", name))
                answers.origin[renamed] = answers.origin.pop(name)
                same = answers.guids[name] == others[0].guids[name]
                why = "coded both copies differently" if same else "is another user in each copy"
                answers.checks.append(Check("copies", "note", f"{name} {why}: the second is “{renamed}”."))
            others.append(answers)
        if answers is not copies[0]:
            answers.checks = [check for check in answers.checks if check.code != "passages"]
    for one, other in combinations(copies, 2):
        _compare_texts(one, other)


def chosen_of_copies(copies: Sequence[CopyAnswers], options: ReadingOptions) -> list[CopyAnswers]:
    """Return the copies with the raters that were named, all raters if none was.

    Raises
    ------
    UnreadableRatings
        If a rater is in no copy.
    """
    every = [name for answers in copies for name in answers.raters]
    if unknown := [name for name in options.raters if name not in every]:
        raise UnreadableRatings(f"Nobody is called “{unknown[0]}”. The users are {', '.join(dict.fromkeys(every))}.")
    if not options.raters:
        return list(copies)
    chosen = []
    for answers in copies:
        left = [name for name in answers.raters if name not in options.raters]
        answers.left_out += [LeftOut("rater", name, 1, NOT_NAMED) for name in left]
        answers.raters = [name for name in options.raters if name in answers.raters]
        chosen += [answers] if answers.raters else []
    chosen.sort(key=lambda answers: options.raters.index(answers.raters[0]))
    unused = [answers for answers in copies if answers not in chosen]
    chosen[0].left_out += [
        LeftOut("file", answers.title, 1, "it has none of the raters that were named") for answers in unused
    ]
    return chosen


def _is_one_person(one: CopyAnswers, other: CopyAnswers, name: str) -> bool:
    """Return whether users of one name have one GUID and do not contradict each other."""
    if one.guids[name] != other.guids[name]:
        return False
    texts = [dict(zip(each.units[0].values, each.cells["", name], strict=True)) for each in (one, other)]
    return not contradict(*texts)


def _compare_texts(one: CopyAnswers, other: CopyAnswers) -> None:
    """Warn of texts that have one identifier or name in both copies, and are not the same."""
    texts = {source.text for source in one.sources} & {source.text for source in other.sources}
    by_guid = {source.guid: source for source in other.sources if source.guid}
    by_name = {source.name: source for source in other.sources}
    different = []
    for source in one.sources:
        same = by_guid.get(source.guid) or by_name.get(source.name)
        if same is not None and source.text not in texts and same.text not in texts:
            different.append((source, same))
    for source, same in different[:NAMED]:
        pairs = zip(source.text, same.text, strict=False)
        at = next((index for index, (a, b) in enumerate(pairs) if a != b), min(len(source.text), len(same.text)))
        here, there = (" ".join(text[at : at + AROUND].split()) or "the end" for text in (source.text, same.text))
        other.checks.append(
            Check(
                "copies",
                "warn",
                f"The text “{source.name[:60]}” differs between {one.title} and {other.title} from character {at + 1} "
                f"on (“{here}”, “{there}”): it counts as two units.",
            )
        )
    if (more := len(different) - NAMED) > 0:
        other.checks.append(Check("copies", "warn", f"{more} more texts differ between {one.title} and {other.title}."))
