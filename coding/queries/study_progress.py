"""Progress of a study: the state of its steps, and the next action of one member."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet

from advisories.models import Advisory, Corpus, Project
from advisories.text.counting import count_noun
from coding.access import seal
from coding.access.blinding import blinding_applies_to
from coding.models import Code, Member, Release, Round, Study, Unit
from coding.models.enumerations import label_of
from coding.queries.adjudication_status import adjudication_status
from coding.rendering.numbers import join_words

STUDY_STATES = ("corpus", "sample", "planned", "open", "closed", "matched", "settled", "released")
STEPS = ("corpus", "sample", "codebook", "rounds", "code", "match", "agreement", "adjudicate", "release")
STEP_STATES = ("done", "now", "waiting")


@dataclass(frozen=True)
class StepProgress:
    """One step of the method in one study."""

    step: str
    state: str  # "done", "now" or "waiting"
    reason: str = ""  # why the step is waiting
    count: str = ""


@dataclass(frozen=True)
class NextAction:
    """The next action of a member as a sentence, and the page on which to take it."""

    sentence: str
    step: str = ""
    path: str = ""


@dataclass(frozen=True)
class StudyProgress:
    """The progress of a study as far as one member may know it. `coding_round` is the newest round."""

    member: Member
    units: int
    coding_round: Round | None
    progress: list[seal.Progress] = field(default_factory=list)
    disagreements: int = 0
    undecided: int = 0
    # Undecided disagreements that raters must discuss before the final rater may decide them.
    awaiting_response: int = 0
    matched: bool = False
    of_projects: bool = False
    release: int | None = None  # number of the newest release of the study
    published: bool = False  # whether there is a release of this round
    # Advisories (in a study of projects: inspected projects) in the corpus of the sample, or in the study's own corpus
    # while there is no sample.
    corpus: int = 0
    shared: bool = False  # whether the server has a shared corpus
    codes: int = 0

    @property
    def submitted(self) -> int:
        """Number of submitted units of all raters."""
        return sum(row.submitted for row in self.progress)

    @property
    def assigned(self) -> int:
        """Number of assigned units of all raters."""
        return sum(row.assigned for row in self.progress)


def study_progress(member: Member) -> StudyProgress:
    """Return the progress of the member's study."""
    return progress_of_studies([member])[0]


def progress_of_studies(members: Sequence[Member]) -> list[StudyProgress]:
    """Return the progress of each member's study, in a fixed number of queries."""
    studies = [member.study_id for member in members]
    last: dict[int, Round] = {}
    for coding_round in Round.objects.filter(study__in=studies).select_related("final_rater").order_by("number"):
        last[coding_round.study_id] = coding_round
    progress = seal.progress(last.values())
    statuses = adjudication_status(last.values())
    units = counts(Unit.objects.filter(study__in=studies))
    releases = counts(Release.objects.filter(study__in=studies))
    published = set(Release.objects.filter(round__in=last.values()).values_list("round", flat=True))
    codes = counts(Code.objects.filter(study__in=studies, owner__isnull=True, retired_at__isnull=True))
    corpora, of_projects = corpora_of(studies)
    advisories = counts_by_corpus(Advisory.objects.filter(corpus__in=corpora.values()))
    inspected = counts_by_corpus(Project.objects.filter(corpus__in=corpora.values(), snapshots__isnull=False))
    shared = Corpus.objects.filter(shared=True).exists()
    views = []
    for member in members:
        newest = last.get(member.study_id)
        status = statuses.get(newest.pk) if newest else None
        views.append(
            StudyProgress(
                member=member,
                units=units.get(member.study_id, 0),
                coding_round=newest,
                progress=progress.get(newest.pk, []) if newest else [],
                disagreements=status.disagreements if status else 0,
                undecided=status.undecided if status else 0,
                awaiting_response=status.awaiting_response if status else 0,
                matched=status.matched if status else False,
                release=releases.get(member.study_id),
                published=newest is not None and newest.pk in published,
                corpus=(inspected if member.study_id in of_projects else advisories).get(corpora[member.study_id], 0),
                shared=shared,
                of_projects=member.study_id in of_projects,
                codes=codes.get(member.study_id, 0),
            )
        )
    return views


def corpora_of(studies: Sequence[int]) -> tuple[dict[int, int], set[int]]:
    """Return study → the corpus from which its sample was drawn, or else its own; and the studies of projects."""
    corpora, of_projects = dict[int, int](), set[int]()
    first = Unit.objects.filter(study__in=studies, number=1)
    drawn = {
        study: advisories or projects
        for study, advisories, projects in first.values_list(
            "study", "document__advisory__corpus", "document__project__corpus"
        )
    }
    for study, own, kind in Study.objects.filter(pk__in=studies).values_list("pk", "corpus", "kind"):
        corpora[study] = drawn.get(study) or own
        if kind == Study.Kind.PROJECTS:
            of_projects.add(study)
    return corpora, of_projects


