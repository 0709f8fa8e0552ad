"""Outline of a REFI-QDA project: the codings of its texts by user, for an import or a dry run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from advisories.formats.dates import parse_moment
from coding.dataset import limits
from coding.dataset.imported_metadata import Value, metadata_json
from coding.dataset.rows import CONSENSUS, CodeRow
from coding.formats.refi_qda.copies import join_copies
from coding.formats.refi_qda.read_codebook import code_row, labels_of, remarks_on_codes
from coding.formats.refi_qda.read_project import ReadProject, ReadSource, ReadSpan, read_project
from coding.formats.refi_qda.remarks import cut
from coding.formats.refi_qda.write_codebook import ORIGIN
from coding.formats.refi_qda.write_sources import CANNOT_TELL, LABELLED, NONE_APPLIES, NOT_TOLD, TO_DISCUSS, UNCLEAR
from coding.formats.refi_qda.xml import NotRefi
from coding.rendering.escaping import split_codes

MOST_REASONS = 3  # in the error for a project without a text
MOST_ASSIGNMENTS = 200_000  # every rater gets every text
DESCRIPTION = "Description"  # the variable for a description of more than one line
# The description that our own export writes: a notice, the question, the sample, the release.
_PROTOCOL = re.compile(
    r"(?:Note: (?P<notice>[^\n]*)\n)?(?P<question>.*?)\n?(?:Sample: [^\n]*\n)?Release \d+, round \d+, [^\n]*\n[^\n]*",
    re.DOTALL,
)
_CERTAINTY = re.compile(r"Certainty: (certain|fairly|unsure)")
_DECISION = re.compile(r"(?:agreed|discussion|final_rater|rule)(?: by .+?)?(?:: (.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ProjectCoding:
    """Coding of one text by one user; codes are GUIDs, a segment is (code, start, end) in code points."""

    codes: tuple[str, ...]
    segments: tuple[tuple[str, int, int], ...] = ()
    memo: str = ""
    certainty: str = ""
    cannot_tell: bool = False
    flagged_for_discussion: bool = False
    coded_at: datetime | None = None  # UTC; the last time of the user's codings of the text
    unclear: tuple[str, ...] = ()  # codes of which the user cannot tell, as our own export of projects states them

    @property
    def no_code_reason(self) -> str:
        """Why the coding or decision has no code; "" if it has codes."""
        if self.codes:
            return ""
        return "cannot_tell" if self.cannot_tell else "not_applicable"


@dataclass(frozen=True, slots=True)
class ReadUser:
    """A user of the file, with the number of texts that have a code and the number of codings."""

    name: str
    texts: int
    codings: int


@dataclass(slots=True)
class ProjectOutline:
    """A project ready to become a study; units are numbered from 1, in the order of `sources`."""

    title: str
    question: str
    notice: str
    sources: list[ReadSource]
    codes: dict[str, CodeRow]  # by GUID, parents first
    parents: dict[str, str]
    users: list[ReadUser]
    codings_by_rater: dict[str, dict[int, ProjectCoding]]  # rater's name -> unit -> coding
    decisions: dict[int, ProjectCoding] = field(default_factory=dict)
    multi_label: bool = False
    remarks: list[str] = field(default_factory=list)
    copy_of: dict[str, int] = field(default_factory=dict)  # rater's name -> the copy that the rater is from
    coded_in: dict[str, set[int]] = field(default_factory=dict)  # rater's name -> the copies that have their codes

    def held_others(self, copy: int) -> list[str]:
        """Return the raters whose codings a copy has as well, and who are from another copy."""
        others = [rater for rater in self.codings_by_rater if self.copy_of.get(rater, 0) != copy]
        return [rater for rater in others if copy in self.coded_in.get(rater, ())]

    @property
    def of_projects(self) -> bool:
        """Whether it comes from a study of projects: only there can a single code be unclear."""
        codings = [coding for by_unit in self.codings_by_rater.values() for coding in by_unit.values()]
        return any(coding.unclear for coding in (*codings, *self.decisions.values()))

    @property
    def codings(self) -> int:
        """Number of codings of all raters."""
        return sum(map(len, self.codings_by_rater.values()))


def outline(content: bytes, *, copies: Sequence[bytes] = (), most: int | None = None) -> ProjectOutline:
    """Return the outline of a `.qdpx` file.

    Parameters
    ----------
    content : bytes
    copies : sequence of bytes
        Copies of the project that others coded.
    most : int, optional
        Largest number of codings; by default any number.

    Returns
    -------
    ProjectOutline

    Raises
    ------
    NotRefi
        If the file cannot be read, has no text, too few raters for agreement, or is too large.

    References
    ----------
    REFI-QDA Standard 1.5 (2019). https://www.qdasoftware.org

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> from coding.formats.refi_qda.write_project import study_qdpx
    >>> from coding.results.derive import derive
    >>> project = outline(b"".join(study_qdpx(derive(example_dataset()))))
    >>> list(project.codings_by_rater), len(project.decisions)
    (['Ada', 'Bo'], 3)
    """
    project = join_copies([read_project(each) for each in (content, *copies)])
    labels, remarks = labels_of(project.codes)
    if not project.sources:
        raise NotRefi(" ".join(["The project has no readable text.", *project.tally.sentences()[:MOST_REASONS]]))
    require_importable_size(project, most)
    by_user = codings_of_users(project)
    decisions = by_user.pop(CONSENSUS, {})
    raters = {name: codings for name, codings in by_user.items() if codings}
    if len(raters) < 2:
        raise NotRefi("Fewer than two users coded texts, so there is no agreement to compute.")
    notice, question = "", project.description
    if project.origin == ORIGIN and (protocol := _PROTOCOL.fullmatch(question)):
        notice, question = protocol["notice"] or "", protocol["question"].strip()
    project.tally.add("title", f"cut after {limits.TITLE} characters", count=len(project.name) > limits.TITLE)
    if len(question) > limits.REASON:
        project.tally.add("description", f"of the project cut after {limits.REASON:,} characters")
    all_codings = [coding for codings in (*raters.values(), decisions) for coding in codings.values()]
    return ProjectOutline(
        title=cut(project.name, limits.TITLE),
        question=cut(question, limits.REASON),
        notice=cut(notice, limits.REASON),
        sources=project.sources,
        codes={code.guid: code_row(code, labels) for code in project.codes},
        parents={code.guid: code.parent for code in project.codes},
        users=_users(project, raters),
        codings_by_rater=raters,
        decisions=decisions,
        multi_label=any(len(coding.codes) > 1 for coding in all_codings),
        remarks=[*remarks, *remarks_on_codes(project.codes), *project.remarks],
        copy_of={project.users.names[guid]: copy for guid, copy in project.copy_of.items()},
        coded_in={project.users.names[guid]: copies for guid, copies in project.coded_in.items()},
    )


def require_importable_size(project: ReadProject, most: int | None) -> None:
    # A small file can describe a great deal, so this comes before anything is built from it.
    """Raise if the project describes more assignments or codings than can be imported.

    Parameters
    ----------
    project : ReadProject
    most : int or None
        Largest number of codings.

    Raises
    ------
    NotRefi
        If there are more than `most` codings, or more than `MOST_ASSIGNMENTS` assignments.
    """
    raters = {span.user for source in project.sources for span in source.spans if span.code}
    if (assignments := len(raters) * len(project.sources)) > MOST_ASSIGNMENTS:
        raise NotRefi(
            f"{len(raters):,} users and {len(project.sources):,} texts make {assignments:,} assignments. "
            f"At most {MOST_ASSIGNMENTS:,} can be imported."
        )
    codings = sum(len({span.user for span in source.spans if span.code}) for source in project.sources)
    if most is not None and codings > most:
        raise NotRefi(
            f"The project has {codings:,} codings of texts, but at most {most:,} can be imported here. "
            "Use manage.py import_qdpx, or export a part of the project."
        )


def title_of(source: ReadSource) -> str:
    """Return the title of a text: its description if that is one line, otherwise its name.

    Parameters
    ----------
    source : ReadSource

    Returns
    -------
    str

    Examples
    --------
    >>> title_of(ReadSource("s", "CVE-2026-0001", "Text", memo="Crash in the parser"))
    'Crash in the parser'
    """
    return source.memo if source.memo and is_one_line(source.memo) else source.name


def metadata_of(source: ReadSource) -> dict[str, Any]:
    r"""Return the metadata of a text that are stored with its unit: name, values, and a description of several lines.

    Parameters
    ----------
    source : ReadSource

    Returns
    -------
    dict
        As `metadata_json`.

    Examples
    --------
    >>> metadata_of(ReadSource("s", "CVE-2026-0001", "Text", memo="one\ntwo"))
    {'name': 'CVE-2026-0001', 'values': [['Description', 'Text', 'one\ntwo']]}
    """
    description = () if is_one_line(source.memo) else (Value(DESCRIPTION, "Text", cut(source.memo, limits.TEXT)),)
    return metadata_json(source.name, (*source.values, *description))


def is_one_line(description: str) -> bool:
    r"""Return whether a description is short enough for a title.

    Parameters
    ----------
    description : str

    Returns
    -------
    bool

    Examples
    --------
    >>> is_one_line("Crash in the parser"), is_one_line("one\ntwo")
    (True, False)
    """
    return "\n" not in description and len(description) <= limits.TITLE


def _users(project: ReadProject, raters: dict[str, dict[int, ProjectCoding]]) -> list[ReadUser]:
    """Return all users of the file, raters first, in the order of their first coding."""
    codings: dict[str, int] = {}
    for source in project.sources:
        for span in source.spans:
            if span.code:
                name = project.users.names[span.user]
                codings[name] = codings.get(name, 0) + 1
    names = [*raters, *(name for name in project.users.names.values() if name not in raters and name != CONSENSUS)]
    return [ReadUser(name, sum(bool(a.codes) for a in raters.get(name, {}).values()), codings.get(name, 0))
            for name in names]  # fmt: skip


def codings_of_users(project: ReadProject) -> dict[str, dict[int, ProjectCoding]]:
    """Return the codings of each user, without users who only commented.

    Parameters
    ----------
    project : ReadProject
        Its `tally` counts what is left out.

    Returns
    -------
    dict of str to dict of int to ProjectCoding
        User's name -> number of the text, from 1 -> coding.

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> from coding.formats.refi_qda.write_project import study_qdpx
    >>> from coding.results.derive import derive
    >>> codings = codings_of_users(read_project(b"".join(study_qdpx(derive(example_dataset())))))
    >>> {name: len(by_unit) for name, by_unit in codings.items()}
    {'Ada': 3, 'Bo': 3, 'consensus': 3}
    """
    codings: dict[str, dict[int, ProjectCoding]] = {}
    for number, source in enumerate(project.sources, start=1):
        spans_of: dict[str, list[ReadSpan]] = {}
        for span in source.spans:
            spans_of.setdefault(project.users.names[span.user], []).append(span)
        notes: dict[str, list[str]] = {}
        for guid, words in source.notes:
            notes.setdefault(project.users.names.get(guid, ""), []).append(words)
        for user, spans in spans_of.items():
            memos = [*(memo for span in spans for memo in span.memos), *notes.get(user, [])]
            coding = _coding(user, spans, memos, source, project)
            if coding is None:
                project.tally.add("comment", "by users who gave the text no code, left out", source.name)
                continue
            notes.pop(user, None)
            codings.setdefault(user, {})[number] = coding
        unused = sum(map(len, notes.values()))
        project.tally.add("note", "on a text by users who did not code it, left out", source.name, unused)
    return codings


def _coding(
    user: str, spans: Sequence[ReadSpan], memos: Sequence[str], source: ReadSource, project: ReadProject
) -> ProjectCoding | None:
    """Return the user's coding of a text; None if the user only commented."""
    codes = tuple(dict.fromkeys(span.code for span in spans if span.code))
    marked = dict.fromkeys(
        (span.code, span.start, span.end) for span in spans if span.code and not _whole(span, source)
    )
    memo = "\n".join(dict.fromkeys(filter(None, memos)))
    without_code, labelled = bool({NONE_APPLIES, CANNOT_TELL, NOT_TOLD} & set(memo.split("\n"))), _Labelled()
    if project.origin == ORIGIN:
        memo, labelled = _split_memo(memo)
        if user == CONSENSUS and (decision := _DECISION.fullmatch(memo)):
            memo = (decision[1] or "").strip()
    if not codes and not without_code:
        return None
    if len(memo) > limits.TEXT:
        project.tally.add("memo", f"cut after {limits.TEXT:,} characters", source.name)
    by_label = {code.name: code.guid for code in project.codes}
    coded_at = max(filter(None, (parse_moment(span.at.strip()) for span in spans)), default=None)
    return ProjectCoding(
        codes,
        tuple(marked),
        cut(memo, limits.TEXT),
        labelled.certainty,
        labelled.cannot_tell and not codes,
        labelled.flagged_for_discussion,
        coded_at,
        tuple(code for code in map(by_label.get, labelled.unclear) if code is not None and code not in codes),
    )


