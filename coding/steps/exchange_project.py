"""A study from a REFI-QDA project: its texts become units, and every coding keeps its user.

The user `consensus`, under which our own export keeps decisions, rates nothing; its codes decide disagreements.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from django.db import transaction

from advisories.models import Document
from advisories.projects import project_named
from coding.clock import now
from coding.errors import BadInput
from coding.importers.refi_codebook import code_row, labels_of
from coding.importers.refi_project import ReadProject, ReadSource, ReadSpan, read_project
from coding.importers.refi_xml import NotRefi
from coding.models import Member, Round, Study
from coding.steps.adjudicate import decide, undecided
from coding.steps.agree import close_round
from coding.steps.answers import Answer
from coding.steps.assign import open_round, plan_round
from coding.steps.code import submit
from coding.steps.codebook import add_code
from coding.steps.history import record
from coding.steps.sample import replace_units
from coding.steps.study import add_member, change_member, create_study

CONSENSUS = "consensus"
NO_CODE = "No code applies."  # how our own export says so


@dataclass(slots=True)
class BroughtProject:
    """What came of a project file."""

    study: Study
    round: Round
    units: int = 0
    raters: list[str] = field(default_factory=list)
    codes: int = 0
    codings: int = 0
    decided: int = 0
    remarks: list[str] = field(default_factory=list)


@transaction.atomic
def import_project(*, content: bytes, name: str, final_rater: str, title: str = "") -> BroughtProject:
    """Make a study with one closed round of a `.qdpx` file; on a refusal nothing stays."""
    try:
        project = read_project(content)
        labels, remarks = labels_of(project.codes)
    except NotRefi as error:
        raise BadInput(f"{name}: {error}") from None
    answers = answers_of(project)
    raters = list(dict.fromkeys(user for user, _ in answers if user != CONSENSUS))
    if not project.sources:
        raise BadInput(f"{name}: the project holds no text that can be read.")
    if len(raters) < 2:
        raise BadInput(f"{name}: fewer than two users coded texts, so there is no agreement to compute.")
    lead = create_study(title=(title or project.name or name)[:200], user=None, name=final_rater)
    for rater in raters:
        if rater != final_rater:
            add_member(study=lead.study, by=lead, name=rater, roles=["rater"])
    own = ["rater"] if final_rater in raters else []
    lead = change_member(by=lead, name=lead.name, roles=["lead", "adjudicator", *own])
    add_units(lead, project.sources, name)
    codes: dict[str, int] = {}
    for code in project.codes:
        row = code_row(code, labels)
        words: dict[str, Any] = {
            "definition": row.definition,
            "when_to_use": row.when_to_use,
            "when_not_to_use": row.when_not_to_use,
        }
        parent = codes.get(code.parent)
        made = add_code(by=lead, label=row.label, **words, examples=row.examples, colour=row.colour, parent=parent)
        codes[code.guid] = made.pk
    several = any(len(codes_in(spans, codes)) > 1 for spans in answers.values())
    round = plan_round(by=lead, style=Round.Style.SHARED, raters=raters, several_codes=several, final_rater=final_rater)
    round = open_round(by=lead, number=round.number)
    found = BroughtProject(lead.study, round, len(project.sources), raters, len(codes))
    found.remarks = [*remarks, *project.remarks]
    members = {member.name: member for member in lead.study.members.all()}
    for (user, number), spans in answers.items():
        answer = answer_of(spans, project.sources[number - 1], codes, several)
        if user != CONSENSUS and answer is not None:
            key = f"{name}: unit {number}"[:64]
            submit(by=members[user], round=round, unit=number, answer=answer, idempotency_key=key)
            found.codings += 1
    found.round = round = close_round(by=lead, number=round.number, even_if_unfinished=True)
    for open_ in undecided(round):
        spans = answers.get((CONSENSUS, open_.unit.number), [])
        if chosen := codes_in(spans, codes):
            memo = memo_of(spans) or f"As decided in {name}."
            decide(by=lead, round=round, unit=open_.unit.number, codes=chosen, reason=memo)
            found.decided += 1
    record(study=lead.study, kind="project_imported", by=lead, data={"file": name, "codings": found.codings})
    return found


def answers_of(project: ReadProject) -> dict[tuple[str, int], list[ReadSpan]]:
    """(user's name, unit) → what that user said of the unit, in the order of the file."""
    found: dict[tuple[str, int], list[ReadSpan]] = {}
    for number, source in enumerate(project.sources, start=1):
        for span in source.spans:
            user = (project.users.get(span.user) or "unknown user")[:150]
            found.setdefault((user, number), []).append(span)
    return found


def codes_in(spans: Iterable[ReadSpan], codes: dict[str, int]) -> list[int]:
    return list(dict.fromkeys(codes[span.code] for span in spans if span.code in codes))


def memo_of(spans: Iterable[ReadSpan]) -> str:
    return "\n".join(dict.fromkeys(span.memo for span in spans if span.memo))[:20_000]


def answer_of(spans: list[ReadSpan], source: ReadSource, codes: dict[str, int], several: bool) -> Answer | None:
    """The user's answer; None for one who only commented."""
    given, memo = codes_in(spans, codes), memo_of(spans)
    if not given:
        if NO_CODE not in memo:
            return None
        return Answer(memo=memo) if several else Answer(memo=memo, uncoded="not_applicable")
    marked = {
        (codes[span.code], span.start, span.end): source.text[span.start : span.end]
        for span in spans
        if span.code in codes and (span.start, span.end) != (0, len(source.text))
    }
    segments = [
        {"code": code, "start": start, "end": end, "quote": quote} for (code, start, end), quote in marked.items()
    ]
    return Answer(codes=given, memo=memo, segments=segments)


def add_units(lead: Member, sources: list[ReadSource], name: str) -> None:
    """A unit a text: the advisory's own document where it is this very text, else one of a project of that name."""
    documents: list[int] = []
    for source in sources:
        known = Document.objects.filter(advisory__aliases__value=source.name, text=source.text).exclude(
            pk__in=documents
        )
        found = known.order_by("-pk").first()
        documents.append(found.pk if found else new_document(source))
    replace_units(lead.study, documents)
    lead.study.sampling = f"The {len(sources)} texts of {name}."
    lead.study.save(update_fields=["sampling"])


def new_document(source: ReadSource) -> int:
    # A line end that follows the tag is no part of the text, so one is always there.
    html = f"<pre>\n{escape(source.text)}</pre>"
    return Document.objects.create(
        project=project_named(source.name[:200]),
        title=source.name,
        html=html,
        text=source.text,
        sha256=hashlib.sha256(html.encode()).hexdigest(),
        created_at=now(),
    ).pk
