"""Replicate a study from files (`manage.py replicate`), through the same steps as the web interface.

In the shared style the labels of all raters are one codebook; in the open style each rater's labels are private codes,
which a file matches. All steps are one transaction: if an error is raised, nothing is stored. Texts are rendered before
it, so that it locks the database less long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction

from advisories.intake.batches import NotRendered, render_files, render_texts
from advisories.intake.importing import import_paths
from advisories.intake.report import Report
from advisories.platform.errors import BadInput
from advisories.text.counting import count_noun
from coding import clock
from coding.errors import NotReady
from coding.formats.ratings.diagnosis import Diagnosis
from coding.formats.ratings.read import RatingsRead
from coding.models import Disagreement, Member, RatingSource, Release, Round
from coding.queries.adjudication_status import undecided
from coding.steps.adjudicate.decide import apply_final_rater_codes
from coding.steps.adjudicate.settle import settle
from coding.steps.publish.files import write_release
from coding.steps.publish.release import publish
from coding.steps.replicated_matching import Vocabularies, match_vocabularies
from coding.steps.replicated_units import named_units, ordered_advisories
from coding.steps.study import add_member, change_member, create_study
from coding.steps.study_of_ratings import RatingFiles, apply_decisions, create_closed_round, prepare


@dataclass(frozen=True, kw_only=True)
class Request(RatingFiles):
    """The files and options of a replication."""

    paths: Sequence[Path]
    final_rater: str
    out: Path
    at: datetime
    title: str = ""


@dataclass
class Replication:
    """The result of a replication."""

    release: Release
    imported: Report
    read: RatingsRead
    diagnosis: Diagnosis
    vocabulary: Vocabularies
    disagreements: int
    written: list[Path] = field(default_factory=list)


def replicate(request: Request) -> Replication:
    """Import, assign, code, agree, adjudicate and publish, or store nothing if an error is raised."""
    check_names(request)
    prepared = prepare(request)
    ratings = prepared.read
    if not prepared.decisions and request.final_rater not in ratings.raters:
        raise BadInput(
            f"{ratings.name}: “{request.final_rater}” is not a rater of these ratings (the raters are "
            f"{', '.join(ratings.raters)}). Choose one of them, or add --decisions."
        )
    rendered = render_files(request.paths)
    while True:
        try:
            with clock.fixed(request.at), transaction.atomic():
                lead = create_replicated_study(request, ratings)
                corpus = lead.study.corpus
                imported, identifiers = import_paths(
                    request.paths, corpus=corpus, rendered=rendered, started_at=request.at
                )
                units = named_units(ratings, ordered_advisories(identifiers, corpus), corpus)
                coding_round = create_closed_round(
                    prepared,
                    lead,
                    units,
                    sampled_from=", ".join(path.name or str(path) for path in request.paths),
                    final_rater=request.final_rater,
                    door=RatingSource.Door.REPLICATE,
                )
                final = Member.objects.get(study=coding_round.study_id, name=request.final_rater)
                if coding_round.style == Round.Style.OPEN:
                    match_vocabularies(final, coding_round, prepared.vocabulary)
                apply_decisions(prepared, final, coding_round, units)
                settle_with_own_codes(final, coding_round)
                release = publish(by=final)
                written = write_release(release, request.out)
            break
        except NotRendered as error:
            # Then once more: only stored records show which texts belong together.
            rendered.readings.update(render_texts(error.texts))
    disagreements = Disagreement.objects.filter(round=coding_round).count()
    return Replication(release, imported, ratings, prepared.diagnosis, prepared.vocabulary, disagreements, written)


def check_names(request: Request) -> None:
    """Raise BadInput if the final rater's name or the title has an invalid length."""
    if not request.final_rater.strip() or len(request.final_rater) > 150:
        raise BadInput("Invalid --final-rater. Use a name of 1 to 150 characters.")
    if len(request.title) > 200:
        raise BadInput("The --title is too long. Use at most 200 characters.")


def create_replicated_study(request: Request, ratings: RatingsRead) -> Member:
    """Create the study and its members; return its lead, the final rater."""
    title = request.title.strip() or f"Replication of {Path(request.labels[0].name).stem}"[:200]
    lead = create_study(title=title, user=None, name=request.final_rater)
    for rater in ratings.raters:
        if rater != request.final_rater:
            add_member(study=lead.study, by=lead, name=rater, roles=["rater"])
    rater_role = ["rater"] if request.final_rater in ratings.raters else []
    return change_member(by=lead, name=lead.name, roles=["lead", "adjudicator", *rater_role])


def settle_with_own_codes(final: Member, coding_round: Round) -> None:
    """Decide what is undecided by the final rater's own codes, and settle the round."""
    if final.is_rater:
        apply_final_rater_codes(by=final, coding_round=coding_round)
    if remaining := undecided(coding_round):
        verb = "is" if len(remaining) == 1 else "are"
        raise NotReady(
            f"{count_noun(len(remaining), 'disagreement')} {verb} undecided, the first on unit "
            f"{remaining[0].unit.number}, because {final.name} gave no code. "
            "Add the units to the decisions file (--decisions)."
        )
    settle(by=final, coding_round=coding_round)
