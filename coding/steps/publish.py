"""Freezing a release: derived once, stored whole, never changed; and showing it in public or not."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from django.db import transaction

from coding.clock import now
from coding.derivation import Publication, derive
from coding.errors import BadInput, NotReady, RuleBroken
from coding.exporters import render_all
from coding.exporters.dependence import dependence_json
from coding.exporters.figures import consequence_spec
from coding.exporters.severity import severity_by_consequence_spec, severity_spec
from coding.gathering import gather
from coding.models import Member, Publicity, Release, ReleaseFile, Round, Study
from coding.pseudonyms import pseudonymous
from coding.ratings_gathering import gather_rounds
from coding.steps.codebook import freeze_codebook
from coding.steps.history import record
from coding.visibility import lifted_rounds, require


class FolderInUse(RuleBroken):
    """A release is written into an empty folder."""

    code = "folder_in_use"


@transaction.atomic
def publish(*, by: Member, note: str = "", pseudonyms: bool = False) -> Release:
    """Publish the study's last settled round; with `pseudonyms` its files and figures name nobody."""
    require(by, "lead")
    study = Study.objects.select_for_update().get(pk=by.study_id)
    round = study.rounds.filter(state=Round.State.SETTLED).last()
    if round is None:
        raise NotReady("No round is settled yet. Decide the disagreements and settle the round first.")
    freeze_codebook(by=by)
    number, at = study.releases.count() + 1, now()
    inputs = gather(round, release=number, released_on=at.date().isoformat(), note=note.strip())
    inputs = replace(inputs, rounds=tuple(gather_rounds(lifted_rounds(by))))
    publication = derive(pseudonymous(inputs) if pseudonyms else inputs)
    files = render_all(publication)
    release = Release.objects.create(
        study=study,
        number=number,
        round=round,
        note=note.strip(),
        results=results_of(publication),
        manifest_sha256=hashlib.sha256(files["MANIFEST.sha256"]).hexdigest(),
        created_at=at,
        created_by=by,
    )
    ReleaseFile.objects.bulk_create(
        ReleaseFile(
            release=release,
            path=path,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
        )
        for path, content in files.items()
    )
    record(
        study=study,
        kind="published",
        by=by,
        round=round,
        data={
            "release": number,
            "manifest_sha256": release.manifest_sha256,
            "note": release.note,
            "pseudonyms": pseudonyms,
        },
    )
    return release


def results_of(publication: Publication) -> dict[str, Any]:
    """What the results page shows, in JSON."""
    return {
        "title": publication.inputs.title,
        "question": publication.inputs.question,
        "notice": publication.inputs.notice,
        "decided": publication.decided,
        "undecided": list(publication.undecided),
        "table": [asdict(row) for row in publication.table],
        "severity": [list(row) for row in publication.severity],
        "severity_spec": severity_spec(publication),
        "agreement": publication.agreement,
        "agreement_before": publication.agreement_before,
        "consequence_spec": consequence_spec(publication),
        "severity_by_consequence_spec": severity_by_consequence_spec(publication),
        "dependence": dependence_json(publication),
        "overrides": [list(row) for row in publication.overrides],
        "codebook": [asdict(row) for row in publication.inputs.codebook],
        "data_licence": publication.inputs.data_licence,
    }


@transaction.atomic
def make_public(*, by: Member, number: int) -> Publicity:
    """Let everybody read this release without signing in."""
    release = release_of_lead(by, number)
    if release.publicity.filter(withdrawn_at__isnull=True).exists():
        raise BadInput(f"Release {number} is public already.")
    made = Publicity.objects.create(release=release, made_at=now(), made_by=by)
    record(study=by.study, kind="release_made_public", by=by, data={"release": number})
    return made


@transaction.atomic
def withdraw_from_public(*, by: Member, number: int) -> None:
    """Show this release to members alone again; who has read it has read it."""
    release = release_of_lead(by, number)
    if not release.publicity.filter(withdrawn_at__isnull=True).update(withdrawn_at=now(), withdrawn_by=by):
        raise BadInput(f"Release {number} is not public.")
    record(study=by.study, kind="release_withdrawn", by=by, data={"release": number})


def release_of_lead(by: Member, number: int) -> Release:
    require(by, "lead")
    study = Study.objects.select_for_update().get(pk=by.study_id)
    release = study.releases.filter(number=number).first()
    if release is None:
        raise BadInput(f"There is no release {number}.")
    return release


def write_release(release: Release, folder: Path) -> list[Path]:
    """Write the release's files into `folder`, which must be new, empty, or hold this very release."""
    files = {file.path: bytes(file.content) for file in release.files.all()}
    if folder.exists() and not folder.is_dir():
        raise FolderInUse(f"{folder} is a file. Name a folder.")
    present = {path.name for path in folder.iterdir()} if folder.exists() else set()
    same = present <= files.keys() and all((folder / name).read_bytes() == files[name] for name in present)
    if present and not same:
        raise FolderInUse(f"{folder} holds something else. Name a new or an empty folder.")
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError:  # a full disk, say: half a release is worse than none
        for name in files.keys() - present:
            (folder / name).unlink(missing_ok=True)
        if made:
            folder.rmdir()
        raise
    return [folder / name for name in files]
