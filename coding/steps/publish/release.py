"""Publish a release: derive it once and store all its files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from tempfile import TemporaryFile
from typing import Any, Final

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from advisories.models import Job
from advisories.platform.jobs import enqueue
from advisories.platform.transactions import step
from coding.access.membership import require_role
from coding.access.orders import pseudonym_order
from coding.access.seal import UNSEALED, unsealed_rounds
from coding.audit.record import record
from coding.clock import now
from coding.dataset.pseudonyms import pseudonymise
from coding.errors import NotReady
from coding.loading.ratings import load_ratings_of_rounds
from coding.loading.study import load_study
from coding.locks import lock_study
from coding.models import Event, EventKind, Member, Release, Round, Study
from coding.models.event_kinds import CHANGES_AGREEMENT, CHANGES_RESULTS
from coding.release import RELEASE_FILES
from coding.release.reports.figures import missing_figures, unknown_to_figures
from coding.release.reports.origin_text import origin_text
from coding.release.tables.agreement import source_json
from coding.release.tables.consequence_table import outcomes_json
from coding.release.tables.rater_influence import rater_influence_json
from coding.release.tables.severity import severity_cells
from coding.rendering.figure_text import scripts_of
from coding.results.derive import Publication, derive
from coding.steps.codebook.versions import freeze_codebook
from coding.steps.publish.files import Report, render_into, store

JOB: Final = "publish"
SHOWN_OF_SOURCE: Final = ("source", "sha256", "entered_by", "entered_at", "ratings")


@step
def start_release(*, by: Member, note: str = "", pseudonyms: bool = False) -> Job:
    """Start a job that publishes a release. Raise at once if `publish` would."""
    require_role(by, "lead")
    study = lock_study(by.study_id)
    publishable_round(study)
    if releases_in_progress(study).exists():
        raise NotReady("A release of this study is already being made. Wait until it is ready, or cancel it.")
    arguments = {"member": by.pk, "study": study.slug, "note": note, "pseudonyms": pseudonyms}
    return enqueue(JOB, arguments, created_by=by.user)


def releases_in_progress(study: Study) -> QuerySet[Job]:
    """Return the jobs that are making a release of the study, at most one."""
    waiting = [Job.State.QUEUED, Job.State.RUNNING]
    return Job.objects.filter(kind=JOB, state__in=waiting, arguments__study=study.slug)


def publishable_round(study: Study) -> Round:
    """Return the last settled round."""
    coding_round = study.rounds.filter(state=Round.State.SETTLED).last()
    if coding_round is None:
        raise NotReady("No round is settled yet. Decide the disagreements and settle the round first.")
    return coding_round


def publish(
    *,
    by: Member,
    note: str = "",
    pseudonyms: bool = False,
    report: Report = lambda done, total, message: None,
    before_commit: Callable[[Release], None] = lambda release: None,
) -> Release:
    """Publish the last settled round of the study. With `pseudonyms`, its files and figures name no rater.

    The study is not locked while the files are made. The release is stored only if no event since the start can have
    changed its contents.
    """
    require_role(by, "lead")
    study, at = Study.objects.get(pk=by.study_id), now()
    coding_round = publishable_round(study)
    freeze_codebook(by=by)
    seen, number = last_event(study, coding_round), study.releases.count() + 1
    report(0, 1, f"Reading round {coding_round.number}")
    data = load_study(coding_round, release=number, released_on=at.date().isoformat(), note=note.strip())
    data = replace(data, rounds=tuple(load_ratings_of_rounds(unsealed_rounds(by))))
    publication = derive(pseudonymise(data, pseudonym_orders(by)) if pseudonyms else data)
    with TemporaryFile() as compressed:
        files = render_into(compressed, publication, report)
        report(len(files), len(files), "Storing the files")
        with transaction.atomic():
            study = lock_study(study.pk)
            if last_event(study, coding_round) != seen:
                raise NotReady(
                    "The study was changed while its release was being made, so it was discarded. Publish again."
                )
            release = Release.objects.create(
                study=study,
                number=number,
                round=coding_round,
                note=note.strip(),
                results=results_of(publication, [file.name for file in files]),
                manifest_sha256=next(file.sha256 for file in files if file.name == "MANIFEST.sha256"),
                created_at=at,
                created_by=by,
            )
            store(release, files, compressed)
            data_of_event = {
                "release": number,
                "manifest_sha256": release.manifest_sha256,
                "note": release.note,
                "pseudonyms": pseudonyms,
            }
            record(study=study, kind=EventKind.RELEASE_PUBLISHED, by=by, coding_round=coding_round, data=data_of_event)
            before_commit(release)
    return release


def pseudonym_orders(by: Member) -> dict[int, list[str]]:
    """Return the raters of each unsealed round of the study by its number, in the order of their pseudonyms."""
    orders = {}
    for coding_round in unsealed_rounds(by):
        raters = Member.objects.filter(assignments__round=coding_round).distinct()
        orders[coding_round.number] = [rater.name for rater in pseudonym_order(coding_round, raters)]
    return orders


def last_event(study: Study, coding_round: Round) -> int:
    """Return the number of the last event that can have changed what a release of this round contains.

    The release also contains the agreement of the other closed rounds.
    """
    of_round = Q(round=coding_round) | Q(round__isnull=True)
    of_other_round = Q(round__state__in=UNSEALED, kind__in=CHANGES_AGREEMENT)
    relevant = Event.objects.filter(
        of_round | of_other_round, study=study, rater_scope__isnull=True, kind__in=CHANGES_RESULTS
    )
    return relevant.aggregate(last=Max("number"))["last"] or 0


def results_of(publication: Publication, files: Sequence[str]) -> dict[str, Any]:
    """Return what the results page shows of a release with these files, as JSON."""
    return {
        "figures_missing": missing_figures(publication, files, RELEASE_FILES),
        "scripts_not_shown": scripts_of(unknown_to_figures(publication)),
        "title": publication.data.title,
        "question": publication.data.question,
        "notice": publication.data.notice,
        "decided": publication.decided,
        "undecided": list(publication.undecided),
        "table": [asdict(row) for row in publication.table],
        "outcomes": outcomes_json(publication),
        "severity": [] if publication.of_projects else [list(row) for row in publication.severity],
        "severity_by_consequence": [] if publication.of_projects else severity_cells(publication),
        "kind": "projects" if publication.of_projects else "advisories",
        "activities": [asdict(row) for row in publication.activities],
        "projects": [asdict(row) for row in publication.projects],
        "machine": [asdict(row) for row in publication.machine],
        "agreement": publication.agreement,
        "agreement_before": publication.agreement_before,
        "rater_influence": rater_influence_json(publication),
        "codebook": [asdict(row) for row in publication.data.codebook],
        "data_licence": publication.data.data_licence,
        "origin": publication.plan.origin,
        "origin_sentence": origin_text(publication.plan),
        "rating_sources": [
            {name: value for name, value in source_json(source).items() if name in SHOWN_OF_SOURCE}
            for source in publication.plan.rating_sources
        ],
    }
