"""Outline of a REFI-QDA project: the codings of its texts by user, for an import or a dry run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from coding.dataset.imported_metadata import Value, brought
from coding.dataset.rows import CONSENSUS, CodeRow
from coding.formats.refi_qda.read_codebook import changed, code_row, labels_of
from coding.formats.refi_qda.read_project import ReadProject, ReadSource, ReadSpan, read_project
from coding.formats.refi_qda.remarks import cut
from coding.formats.refi_qda.write_codebook import ORIGIN
from coding.formats.refi_qda.write_sources import CANNOT_TELL, LABELLED, NONE_APPLIES, TO_DISCUSS
from coding.formats.refi_qda.xml import LONGEST_WORDS, NotRefi, moment

LONGEST_TITLE = 200
TOLD = 3  # reasons why there is no text
MOST_ASSIGNMENTS = 200_000  # every rater gets every text
LONGEST_QUESTION = 5_000
DESCRIPTION = "Description"  # the value that keeps a description longer than a line
# What our own export tells of a study: a notice, the question, the sample, the release.
_PROTOCOL = re.compile(
    r"(?:Note: (?P<notice>[^\n]*)\n)?(?P<question>.*?)\n?(?:Sample: [^\n]*\n)?Release \d+, round \d+, [^\n]*\n[^\n]*",
    re.DOTALL,
)
_CERTAINTY = re.compile(r"Certainty: (certain|fairly|unsure)")
_DECISION = re.compile(r"(?:agreed|discussion|final_rater|rule)(?: by .+?)?(?:: (.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ProjectCoding:
    """The coding of one text by one user; codes are GUIDs, a segment is (code, start, end)."""

    codes: tuple[str, ...]
    segments: tuple[tuple[str, int, int], ...] = ()
    memo: str = ""
    certainty: str = ""
    cannot_tell: bool = False
    flagged_for_discussion: bool = False
    coded_at: datetime | None = None  # UTC; the last time of the user's codings of the text


@dataclass(frozen=True, slots=True)
class ReadUser:
    """A user of the file: number of texts with a code, and number of codings."""

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
    answers: dict[str, dict[int, ProjectCoding]]  # of those who rated: name -> unit -> answer
    decisions: dict[int, ProjectCoding] = field(default_factory=dict)
    several: bool = False  # codes a unit
    remarks: list[str] = field(default_factory=list)

    @property
    def codings(self) -> int:
        """How many answers there are: units by raters."""
        return sum(map(len, self.answers.values()))


def outline(content: bytes, *, most: int | None = None) -> ProjectOutline:
    """The project in a `.qdpx` file; with `most`, of at most that many answers.

    Raises
    ------
    NotRefi
        If it cannot be read, or holds nothing that agreement could be computed of.
    """
    project = read_project(content)
    labels, remarks = labels_of(project.codes)
    if not project.sources:
        raise NotRefi(" ".join(["The project holds no text that can be read.", *project.tally.sentences()[:TOLD]]))
    check_size(project, most)
    given = _answers(project)
    decisions = given.pop(CONSENSUS, {})
    raters = {name: answers for name, answers in given.items() if answers}
    if len(raters) < 2:
        raise NotRefi("Fewer than two users coded texts, so there is no agreement to compute.")
    notice, question = "", project.description
    if project.origin == ORIGIN and (told := _PROTOCOL.fullmatch(question)):
        notice, question = told["notice"] or "", told["question"].strip()
    project.tally.add("title", f"cut after {LONGEST_TITLE} characters", count=len(project.name) > LONGEST_TITLE)
    if len(question) > LONGEST_QUESTION:
        project.tally.add("description", f"of the project cut after {LONGEST_QUESTION:,} characters")
    every = [answer for answers in (*raters.values(), decisions) for answer in answers.values()]
    return ProjectOutline(
        title=cut(project.name, LONGEST_TITLE),
        question=cut(question, LONGEST_QUESTION),
        notice=cut(notice, LONGEST_QUESTION),
        sources=project.sources,
        codes={code.guid: code_row(code, labels) for code in project.codes},
        parents={code.guid: code.parent for code in project.codes},
        users=_users(project, raters),
        answers=raters,
        decisions=decisions,
        several=any(len(answer.codes) > 1 for answer in every),
        remarks=[*remarks, *changed(project.codes), *project.remarks],
    )


def check_size(project: ReadProject, most: int | None) -> None:
    """Before anything is made of it: a small file can describe a great deal."""
    raters = {span.user for source in project.sources for span in source.spans if span.code}
    if (places := len(raters) * len(project.sources)) > MOST_ASSIGNMENTS:
        raise NotRefi(
            f"{len(raters):,} users and {len(project.sources):,} texts make {places:,} assignments; "
            f"at most {MOST_ASSIGNMENTS:,} can be imported."
        )
    answers = sum(len({span.user for span in source.spans if span.code}) for source in project.sources)
    if most is not None and answers > most:
        raise NotRefi(
            f"{answers:,} codings of texts; at most {most:,} can be imported here. "
            "Use manage.py import_qdpx, or export a part."
        )


def title_of(source: ReadSource) -> str:
    """Return the description of a text if it is one line, otherwise its name."""
    return source.memo if source.memo and is_line(source.memo) else source.name


def kept_of(source: ReadSource) -> dict[str, Any]:
    """What a unit keeps of its text in the file: the name and the values, a longer description as one of them."""
    longer = () if is_line(source.memo) else (Value(DESCRIPTION, "Text", cut(source.memo, LONGEST_WORDS)),)
    return brought(source.name, (*source.values, *longer))


def is_line(description: str) -> bool:
    return "\n" not in description and len(description) <= LONGEST_TITLE


def _users(project: ReadProject, raters: dict[str, dict[int, ProjectCoding]]) -> list[ReadUser]:
    """All of the file, those who rated in the order in which they did."""
    codings: dict[str, int] = {}
    for source in project.sources:
        for span in source.spans:
            if span.code:
                name = project.users.names[span.user]
                codings[name] = codings.get(name, 0) + 1
    names = [*raters, *(name for name in project.users.names.values() if name not in raters and name != CONSENSUS)]
    return [ReadUser(name, sum(bool(a.codes) for a in raters.get(name, {}).values()), codings.get(name, 0))
            for name in names]  # fmt: skip


def _answers(project: ReadProject) -> dict[str, dict[int, ProjectCoding]]:
    """Return user's name -> unit -> coding, without users who only commented."""
    found: dict[str, dict[int, ProjectCoding]] = {}
    for number, source in enumerate(project.sources, start=1):
        said: dict[str, list[ReadSpan]] = {}
        for span in source.spans:
            said.setdefault(project.users.names[span.user], []).append(span)
        notes: dict[str, list[str]] = {}
        for guid, words in source.notes:
            notes.setdefault(project.users.names.get(guid, ""), []).append(words)
        for user, spans in said.items():
            memos = [*(memo for span in spans for memo in span.memos), *notes.get(user, [])]
            answer = _answer(user, spans, memos, source, project)
            if answer is None:
                project.tally.add("comment", "of those who gave the text no code, left out", source.name)
                continue
            notes.pop(user, None)
            found.setdefault(user, {})[number] = answer
        left = sum(map(len, notes.values()))
        project.tally.add("note", "on a text by those who did not code it, left out", source.name, left)
    return found


