"""Creates the demo with the ordinary steps: one published study, one in progress, and one published of projects."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from advisories.intake.batches import render_record
from advisories.intake.importing import import_records
from advisories.intake.indexing import index_texts
from advisories.intake.inspections import Rendered
from advisories.models import ImportRun
from advisories.platform.transactions import step
from advisories.records import AdvisoryRecord
from annotation.demo.advisory_facts import read_facts
from annotation.demo.corpus import FORMAT, NOTICE, ORIGIN, codebook, labels, matching, records
from annotation.demo.people import PEOPLE, create_people
from annotation.demo.projects_study import make_projects_study, rendered_projects
from coding.clock import now
from coding.dataset.rows import CODE_TEXTS
from coding.models import Assignment, Code, Disagreement, Member, Round, Study, Unit
from coding.steps.adjudicate.decide import decide
from coding.steps.adjudicate.settle import settle
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.code.store import CodingContent
from coding.steps.code.submit import submit
from coding.steps.codebook.codes import add_code
from coding.steps.match import MatchingInput, confirm_matching, match, private_codes
from coding.steps.publish.release import publish
from coding.steps.sample import draw_sample
from coding.steps.study import add_member, create_study

FINISHED = "ML deployment (demo)"
FINISHED_SLUG = "ml-deployment-demo"
OPEN = "Code as a rater (demo)"
OPEN_SLUG = "code-as-a-rater-demo"
QUESTION = "What are the consequences of vulnerabilities in projects that deploy machine learning models?"
THRESHOLD = Decimal("0.6")  # of Cohen's kappa, fixed before the round opens
RATERS = ("ada", "bo")
# Constants, so that two demos are equal; they protect nothing. The rounds of other studies draw their own.
SECRETS = {FINISHED_SLUG: "intercoder-demo-finished", OPEN_SLUG: "intercoder-demo-open"}
FINAL_RATER = "cleo"

Members = dict[str, Member]


def demo_exists() -> bool:
    return Study.objects.filter(slug=FINISHED_SLUG).exists()


def create_demo() -> None:
    """Create the users and all studies in one transaction. Texts are rendered before it, and indexed after it."""
    store_demo([render_record(record) for record in records()], rendered_projects())
    index_texts()


@step
def store_demo(advisories: list[AdvisoryRecord], projects: list[Rendered]) -> None:
    """Store the users and the three studies, each with a corpus of its own."""
    users = create_people()
    make_finished_study(users, advisories)
    make_open_study(users, advisories)
    make_projects_study(users, projects)


def store_advisories(study: Study, advisories: Sequence[AdvisoryRecord]) -> None:
    """Import advisories of the demo into the corpus of a study."""
    run = ImportRun.objects.create(corpus=study.corpus, source=ORIGIN, format=FORMAT, started_at=now())
    import_records(advisories, run=run, readings={})


def make_study(title: str, users: dict[str, Any], *, question: str, notice: str) -> Members:
    """Create a study with all users of the demo as members."""
    lead = create_study(title=title, user=users["lea"], name="lea", question=question, notice=notice)
    members = {"lea": lead}
    for person in PEOPLE[1:]:
        members[person.username] = add_member(
            study=lead.study,
            by=lead,
            name=person.username,
            roles=list(person.roles),
            user=users[person.username],
        )
    return members


def make_finished_study(users: dict[str, Any], advisories: Sequence[AdvisoryRecord]) -> None:
    """Create a study that is coded, matched, settled and published."""
    members = make_study(FINISHED, users, question=QUESTION, notice=NOTICE)
    lead = members["lea"]
    store_advisories(lead.study, advisories)
    keys = [fact.ghsa_id for fact in read_facts()]
    draw_sample(by=lead, keys=keys, described="All advisories of the demo")
    plan_round(
        by=lead,
        style=Round.Style.OPEN,
        raters=RATERS,
        secret=SECRETS[FINISHED_SLUG],
        threshold=THRESHOLD,
        resolution_method=Round.ResolutionMethod.FINAL_RATER,
        final_rater=FINAL_RATER,
    )
    coding_round = open_round(by=lead, number=1)
    for rater in RATERS:
        submit_codings(members[rater], coding_round)
    coding_round = close_round(by=lead, number=1)
    for line in codebook():
        texts: dict[str, Any] = {name: line[name] for name in CODE_TEXTS if name in line}
        add_code(by=lead, label=line["label"], **texts)
    confirm_pairs(members["cleo"], coding_round)
    decide_disagreements(members["cleo"], coding_round)
    settle(by=members["cleo"], coding_round=coding_round)
    publish(by=lead, note="The demo's constructed labels.")


def submit_codings(rater: Member, coding_round: Round) -> None:
    """Submit the constructed codings of a rater, in the rater's own codes."""
    own_codes = {
        line["code"]: add_code(by=rater, label=line["code"], round_number=coding_round.number).pk
        for line in matching()
        if line["rater"] == rater.name
    }
    assignments = Assignment.objects.filter(round=coding_round, rater=rater).select_related("unit__document__advisory")
    by_key = {line["unit"]: line for line in labels()}
    for assignment in assignments:
        document = assignment.unit.document
        line = by_key[advisory_key(assignment.unit)]
        code = own_codes[line[rater.name]]
        quote = line[f"{rater.name}_segment"]
        submit(
            by=rater,
            coding_round=coding_round,
            unit=assignment.unit.number,
            content=CodingContent(
                codes=[code],
                certainty=line[f"{rater.name}_certainty"],
                segments=[segment(document.text, quote, code)] if quote else [],
            ),
            idempotency_key=f"demo-{assignment.unit.number}",
        )