def counts_by_corpus(rows: QuerySet[Any]) -> dict[int, int]:
    """Return corpus → number of different rows."""
    return dict(rows.order_by().values_list("corpus").annotate(Count("pk", distinct=True)))


def counts(rows: QuerySet[Any]) -> dict[int, int]:
    """Return study → number of rows."""
    return dict(rows.order_by().values_list("study").annotate(Count("pk")))


def state_of(view: StudyProgress) -> str:
    """Return the state of the study, one of `STUDY_STATES`."""
    if view.coding_round is None:
        return "sample" if view.units else "corpus"
    if view.coding_round.state == Round.State.SETTLED:
        return "released" if view.published else "settled"
    if view.coding_round.state == Round.State.CLOSED:
        return "matched" if view.matched else "closed"
    return str(view.coding_round.state)


def step_list(view: StudyProgress, agreement: str = "") -> list[StepProgress]:
    """Return the steps of the method with their state; `agreement` is the coefficient in words."""
    coding_round, state = view.coding_round, state_of(view)
    reached = STUDY_STATES.index(state)
    unsealed = coding_round is not None and not coding_round.sealed
    sealed = "Opens when the round is closed." if coding_round else "Opens after a round."
    private = coding_round is not None and coding_round.style == Round.Style.OPEN
    submitted = f"{view.submitted:,} of {view.assigned:,} codings" if coding_round else ""
    match_reason = "" if unsealed else sealed
    if coding_round is not None and not private:
        match_reason = "Not needed: the codes are shared."
    adjudicate_reason = (
        "" if unsealed and view.matched else sealed if not unsealed else "Opens when the matching is confirmed."
    )
    return [
        StepProgress(
            "corpus",
            "done" if view.corpus else "now",
            "",
            count_noun(view.corpus, "inspected project")
            if view.of_projects
            else count_noun(view.corpus, "advisory", "advisories"),
        ),
        StepProgress(
            "sample", step_state(view.units > 0, bool(view.corpus) or view.shared), "", count_noun(view.units, "unit")
        ),
        StepProgress("codebook", "done" if view.codes else "waiting", "", count_noun(view.codes, "code")),
        StepProgress(
            "rounds",
            step_state(reached >= 3, view.units > 0),
            "" if view.units else "Draw a sample first.",
            f"round {coding_round.number}, {label_of('round_state', coding_round.state)}" if coding_round else "",
        ),
        StepProgress(
            "code",
            step_state(unsealed, state == "open"),
            "" if coding_round and reached >= 3 else "Opens with the round.",
            submitted,
        ),
        StepProgress("match", step_state(unsealed and view.matched, unsealed), match_reason),
        StepProgress("agreement", "done" if unsealed else "waiting", "" if unsealed else sealed, agreement),
        StepProgress(
            "adjudicate",
            step_state(reached >= 6, unsealed and view.matched),
            adjudicate_reason,
            decided(view) if unsealed and view.matched else "",
        ),
        StepProgress(
            "release",
            step_state(view.published, state == "settled"),
            "" if reached >= 6 else "Opens when the round is settled.",
            f"release {view.release}" if view.release else "",
        ),
    ]


def step_state(done: bool, now: bool) -> str:
    """Return the state of a step, one of `STEP_STATES`."""
    return "done" if done else "now" if now else "waiting"


def decided(view: StudyProgress) -> str:
    """Return the number of decided disagreements in words."""
    if not view.disagreements:
        return "no disagreements"
    return f"{view.disagreements - view.undecided:,} of {view.disagreements:,} decided"


def next_step(view: StudyProgress) -> NextAction:
    """Return what `view.member` should do next."""
    member, coding_round = view.member, view.coding_round
    if coding_round is not None and coding_round.state == Round.State.OPEN and (action := coding_action(view)):
        return action
    if coding_round is not None and coding_round.state == Round.State.CLOSED and (action := adjudication_action(view)):
        return action
    if member.is_lead and (action := lead_action(view)):
        return action
    return waiting_action(view)


def coding_action(view: StudyProgress) -> NextAction | None:
    """Return the next action of a rater with unsubmitted units, else None."""
    coding_round = view.coding_round
    assert coding_round is not None
    own = next((row for row in view.progress if row.rater.pk == view.member.pk), None)
    if own is None or own.submitted == own.assigned:
        return None
    remaining = own.assigned - own.submitted
    return NextAction(
        f"{remaining:,} of {count_noun(own.assigned, 'unit')} left in round {coding_round.number}.",
        "code",
        f"rounds/{coding_round.number}/code",
    )


