"""REFI-QDA projects as ratings: one project with several coders, or copies of one project that were coded apart."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from coding.formats.ratings.answers import Answers, Cell, Check, UnitColumn
from coding.formats.ratings.options import UnreadableRatings
from coding.formats.refi_qda.read_project import ReadProject, ReadSource, read_project
from coding.formats.refi_qda.xml import NotRefi

NOT_COMPARED = "The codes of texts are compared. Passages were not compared."


def project_answers(content: bytes, file: str) -> Answers:
    """Return the codes that each coder gave to each text of a project, one row per text.

    Raises
    ------
    UnreadableRatings
        If the file is no project, or nobody coded anything in it.
    """
    try:
        project = read_project(content)
    except NotRefi as error:
        raise UnreadableRatings(f"{file}: {error}") from None
    labels = {code.guid: code.name for code in project.codes}
    coders = _coders(project)
    if not coders:
        raise UnreadableRatings(
            f"{file}: The project has {len(project.codes)} codes and no coding. To take its codes, use "
            "import_codebook; to take its texts, use import_advisories."
        )
    cells: dict[tuple[str, str], list[Cell]] = {("", name): [] for name in coders.values()}
    for source in project.sources:
        given = _codes_of(source)
        for guid, name in coders.items():
            codes = tuple(dict.fromkeys(labels[code] for code in given.get(guid, ()) if code in labels))
            cells["", name].append(codes or None)
    hashes = [hashlib.sha256(source.text.encode()).hexdigest() for source in project.sources]
    several = any(isinstance(cell, tuple) and len(cell) > 1 for column in cells.values() for cell in column)
    return Answers(
        file,
        "long",
        list(coders.values()),
        [],
        cells,
        list(range(1, len(project.sources) + 1)),
        [UnitColumn(("text",), hashes, 1)],
        checks=[Check("passages", "note", NOT_COMPARED)],
        origin=dict.fromkeys(coders.values(), file),
        several=several,
    )


def _coders(project: ReadProject) -> dict[str, str]:
    """Return GUID -> name of the users with a coding, in the order of the project."""
    used = {span.user for source in project.sources for span in source.spans if span.code}
    return {guid: name for guid, name in project.users.names.items() if guid in used}


def _codes_of(source: ReadSource) -> dict[str, list[str]]:
    codes: dict[str, list[str]] = defaultdict(list)
    for span in source.spans:
        if span.code:
            codes[span.user].append(span.code)
    return codes


def name_copies(copies: Sequence[Answers]) -> None:
    """Tell coders of one name in several copies apart, unless their codings agree."""
    seen: dict[str, list[Answers]] = {}
    for answers in copies:
        for name in list(answers.raters):
            others = seen.setdefault(name, [])
            if others and any(not _agree(answers, other, name) for other in others):
                renamed = f"{name} (copy {len(others) + 1})"
                answers.raters[answers.raters.index(name)] = renamed
                answers.cells["", renamed] = answers.cells.pop(("", name))
                answers.origin[renamed] = answers.origin.pop(name)
                answers.checks.append(
                    Check("copies", "note", f"{name} coded both copies differently: the second is “{renamed}”.")
                )
            others.append(answers)


def _agree(one: Answers, other: Answers, name: str) -> bool:
    known = dict(zip(one.units[0].values, one.cells["", name], strict=True))
    pairs = zip(other.units[0].values, other.cells.get(("", name), [None] * len(other.lines)), strict=True)
    return all(known[unit] in (None, cell) or cell is None for unit, cell in pairs if unit in known)
