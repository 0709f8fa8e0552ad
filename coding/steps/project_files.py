"""Projects and answers that `manage.py replicate_projects` reads from files, before anything is stored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from advisories.inspection.activities import ACTIVITIES
from advisories.inspection.reader import read_path
from advisories.inspection.report import Report, inspect, one_line
from advisories.inspection.report_json import BadReport, from_json
from advisories.platform.errors import BadInput
from advisories.records.addresses import normalise_address
from coding.formats.rating_sheets.activities import AnswerSheet, ProjectAnswers, folded

LARGEST_REPORTS: Final = 256 << 20  # bytes of a file of reports
NAME_LENGTH: Final = 200  # characters of a project's name
ENDINGS: Final = (".tar.gz", ".tgz", ".tar.xz", ".tar.bz2", ".tar", ".zip", ".git")


def reports_of(paths: Sequence[Path]) -> dict[str, Report]:
    """Return project → report, in the order of names. A path is a repository or a file of JSON reports."""
    reports: dict[str, Report] = {}
    origin: dict[str, Path] = {}
    for path in paths:
        for report in _reports(path):
            name = report.facts.name
            if name in reports:
                raise BadInput(
                    f"{path}: The project “{name}” is also in {origin[name]}. Give each project once, or rename one."
                )
            reports[name], origin[name] = report, path
        if path not in origin.values():
            raise BadInput(f"{path}: The file has no report. Write it with `inspect_project --json`.")
    return dict(sorted(reports.items()))


def _reports(path: Path) -> Iterator[Report]:
    if not is_json(path):
        # Without a name of its own, a repository has that of its folder or archive.
        yield inspect(read_path(path, name_of(path)))
        return
    if path.stat().st_size > LARGEST_REPORTS:
        raise BadInput(f"{path}: The file is larger than {LARGEST_REPORTS >> 20} MiB. Split it.")
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    for line, content in _documents(text, path):
        try:
            yield from_json(content)
        except BadReport as error:
            raise BadInput(f"{path}:{line}: {error}") from None


def is_json(path: Path) -> bool:
    """Return whether a path is a file that begins as JSON."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            return stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["}
    except OSError as error:
        raise BadInput(f"{path}: The file cannot be read ({error.strerror}). Check the path.") from None


def _documents(text: str, path: Path) -> Iterator[tuple[int, object]]:
    """Yield the line and the content of one JSON document, of the items of a list, or of one document per line."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        whole = None
    if whole is not None:
        yield from ((1, one) for one in (whole if isinstance(whole, list) else [whole]))
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError):
                raise BadInput(
                    f"{path}:{number}: Not a report of an inspection: invalid JSON. Write it with "
                    "`inspect_project --json`."
                ) from None


def name_of(path: Path) -> str:
    """Return the name of a project from that of its folder or archive."""
    resolved = path.resolve()
    if resolved.name == ".git":
        resolved = resolved.parent
    name = one_line(resolved.name.encode("utf-8", "replace").decode())
    ending = next((ending for ending in ENDINGS if name.lower().endswith(ending)), "")
    return (name[: len(name) - len(ending)] or name)[:NAME_LENGTH] or "project"


def known_activities(definitions: Iterable[str]) -> dict[str, str]:
    """Return folded name → label of every activity: the five of the inspection, and those of a codebook file."""
    known = {folded(name): row.label for row in ACTIVITIES.values() for name in (row.key, row.label)}
    for label in definitions:
        known.setdefault(folded(label), label)
    return known


def joined(sheets: Sequence[AnswerSheet]) -> list[ProjectAnswers]:
    """Return the rows of several sheets; raise BadInput if two answer the same project by the same rater."""
    origin: dict[tuple[str, str], str] = {}
    rows = [row for sheet in sheets for row in sheet.rows]
    for row in rows:
        key = (row.project, row.rater)
        if key in origin:
            raise BadInput(
                f"{row.origin}: “{row.project}” by {row.rater} is also in {origin[key]}. Keep one of the rows."
            )
        origin[key] = row.origin
    return rows


def with_missing_columns(sheet: AnswerSheet, labels: Iterable[str]) -> AnswerSheet:
    """Return a sheet in whose rows the activities without a column are not coded."""
    missing = tuple(label for label in labels if label not in sheet.labels)
    if not sheet.of_columns or not missing:
        return sheet
    rows = tuple(replace(row, not_coded=(*row.not_coded, *missing)) for row in sheet.rows)
    return replace(sheet, rows=rows)


def match_projects(reports: Mapping[str, Report], rows: Iterable[ProjectAnswers]) -> dict[str, str]:
    """Return project as named in a sheet → name of the project.

    A sheet names a project as the report does, by its address or the end of it, or by its number 1 to N in the order
    of names. Raise BadInput for a project without evidence.
    """
    names = list(reports)
    by_name = _unambiguous((variant, name) for name, report in reports.items() for variant in _variants(report))
    numbers = {str(number): name for number, name in enumerate(names, 1)}
    matched: dict[str, str] = {}
    for row in rows:
        address = normalise_address(row.project) if "/" in row.project else ""
        name = next(
            (
                choice
                for choice in (
                    row.project if row.project in reports else None,
                    by_name.get(_loose(row.project)),
                    by_name.get(_loose(address)) if address else None,
                    numbers.get(row.project),
                )
                if choice
            ),
            None,
        )
        if name is None:
            raise BadInput(
                f"{row.origin}: No evidence of the project “{row.project[:80]}”. Name its repository or its report as "
                f"well, or correct the name. The projects are {', '.join(names[:20])}{' …' if len(names) > 20 else ''}."
            )
        matched[row.project] = name
    return matched


def _variants(report: Report) -> Iterator[str]:
    facts = report.facts
    yield _loose(facts.name)
    address = normalise_address(facts.address) if facts.address else ""
    if address:
        parts = address.split("/")
        yield from (_loose(address), _loose("/".join(parts[-2:])), _loose(parts[-1]))


def _loose(name: str) -> str:
    return name.strip().casefold().removesuffix("/").removesuffix(".git")


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return variant → name, without variants of several names."""
    names: dict[str, set[str]] = {}
    for variant, name in pairs:
        names.setdefault(variant, set()).add(name)
    return {variant: one for variant, (one, *others) in ((v, sorted(n)) for v, n in names.items()) if not others}


def remark_on(row: ProjectAnswers) -> str:
    """Return how cells count that a rater left empty in a row with other answers."""
    return f"{row.origin}: {row.rater} did not code {', '.join(row.not_coded)}. It counts as cannot tell."
