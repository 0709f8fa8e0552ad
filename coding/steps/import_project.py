"""Create a study from a REFI-QDA project: its texts become units, its users become raters.

The user `consensus`, under which the release's export stores decisions, is not a rater. Its codes decide disagreements.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final

from advisories.corpus.projects import get_or_create_named
from advisories.models import Document
from advisories.platform.database import where_in
from advisories.platform.transactions import step
from advisories.text.counting import count_noun
from coding.audit.record import record
from coding.clock import now
from coding.dataset.names import alike_pair
from coding.dataset.rows import CONSENSUS
from coding.errors import BadInput
from coding.formats.ratings.paths import File
from coding.formats.refi_qda.outline import ProjectCoding, ProjectOutline, metadata_of, outline, title_of
from coding.formats.refi_qda.read_project import ReadSource
from coding.formats.refi_qda.remarks import once_each
from coding.formats.refi_qda.xml import NotRefi
from coding.models import Assignment, Decision, Disagreement, EventKind, Member, RatingSource, Round, Study
from coding.queries.adjudication_status import undecided
from coding.steps.adjudicate.decide import decide
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.code.sources import entered_file, source_facts, store_source
from coding.steps.code.store import CodingContent, store_coding
from coding.steps.code.submit import check_complete, check_content
from coding.steps.codebook.import_codes import add_row
from coding.steps.sample import replace_units
from coding.steps.study import add_member, change_member, create_study

STUDY_IMPORT: Final = "study_import"  # kind of the job that imports a project


@dataclass(slots=True)
class ImportedStudy:
    """The result of creating a study from files."""

    study: Study
    coding_round: Round
    units: int = 0
    raters: list[str] = field(default_factory=list)
    codes: int = 0
    codings: int = 0
    decided: int = 0
    disagreements: int = 0
    remarks: list[str] = field(default_factory=list)


def preview_project(
    *, files: Sequence[File], final_rater: str | None = None, most: int | None = None
) -> ProjectOutline:
    """Return the outline of a `.qdpx` file or of several copies of one project, and store nothing.

    Raise BadInput if `final_rater` is not one of its users or "" (the lead), or if it has more than `most` codings.
    """
    name = ", ".join(file.name for file in files)
    try:
        project = outline(files[0].content, copies=[file.content for file in files[1:]], most=most)
    except NotRefi as error:
        raise BadInput(f"{name}: {error}") from None
    if final_rater and final_rater not in [user.name for user in project.users]:
        raise BadInput(f"The file has no user “{final_rater[:60]}”. Choose one of its users, or yourself.")
    return project


@step
def import_project(
    *,
    content: bytes,
    name: str,
    copies: Sequence[File] = (),
    final_rater: str = "",
    title: str = "",
    user: Any = None,
    door: RatingSource.Door = RatingSource.Door.STUDY_IMPORT,
    before_commit: Callable[[ImportedStudy], None] = lambda result: None,
) -> ImportedStudy:
    """Create a study with one closed round from a `.qdpx` file, or store nothing if an error is raised.

    `copies` are copies of the same project that others coded.

    The raters are members without an account. With `user`, the user is the lead, and the final rater unless
    `final_rater` names a user of the file. Without `user`, `final_rater` is both lead and final rater.
    """
    files = [File(name, content), *copies]
    name = ", ".join(file.name for file in files)
    project = preview_project(files=files, final_rater=final_rater if user else None)
    lead, final = raters_of_project(project, title or project.title or name, final_rater, user)
    add_units(lead, project.sources, name)
    codes = add_codes(lead, project)
    raters = list(project.codings_by_rater)
    # All raters of projects use a fixed codebook, and may give several codes.
    style = Round.Style.CLOSED if project.of_projects else Round.Style.SHARED
    several = project.multi_label or project.of_projects
    coding_round = plan_round(by=lead, style=style, raters=raters, multi_label=several, final_rater=final.name)
    coding_round = open_round(by=lead, number=coding_round.number)
    result = ImportedStudy(
        lead.study, coding_round, len(project.sources), raters, len(codes), remarks=[*project.remarks]
    )
    if pair := alike_pair(dict.fromkeys([*raters, final.name])):
        result.remarks.append(f"“{pair[0]}” and “{pair[1]}” look alike and are two users of the file.")
    door = door if user else RatingSource.Door.IMPORT_QDPX
    sources = []
    for number, file in enumerate(files):
        entered = entered_file(
            file.name,
            file.content,
            held_others=project.held_others(number),
            held_final=CONSENSUS if project.decisions and number in project.coded_in.get(CONSENSUS, ()) else "",
        )
        sources.append(store_source(by=lead, coding_round=coding_round, door=door, file=entered))
    for rater, codings in project.codings_by_rater.items():
        source = sources[project.copy_of.get(rater, 0)]
        result.codings += submit_codings(rater, coding_round, codings, project, codes, source)
    result.coding_round = close_round(by=lead, number=coding_round.number, even_if_unfinished=True)
    decide_disagreements(result, project, codes, final, name)
    result.disagreements = Disagreement.objects.filter(round=result.coding_round).count()
    record(
        study=lead.study,
        kind=EventKind.PROJECT_IMPORTED,
        by=lead,
        coding_round=result.coding_round,
        data={"codings": result.codings, **source_facts(sources[0]), "file": name},
    )
    before_commit(result)
    return result


def raters_of_project(project: ProjectOutline, title: str, final_rater: str, user: Any) -> tuple[Member, Member]:
    """Create the study and its members; return the lead and the final rater."""
    own_name = final_rater
    if user is not None:
        # A user of the file with the same name may be another person, so the lead gets a distinct name.
        own_name = once_each([*(person.name for person in project.users), user.get_username()], 150)[-1]
    lead = create_study(
        title=title[:200],
        user=user,
        name=own_name,
        question=project.question,
        notice=project.notice,
        kind=Study.Kind.PROJECTS if project.of_projects else Study.Kind.ADVISORIES,
    )
    final_name = final_rater or own_name
    for name in dict.fromkeys([*project.codings_by_rater, final_name]):
        roles = [
            *(["rater"] if name in project.codings_by_rater else []),
            *(["adjudicator"] if name == final_name else []),
        ]
        if name == own_name:
            lead = change_member(by=lead, name=name, roles=["lead", *roles])
        else:
            # Users of the file whose names look alike stay apart, and a remark says so.
            add_member(study=lead.study, by=lead, name=name, roles=roles, may_look_alike=True)
    return lead, lead.study.members.get(name=final_name)


def add_codes(lead: Member, project: ProjectOutline) -> dict[str, int]:
    """Add the codes to the shared codebook; return GUID → id."""
    ids: dict[str, int] = {}
    for guid, row in project.codes.items():
        ids[guid] = add_row(lead, row, ids.get(project.parents[guid])).pk
    return ids


def submit_codings(
    rater: str,
    coding_round: Round,
    codings: Mapping[int, ProjectCoding],
    project: ProjectOutline,
    codes: Mapping[str, int],
    source: RatingSource,
) -> int:
    """Submit the codings of one rater without locks, because the study is new; return their number."""
    own = Assignment.objects.filter(round=coding_round, rater__name=rater).select_related("rater", "unit__document")
    rows = {row.unit.number: row for row in own}
    for number, coding in codings.items():
        row = rows[number]
        row.round = coding_round
        content = content_of_coding(coding, project.sources[number - 1], codes, of_projects=project.of_projects)
        check_content(row, content)
        check_complete(row, content)
        key = f"from a project file: unit {number}"
        store_coding(row, content, version=1, key=key, coded_at=coding.coded_at, source=source)
    return len(codings)


def content_of_coding(
    coding: ProjectCoding, source: ReadSource, codes: Mapping[str, int], *, of_projects: bool
) -> CodingContent:
    """Return the content of a coding. Without a code it gets a no-code reason."""
    segments = [
        {"code": codes[code], "start": start, "end": end, "quote": source.text[start:end]}
        for code, start, end in coding.segments
    ]
    return CodingContent(
        codes=[codes[code] for code in coding.codes],
        memo=coding.memo,
        certainty=coding.certainty,
        segments=segments,
        no_code_reason=coding.no_code_reason,
        flagged_for_discussion=coding.flagged_for_discussion,
        unclear=[codes[code] for code in coding.unclear],
        answered=list(codes.values()) if of_projects else [],
    )


def decide_disagreements(
    result: ImportedStudy, project: ProjectOutline, codes: Mapping[str, int], final: Member, name: str
) -> None:
    """Decide the disagreements as the file does; add a remark if it decides agreed units differently."""
    coding_round = result.coding_round
    # The loop below removes the decisions on disagreements, so that those on agreed units remain.
    decided = {
        unit: ({codes[code] for code in decision.codes}, decision.no_code_reason)
        for unit, decision in project.decisions.items()
    }
    for disagreement in undecided(coding_round):
        unit = disagreement.unit.number
        decision = project.decisions.get(unit)
        if decision is not None and decided.pop(unit, None) is not None:
            chosen = [codes[code] for code in decision.codes]
            reason = decision.memo or f"As decided in {name}."
            decide(
                by=final,
                coding_round=coding_round,
                unit=unit,
                codes=chosen,
                unclear=[codes[code] for code in decision.unclear],
                no_code_reason=decision.no_code_reason,
                reason=reason,
            )
            result.decided += 1
    current = Decision.objects.filter(round=coding_round, withdrawn_at__isnull=True, unit__number__in=decided)
    agreed = {
        row.unit.number: ({code_row.code_id for code_row in row.code_rows.all()}, row.no_code_reason)
        for row in current.select_related("unit").prefetch_related("code_rows")
    }
    if different := sum(agreed.get(unit) != chosen for unit, chosen in decided.items()):
        result.remarks.append(f"{count_noun(different, 'decision')} on units without a disagreement left out.")


def add_units(lead: Member, sources: list[ReadSource], name: str) -> None:
    """Store one unit per text, with the document of an advisory of that name and text, else a new one.

    The advisory is one of a shared corpus; a new text belongs to a project of the study's own corpus.
    """
    known: dict[tuple[str, str], list[int]] = {}
    shared = Document.objects.filter(advisory__corpus__shared=True)
    rows = shared.filter(advisory__aliases__value__in=where_in({source.name for source in sources}))
    for alias, text, pk in rows.order_by("pk").values_list("advisory__aliases__value", "text", "pk"):
        known.setdefault((alias, text), []).append(pk)
    projects = get_or_create_named({source.name for source in sources}, lead.study.corpus)
    used: set[int] = set()
    new: list[tuple[int, Document]] = []
    documents: list[int] = []  # primary key per source, 0 until its document is stored
    for index, source in enumerate(sources):
        pks = [pk for pk in known.get((source.name, source.text), []) if pk not in used]
        documents.append(pks[-1] if pks else 0)
        used.update(pks[-1:])
        if not pks:
            new.append((index, new_document(source, projects[source.name].pk)))
    stored = Document.objects.bulk_create([document for _, document in new], batch_size=500)
    for (index, _), document in zip(new, stored, strict=True):
        documents[index] = document.pk
    replace_units(lead.study, dict(zip(documents, map(metadata_of, sources), strict=True)))
    lead.study.sampling_description = f"The {len(sources)} texts of {name}."
    lead.study.save(update_fields=["sampling_description"])


def new_document(source: ReadSource, project: int) -> Document:
    """Return an unsaved document of a project with the text of a source."""
    # HTML ignores a line break directly after <pre>, so one is added in case the text starts with one.
    html = f"<pre>\n{escape(source.text)}</pre>"
    return Document(
        project_id=project,
        title=title_of(source),
        html=html,
        text=source.text,
        sha256=hashlib.sha256(html.encode()).hexdigest(),
        created_at=now(),
    )