def _answer(
    user: str, spans: Sequence[ReadSpan], memos: Sequence[str], source: ReadSource, project: ReadProject
) -> ProjectCoding | None:
    """The user's answer; None for one who only commented."""
    codes = tuple(dict.fromkeys(span.code for span in spans if span.code))
    marked = dict.fromkeys(
        (span.code, span.start, span.end) for span in spans if span.code and not _whole(span, source)
    )
    memo = "\n".join(dict.fromkeys(filter(None, memos)))
    none, more = bool({NONE_APPLIES, CANNOT_TELL} & set(memo.split("\n"))), _Labelled()
    if project.origin == ORIGIN:
        memo, more = _taken_apart(memo)
        if user == CONSENSUS and (decided := _DECISION.fullmatch(memo)):
            memo = (decided[1] or "").strip()
    if not codes and not none:
        return None
    if len(memo) > LONGEST_WORDS:
        project.tally.add("memo", f"cut after {LONGEST_WORDS:,} characters", source.name)
    kept = cut(memo, LONGEST_WORDS)
    coded_at = max(filter(None, (moment(span.at) for span in spans)), default=None)
    return ProjectCoding(
        codes,
        tuple(marked),
        kept,
        more.certainty,
        more.cannot_tell and not codes,
        more.flagged_for_discussion,
        coded_at,
    )


def _whole(span: ReadSpan, source: ReadSource) -> bool:
    return (span.start, span.end) == (0, len(source.text))


@dataclass(frozen=True, slots=True)
class _Labelled:
    certainty: str = ""
    cannot_tell: bool = False
    flagged_for_discussion: bool = False


def _taken_apart(memo: str) -> tuple[str, _Labelled]:
    """The memo and what our own export wrote behind it, as labelled lines in an order of their own."""
    lines = memo.split("\n")
    if discuss := lines[-1] == TO_DISCUSS:
        lines.pop()
    certain = _CERTAINTY.fullmatch(lines[-1]) if lines else None
    if certain:
        lines.pop()
    last = lines[-1] if lines else ""
    if last in (NONE_APPLIES, CANNOT_TELL):
        lines.pop()
    own = "\n".join(line[1:] if line.startswith("\\") and LABELLED.fullmatch(line) else line for line in lines)
    return own, _Labelled(certain[1] if certain else "", last == CANNOT_TELL, discuss)