def adjudication_action(view: StudyProgress) -> NextAction | None:
    """Return the next action in matching, discussion or adjudication, or None if the member has none."""
    coding_round, member = view.coding_round, view.member
    assert coding_round is not None
    path = f"rounds/{coding_round.number}"
    if not view.matched:
        if member.is_lead or member.is_adjudicator:
            return NextAction("The round is unsealed. Match the raters' codes.", "match", f"{path}/match")
        return None
    if view.undecided:
        final = member.pk == coding_round.final_rater_id
        if (final and view.awaiting_response < view.undecided) or (
            member.is_lead and coding_round.final_rater_id is None
        ):
            remaining = view.undecided - view.awaiting_response
            sentence = f"{remaining:,} of {count_noun(view.disagreements, 'disagreement')} to decide."
            return NextAction(sentence, "adjudicate", f"{path}/adjudicate")
        discussed = coding_round.resolution_method == Round.ResolutionMethod.DISCUSSION or view.awaiting_response > 0
        if discussed and any(row.rater.pk == member.pk for row in view.progress):
            remaining = view.awaiting_response or view.undecided
            sentence = f"{remaining:,} of {count_noun(view.disagreements, 'disagreement')} to discuss."
            return NextAction(sentence, "adjudicate", f"{path}/adjudicate")
        return None
    if member.is_lead or member.is_adjudicator:
        return NextAction("All disagreements are decided. Settle the round.", "adjudicate", f"{path}/adjudicate")
    return None


def lead_action(view: StudyProgress) -> NextAction | None:
    """Return the next action that only the lead can take, or None."""
    coding_round, state = view.coding_round, state_of(view)
    if state == "corpus":
        shared = ", or draw the sample from a shared corpus" if view.shared else ""
        if not view.corpus and view.of_projects:
            return NextAction(f"Inspect the projects you want to study{shared}.", "corpus", "corpus/inspections")
        if not view.corpus:
            return NextAction(f"Import the advisories you want to study{shared}.", "corpus", "corpus/imports")
        drawn = "projects" if view.of_projects else "advisories"
        return NextAction(f"Draw the sample of {drawn} that will be coded.", "sample", "sample")
    if state == "sample":
        return NextAction("Plan the first round: who rates, in which style.", "rounds", "rounds")
    if coding_round is not None and state == "planned":
        return NextAction(
            f"Round {coding_round.number} is planned. Open it for the raters.",
            "rounds",
            f"rounds/{coding_round.number}",
        )
    if coding_round is not None and state == "open" and view.submitted == view.assigned:
        return NextAction(
            "All raters have submitted. Close the round to unseal it.", "rounds", f"rounds/{coding_round.number}"
        )
    if state == "settled":
        return NextAction("The round is settled. Publish a release.", "release", "releases")
    return None


def waiting_action(view: StudyProgress) -> NextAction:
    """Return a sentence on what the study waits for, for a member who has nothing to do."""
    coding_round, state = view.coding_round, state_of(view)
    if state == "released":
        return NextAction(
            f"Release {view.release} is published. Read the results.", "release", f"releases/{view.release}"
        )
    if coding_round is not None and state == "open":
        names = [row.rater.name for row in view.progress if row.submitted < row.assigned]
        if names and blinding_applies_to(view.member, coding_round):
            return NextAction(f"Waiting for the raters to finish round {coding_round.number}.")
        if names:
            return NextAction(f"Waiting for {join_words(names)} to finish round {coding_round.number}.")
        return NextAction(f"Round {coding_round.number} is complete. The lead can close it.")
    if coding_round is not None and state == "closed":
        return NextAction("The codes are being matched.", "agreement", f"rounds/{coding_round.number}/agreement")
    if coding_round is not None and state == "matched" and not view.undecided:
        return NextAction("All disagreements are decided. The round can be settled.")
    if coding_round is not None and state == "matched":
        if view.awaiting_response == view.undecided:
            return NextAction(
                f"Waiting for the raters to discuss {count_noun(view.awaiting_response, 'disagreement')}.",
                "adjudicate",
                f"rounds/{coding_round.number}/adjudicate",
            )
        name = coding_round.final_rater.name if coding_round.final_rater else "the raters"
        return NextAction(f"Waiting for {name} to decide.", "agreement", f"rounds/{coding_round.number}/agreement")
    return NextAction("The lead is preparing the study.")
