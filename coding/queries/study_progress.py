"""Where a study stands: its steps with their state, and what one member should do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet

from advisories.models import Advisory
from coding.access import seal
from coding.models import Code, Member, Release, Round, Unit
from coding.queries import adjudication_status as positions

STUDY_STATES = ("corpus", "sample", "planned", "open", "closed", "matched", "settled", "released")
STEPS = ("corpus", "sample", "codebook", "rounds", "code", "match", "agreement", "adjudicate", "release")
STOP_STATES = ("done", "now", "waiting")


@dataclass(frozen=True)
class StepProgress:
    """One step of the method in one study."""

    step: str
    state: str  # "done", "now" or "waiting"
    reason: str = ""  # why it waits
    count: str = ""


@dataclass(frozen=True)
class NextAction:
    """What this member should do, in a sentence, and the page where it is done."""

    sentence: str
    step: str = ""
    path: str = ""


@dataclass(frozen=True)
class StudyProgress:
    """A member's view of the whole study."""

    member: Member
    units: int
    round: Round | None
    progress: list[seal.Progress] = field(default_factory=list)
    disagreements: int = 0
    undecided: int = 0
    waiting: int = 0  # of the undecided, those that are discussed before the final rater may decide them
    matched: bool = False
    release: int | None = None  # the newest of the study
    published: bool = False  # whether there is one of this round
    advisories: int = 0
    codes: int = 0

    @property
    def submitted(self) -> int:
        return sum(row.submitted for row in self.progress)

    @property
    def assigned(self) -> int:
        return sum(row.assigned for row in self.progress)


def study_progress(member: Member) -> StudyProgress:
    """Count what `member` may know."""
    return progress_of_studies([member])[0]


def progress_of_studies(members: Sequence[Member]) -> list[StudyProgress]:
    """The same for several studies in a fixed number of queries."""
    studies = [member.study_id for member in members]
    last: dict[int, Round] = {}
    for found in Round.objects.filter(study__in=studies).select_related("final_rater").order_by("number"):
        last[found.study_id] = found
    progress = seal.progress(last.values())
    resolution_method = positions.adjudication_status(last.values())
    units = counts(Unit.objects.filter(study__in=studies))
    releases = counts(Release.objects.filter(study__in=studies))
    published = set(Release.objects.filter(round__in=last.values()).values_list("round", flat=True))
    codes = counts(Code.objects.filter(study__in=studies, owner__isnull=True, retired_at__isnull=True))
    advisories = Advisory.objects.count()
    views = []
    for member in members:
        coding_round = last.get(member.study_id)
        settled = resolution_method.get(coding_round.pk) if coding_round else None
        views.append(
            StudyProgress(
                member=member,
                units=units.get(member.study_id, 0),
                round=coding_round,
                progress=progress.get(coding_round.pk, []) if coding_round else [],
                disagreements=settled.disagreements if settled else 0,
                undecided=settled.undecided if settled else 0,
                waiting=settled.waiting if settled else 0,
                matched=settled.matched if settled else False,
                release=releases.get(member.study_id),
                published=coding_round is not None and coding_round.pk in published,
                advisories=advisories,
                codes=codes.get(member.study_id, 0),
            )
        )
    return views


def counts(rows: QuerySet[Any]) -> dict[int, int]:
    """study → number of rows."""
    return dict(rows.order_by().values_list("study").annotate(Count("pk")))


def state_of(view: StudyProgress) -> str:
    """One word for the list of studies."""
    if view.round is None:
        return "sample" if view.units else "corpus"
    if view.round.state == Round.State.SETTLED:
        return "released" if view.published else "settled"
    if view.round.state == Round.State.CLOSED:
        return "matched" if view.matched else "closed"
    return str(view.round.state)


def step_list(view: StudyProgress, agreement: str = "") -> list[StepProgress]:
    """The steps of the method with their state, as the study's home draws them; `agreement` is the figure in words."""
    coding_round, state = view.round, state_of(view)
    reached = STUDY_STATES.index(state)
    lifted = coding_round is not None and not coding_round.sealed
    sealed = "Opens when the round is closed." if coding_round else "Opens after a round."
    private = coding_round is not None and coding_round.style == Round.Style.OPEN
    rating = f"{view.submitted} of {view.assigned} codings" if coding_round else ""
    match_reason = "" if lifted else sealed
    if coding_round is not None and not private:
        match_reason = "Not needed: the codes are shared."
    adjudicate_reason = (
        "" if lifted and view.matched else sealed if not lifted else "Opens when the matching is confirmed."
    )
    return [
        StepProgress(
            "corpus",
            "done" if view.advisories else "now",
            "",
            counted(view.advisories, "advisory", "advisories"),
        ),
        StepProgress("sample", step_state(view.units > 0, bool(view.advisories)), "", counted(view.units, "unit")),
        StepProgress("codebook", "done" if view.codes else "waiting", "", counted(view.codes, "code")),
        StepProgress(
            "rounds",
            step_state(reached >= 3, view.units > 0),
            "" if view.units else "Draw a sample first.",
            f"round {coding_round.number}, {coding_round.state}" if coding_round else "",
        ),
        StepProgress(
            "code",
            step_state(lifted, state == "open"),
            "" if coding_round and reached >= 3 else "Opens with the round.",
            rating,
        ),
        StepProgress("match", step_state(lifted and view.matched, lifted), match_reason),
        StepProgress("agreement", "done" if lifted else "waiting", "" if lifted else sealed, agreement),
        StepProgress(
            "adjudicate",
            step_state(reached >= 6, lifted and view.matched),
            adjudicate_reason,
            decided(view) if lifted and view.matched else "",
        ),
        StepProgress(
            "release",
            step_state(view.published, state == "settled"),
            "" if reached >= 6 else "Opens when the round is settled.",
            f"release {view.release}" if view.release else "",
        ),
    ]