def _whole(span: ReadSpan, source: ReadSource) -> bool:
    return (span.start, span.end) == (0, len(source.text))


@dataclass(frozen=True, slots=True)
class _Labelled:
    certainty: str = ""
    cannot_tell: bool = False
    flagged_for_discussion: bool = False
    unclear: tuple[str, ...] = ()  # labels


def _split_memo(memo: str) -> tuple[str, _Labelled]:
    """Return the memo without the labelled lines that our own export adds, and their values."""
    lines = memo.split("\n")
    if discuss := lines[-1] == TO_DISCUSS:
        lines.pop()
    certain = _CERTAINTY.fullmatch(lines[-1]) if lines else None
    if certain:
        lines.pop()
    unclear = lines.pop().removeprefix(UNCLEAR) if lines and lines[-1].startswith(UNCLEAR) else ""
    last = lines[-1] if lines else ""
    if last in (NONE_APPLIES, CANNOT_TELL, NOT_TOLD):
        lines.pop()
    own = "\n".join(line[1:] if line.startswith("\\") and LABELLED.fullmatch(line) else line for line in lines)
    return own, _Labelled(
        certain[1] if certain else "", last in (CANNOT_TELL, NOT_TOLD), discuss, split_labels(unclear)
    )


def split_labels(cell: str) -> tuple[str, ...]:
    """Return the labels that were given to `join_codes`."""
    return tuple(label.strip() for label in split_codes(cell))
