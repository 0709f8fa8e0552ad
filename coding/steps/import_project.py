"""A study from a REFI-QDA project: its texts become units, and every coding keeps its user.

The user `consensus`, under which our own export keeps decisions, rates nothing; its codes decide disagreements.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final

from django.db import transaction

from advisories.corpus.projects import get_or_create_projects, project_slug
from advisories.models import Document
from advisories.platform.database import where_in
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput
from coding.formats.refi_qda.outline import ProjectCoding, ProjectOutline, kept_of, outline, title_of
from coding.formats.refi_qda.read_project import ReadSource
from coding.formats.refi_qda.remarks import once_each
from coding.formats.refi_qda.xml import NotRefi
from coding.models import Assignment, Decision, EventKind, Member, Round, Study
from coding.queries.adjudication_status import undecided
from coding.rendering.numbers import count_noun
from coding.steps.adjudicate.decide import decide
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.code.store import CodingContent, store_coding
from coding.steps.code.submit import check_complete, check_content
from coding.steps.codebook.import_codes import add_row
from coding.steps.sample import replace_units
from coding.steps.study import add_member, change_member, create_study

STUDY_IMPORT: Final = "study_import"  # the kind of a job that does this


@dataclass(slots=True)
class ProjectImportResult:
    """The result of importing a project file."""

    study: Study
    round: Round
    units: int = 0
    raters: list[str] = field(default_factory=list)
    codes: int = 0
    codings: int = 0
    decided: int = 0
    remarks: list[str] = field(default_factory=list)


def preview_project(
    *, content: bytes, name: str, final_rater: str | None = None, most: int | None = None
) -> ProjectOutline:
    """What an import of this `.qdpx` file would find; nothing is stored.

    `final_rater` must be one of its users (or "", for who leads), `most` is how many codings may be imported.
    """
    try:
        found = outline(content, most=most)
    except NotRefi as error:
        raise BadInput(f"{name}: {error}") from None
    if final_rater and final_rater not in [person.name for person in found.users]:
        raise BadInput(f"Nobody in the file is called {final_rater[:60]}. Choose one of its users, or yourself.")
    return found


@transaction.atomic
def import_project(
    *,
    content: bytes,
    name: str,
    final_rater: str = "",
    title: str = "",
    user: Any = None,
    before_it_is_done: Callable[[ProjectImportResult], None] = lambda found: None,
) -> ProjectImportResult:
    """Make a study with one closed round of a `.qdpx` file; on a refusal nothing stays.

    The raters are members without an account. With `user`, that person leads the study, and settles it unless
    `final_rater` names somebody of the file; without, `final_rater` leads and settles it, whoever that is.
    """
    project = preview_project(content=content, name=name, final_rater=final_rater if user else None)
    lead, final = raters_of_project(project, title or project.title or name, final_rater, user)
    add_units(lead, project.sources, name)
    codes = add_codes(lead, project)
    raters = list(project.answers)
    coding_round = plan_round(
        by=lead, style=Round.Style.SHARED, raters=raters, multi_label=project.several, final_rater=final.name
    )
    coding_round = open_round(by=lead, number=coding_round.number)
    found = ProjectImportResult(
        lead.study, coding_round, len(project.sources), raters, len(codes), remarks=[*project.remarks]
    )
    for rater, answers in project.answers.items():
        found.codings += enter(rater, coding_round, answers, project, codes)
    found.round = coding_round = close_round(by=lead, number=coding_round.number, even_if_unfinished=True)
    settle(found, project, codes, final, name)
    record(study=lead.study, kind=EventKind.PROJECT_IMPORTED, by=lead, data={"file": name, "codings": found.codings})
    before_it_is_done(found)
    return found


def raters_of_project(project: ProjectOutline, title: str, final_rater: str, user: Any) -> tuple[Member, Member]:
    """Make the study and its members; returns its lead and its final rater."""
    own_name = final_rater
    if user is not None:
        # Whoever is called alike in the file need not be the same person.
        own_name = once_each([*(person.name for person in project.users), user.get_username()], 150)[-1]
    lead = create_study(title=title[:200], user=user, name=own_name, question=project.question, notice=project.notice)
    final_name = final_rater or own_name
    for name in dict.fromkeys([*project.answers, final_name]):
        roles = [*(["rater"] if name in project.answers else []), *(["adjudicator"] if name == final_name else [])]
        if name == own_name:
            lead = change_member(by=lead, name=name, roles=["lead", *roles])
        else:
            add_member(study=lead.study, by=lead, name=name, roles=roles)
    return lead, lead.study.members.get(name=final_name)


def add_codes(lead: Member, project: ProjectOutline) -> dict[str, int]:
    """Make the codes of the shared codebook; GUID → id."""
    made: dict[str, int] = {}
    for guid, row in project.codes.items():
        made[guid] = add_row(lead, row, made.get(project.parents[guid])).pk
    return made


def enter(
    rater: str,
    coding_round: Round,
    answers: Mapping[int, ProjectCoding],
    project: ProjectOutline,
    codes: Mapping[str, int],
) -> int:
    """Submit what one rater said in the file, whom nobody else can be at the same time; returns of how many units."""
    own = Assignment.objects.filter(round=coding_round, rater__name=rater).select_related("rater", "unit__document")
    rows = {row.unit.number: row for row in own}
    for number, said in answers.items():
        row = rows[number]
        row.round = coding_round
        answer = answer_of(said, project.sources[number - 1], codes, project.several)
        check_content(row, answer)
        check_complete(coding_round, answer)
        store_coding(row, answer, version=1, key=f"from a project file: unit {number}", coded_at=said.coded_at)
    return len(answers)


def answer_of(said: ProjectCoding, source: ReadSource, codes: Mapping[str, int], several: bool) -> CodingContent:
    segments = [
        {"code": codes[code], "start": start, "end": end, "quote": source.text[start:end]}
        for code, start, end in said.segments
    ]
    return CodingContent(
        codes=[codes[code] for code in said.codes],
        memo=said.memo,
        certainty=said.certainty,
        segments=segments,
        no_code_reason="cannot_tell" if said.cannot_tell else "" if said.codes or several else "not_applicable",
        flagged_for_discussion=said.flagged_for_discussion,
    )


def settle(
    found: ProjectImportResult, project: ProjectOutline, codes: Mapping[str, int], final: Member, name: str
) -> None:
    """Decide the disagreements as the file says; what it says of units without one is only compared."""
    decided = {
        unit: {codes[code] for code in said.codes}
        for unit, said in project.decisions.items()
        if said.codes or project.several
    }
    for open_ in undecided(found.round):
        said = project.decisions.get(open_.unit.number)
        if said is not None and decided.pop(open_.unit.number, None) is not None:
            chosen = [codes[code] for code in said.codes]
            memo = said.memo or f"As decided in {name}."
            decide(by=final, coding_round=found.round, unit=open_.unit.number, codes=chosen, reason=memo)
            found.decided += 1
    standing = Decision.objects.filter(round=found.round, withdrawn_at__isnull=True, unit__number__in=decided)
    agreed = {row.unit.number: {c.code_id for c in row.code_rows.all()}
              for row in standing.select_related("unit").prefetch_related("code_rows")}  # fmt: skip
    if others := sum(agreed.get(unit) != chosen for unit, chosen in decided.items()):
        found.remarks.append(f"{count_noun(others, 'decision')} on units without a disagreement left out.")


def add_units(lead: Member, sources: list[ReadSource], name: str) -> None:
    """A unit a text: the advisory's own document where it is this very text, else one of a project of that name."""
    known: dict[tuple[str, str], list[int]] = {}
    rows = Document.objects.filter(advisory__aliases__value__in=where_in({source.name for source in sources}))
    for alias, text, pk in rows.order_by("pk").values_list("advisory__aliases__value", "text", "pk"):
        known.setdefault((alias, text), []).append(pk)
    projects = get_or_create_projects(source.name for source in sources)
    documents: dict[int, None] = {}
    new: list[tuple[int, Document]] = []
    places: list[int] = []
    for place, source in enumerate(sources):
        pks = [pk for pk in known.get((source.name, source.text), []) if pk not in documents]
        places.append(pks[-1] if pks else 0)
        documents.update(dict.fromkeys(pks[-1:]))
        if not pks:
            new.append((place, new_document(source, projects[project_slug(source.name)].pk)))
    made = Document.objects.bulk_create([document for _, document in new], batch_size=500)
    for (place, _), document in zip(new, made, strict=True):
        places[place] = document.pk
    replace_units(lead.study, dict(zip(places, map(kept_of, sources), strict=True)))
    lead.study.sampling_description = f"The {len(sources)} texts of {name}."
    lead.study.save(update_fields=["sampling_description"])


def new_document(source: ReadSource, project: int) -> Document:
    # A line end that follows the tag is no part of the text, so one is always there.
    html = f"<pre>\n{escape(source.text)}</pre>"
    return Document(
        project_id=project,
        title=title_of(source),
        html=html,
        text=source.text,
        sha256=hashlib.sha256(html.encode()).hexdigest(),
        created_at=now(),
    )