def advisory_key(unit: Unit) -> str:
    advisory = unit.document.advisory
    return advisory.key if advisory else ""


def segment(text: str, quote: str, code: int) -> dict[str, Any]:
    """Return the segment of the quoted words in the reading text."""
    start = text.index(quote)
    return {"code": code, "start": start, "end": start + len(quote), "quote": quote}


def confirm_pairs(by: Member, coding_round: Round) -> None:
    """Match the private codes as in matching.csv, and confirm the matching."""
    stated = {(line["rater"], line["code"]): line for line in matching()}
    pairs = []
    for code in private_codes(coding_round):
        line = stated[code.owner.name if code.owner else "", code.label]
        pairs.append(MatchingInput(code.pk, line["shared"], line["reason"]))
    match(by=by, coding_round=coding_round, pairs=pairs, revision=coding_round.matching.revision)
    confirm_matching(by=by, coding_round=coding_round)


def decide_disagreements(by: Member, coding_round: Round) -> None:
    """Decide every disagreement for Ada's code, with the reason in labels.csv."""
    shared = {line["code"]: line["shared"] for line in matching() if line["rater"] == "ada"}
    lines = {line["unit"]: line for line in labels()}
    codes = dict(Code.objects.filter(study=coding_round.study_id, owner__isnull=True).values_list("label", "pk"))
    disagreements = Disagreement.objects.filter(round=coding_round).select_related("unit__document__advisory")
    for disagreement in disagreements:
        line = lines[advisory_key(disagreement.unit)]
        decide(
            by=by,
            coding_round=coding_round,
            unit=disagreement.unit.number,
            codes=[codes[shared[line["ada"]]]],
            reason=line["reason"],
        )


def make_open_study(users: dict[str, Any], advisories: Sequence[AdvisoryRecord]) -> None:
    """Create a study in progress: twelve units, one per project, to be coded by Ada and Bo."""
    members = make_study(
        OPEN,
        users,
        question="What would each of these advisories lead to? Find your own words.",
        notice="Demo: the facts of these advisories are real, their texts were written for practice.",
    )
    lead = members["lea"]
    store_advisories(lead.study, advisories)
    described = "The first advisory of each project in the demo"
    draw_sample(by=lead, keys=first_of_each_project(), described=described)
    plan_round(
        by=lead,
        style=Round.Style.OPEN,
        raters=RATERS,
        secret=SECRETS[OPEN_SLUG],
        threshold=THRESHOLD,
        final_rater=FINAL_RATER,
    )
    open_round(by=lead, number=1)


def first_of_each_project() -> Sequence[str]:
    """Return one advisory per project, the one with the lowest identifier."""
    first: dict[str, str] = {}
    for fact in read_facts():
        first.setdefault(fact.project, fact.ghsa_id)
    return list(first.values())