def step_state(done: bool, now: bool) -> str:
    return "done" if done else "now" if now else "waiting"


def decided(view: StudyProgress) -> str:
    if not view.disagreements:
        return "no disagreements"
    return f"{view.disagreements - view.undecided} of {view.disagreements} decided"


def counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def next_step(view: StudyProgress) -> NextAction:
    """What `view.member` should do now."""
    member, coding_round = view.member, view.round
    if coding_round is not None and coding_round.state == Round.State.OPEN and (coding := next_coding(view)):
        return coding
    if (
        coding_round is not None
        and coding_round.state == Round.State.CLOSED
        and (resolution_method := next_settling(view))
    ):
        return resolution_method
    if member.is_lead and (leading := next_leading(view)):
        return leading
    return waiting(view)


def next_coding(view: StudyProgress) -> NextAction | None:
    coding_round = view.round
    assert coding_round is not None
    mine = next((row for row in view.progress if row.rater.pk == view.member.pk), None)
    if mine is None or mine.submitted == mine.assigned:
        return None
    left = counted(mine.assigned - mine.submitted, "unit")
    return NextAction(
        f"{left} of {mine.assigned} left in round {coding_round.number}.", "code", f"rounds/{coding_round.number}/code"
    )


def next_settling(view: StudyProgress) -> NextAction | None:
    """Matching and adjudication, for those who do them."""
    coding_round, member = view.round, view.member
    assert coding_round is not None
    place = f"rounds/{coding_round.number}"
    if not view.matched:
        if member.is_lead or member.is_adjudicator:
            return NextAction("The seal is lifted. Match the raters' codes.", "match", f"{place}/match")
        return None
    if view.undecided:
        final = member.pk == coding_round.final_rater_id
        if (final and view.waiting < view.undecided) or (member.is_lead and coding_round.final_rater_id is None):
            sentence = f"{counted(view.undecided - view.waiting, 'disagreement')} of {view.disagreements} to decide."
            return NextAction(sentence, "adjudicate", f"{place}/adjudicate")
        discussed = coding_round.resolution_method == Round.ResolutionMethod.DISCUSSION or view.waiting > 0
        if discussed and any(row.rater.pk == member.pk for row in view.progress):
            left = view.waiting or view.undecided
            sentence = f"{counted(left, 'disagreement')} of {view.disagreements} to discuss."
            return NextAction(sentence, "adjudicate", f"{place}/adjudicate")
        return None
    if member.is_lead or member.is_adjudicator:
        return NextAction("Every disagreement is decided. Settle the round.", "adjudicate", f"{place}/adjudicate")
    return None


def next_leading(view: StudyProgress) -> NextAction | None:
    """What only the lead can do."""
    coding_round, state = view.round, state_of(view)
    if state == "corpus":
        if not view.advisories:
            return NextAction("Import the advisories you want to study.", "corpus", "/corpus")
        return NextAction("Draw the sample of advisories that will be coded.", "sample", "sample")
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
            "Everybody has submitted. Close the round to lift the seal.", "rounds", f"rounds/{coding_round.number}"
        )
    if state == "settled":
        return NextAction("The round is settled. Publish a release.", "release", "releases")
    return None


def waiting(view: StudyProgress) -> NextAction:
    """Nothing to do: say what the study waits for."""
    coding_round, state = view.round, state_of(view)
    if state == "released":
        return NextAction(
            f"Release {view.release} is published. Read the results.", "release", f"releases/{view.release}"
        )
    if coding_round is not None and state == "open":
        names = [row.rater.name for row in view.progress if row.submitted < row.assigned]
        if names:
            return NextAction(f"Waiting for {', '.join(names)} to finish round {coding_round.number}.")
        return NextAction(f"Round {coding_round.number} is complete. The lead can close it.")
    if coding_round is not None and state == "closed":
        return NextAction("The codes are being matched.", "agreement", f"rounds/{coding_round.number}/agreement")
    if coding_round is not None and state == "matched" and not view.undecided:
        return NextAction("Every disagreement is decided. The round can be settled.")
    if coding_round is not None and state == "matched":
        if view.waiting == view.undecided:
            left = counted(view.waiting, "disagreement")
            return NextAction(
                f"Waiting for the raters to discuss {left}.", "adjudicate", f"rounds/{coding_round.number}/adjudicate"
            )
        name = coding_round.final_rater.name if coding_round.final_rater else "the raters"
        return NextAction(f"Waiting for {name} to decide.", "agreement", f"rounds/{coding_round.number}/agreement")
    return NextAction("The lead is preparing the study.")
