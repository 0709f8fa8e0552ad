"""Stores reports of inspections: a snapshot of the project, its document and its evidence."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from advisories.corpus.projects import find_named, inspected_project
from advisories.inspection import profile as profiles
from advisories.inspection import report_json as reports
from advisories.inspection.report import Report
from advisories.inspection.scorecard import Result, beside
from advisories.inspection.scorecard import report_of as scorecard_report
from advisories.intake.snapshot_reports import COPIED, report_of
from advisories.models import Corpus, Document, Evidence, Project, Snapshot
from advisories.platform.errors import BadInput
from advisories.platform.locks import lock_row
from advisories.platform.transactions import step
from advisories.text.reading import clean

LARGEST: Final = 2**31 - 1  # that the database stores in a column of counts
SCORECARD: Final = "scorecard"


def store_report(report: Report, corpus: Corpus) -> tuple[Snapshot, bool]:
    """Store the report of an inspection in a corpus, unless its project has such a snapshot.

    Parameters
    ----------
    report : the report. Its project is found in the corpus by the name, or created there.

    Returns
    -------
    tuple of Snapshot and bool
        The snapshot, and whether it was created. The same commit read by the same rules is the same snapshot; a report
        that read what each earlier one could not is a further one, as is a report of newer rules.

    Raises
    ------
    BadInput
        If the name or a number cannot be stored.
    """
    return store_rendered(render(report), corpus)


@dataclasses.dataclass(frozen=True, slots=True)
class Rendered:
    """A report with everything that is stored of it."""

    name: str  # of the project
    content: dict[str, Any]  # its JSON
    sha256: str
    profile: profiles.Profile

    @property
    def snapshot(self) -> dict[str, Any]:
        return dict(self.content["snapshot"])


def render(report: Report) -> Rendered:
    """Return what is stored of a report. Called outside of transactions, because a long profile takes its time."""
    name = clean(report.facts.name).strip()[:200]
    if not name:
        raise BadInput("The project has no name. Name it.")
    content = reports.as_json(report)
    if (cleaned := _cleaned(content)) != content:
        content, report = cleaned, reports.from_json(cleaned)
    return Rendered(name, content, reports.sha256(report), profiles.build(report))


def _cleaned(value: Any) -> Any:
    """Return JSON without characters that a database rejects. Raise BadInput if a number is too large for it."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(name): _cleaned(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    if isinstance(value, int) and abs(value) > 2**63 - 1:
        raise BadInput(f"The report has the number {str(value)[:40]}, which cannot be stored.")
    return value


@step
def store_rendered(ready: Rendered, corpus: Corpus) -> tuple[Snapshot, bool]:
    """Store a rendered report, as `store_report` says."""
    project = inspected_project(ready.name, ready.content["project"]["address"], corpus)
    lock_row(project)  # two inspections of a project number their snapshots one after the other
    if same := same_snapshot(project, ready):
        return same, False
    now = timezone.now()
    snapshot = Snapshot.objects.create(
        project=project,
        number=(project.snapshots.order_by("-number").values_list("number", flat=True).first() or 0) + 1,
        document=_store_document(project, ready.profile, now),
        inspected_at=now,
        suggestions=ready.content["activities"],
        problems=ready.content["problems"],
        sha256=ready.sha256,
        **_columns(ready),
    )
    Evidence.objects.bulk_create(
        [
            _evidence(snapshot, row, span)
            for row, span in zip(ready.content["evidence"], ready.profile.spans, strict=True)
        ],
        batch_size=500,
    )
    return snapshot, True


def same_snapshot(project: Project, ready: Rendered) -> Snapshot | None:
    """Return the newest snapshot that already holds a report; None if it is to be stored."""
    snapshots: QuerySet[Snapshot] = project.snapshots.order_by("-number")
    if same := snapshots.filter(sha256=ready.sha256).first():
        return same
    values = ready.snapshot
    if not values["commit"] or values["source"] == SCORECARD or _has_scorecard(ready.content):
        return None
    earlier = snapshots.filter(commit=values["commit"], rules=values["rules"]).exclude(source=SCORECARD)
    return next((snapshot for snapshot in earlier if not _reads_more(ready, snapshot)), None)


def _reads_more(ready: Rendered, snapshot: Snapshot) -> bool:
    """Return whether a report knows an address, or has read commits or files, that the snapshot lacks."""
    values = ready.snapshot
    return (
        bool(ready.content["project"]["address"] and not snapshot.address)
        or values["history"]["commits"] > snapshot.history["commits"]
        or values["files_read"] > snapshot.files_read
    )


def _has_scorecard(content: dict[str, Any]) -> bool:
    return any(row["source"] != "clone" for row in content["evidence"])


def _columns(ready: Rendered) -> dict[str, Any]:
    values = ready.snapshot
    return {
        "address": ready.content["project"]["address"][:500],
        "source": values["source"],
        "commit": values["commit"] or "",
        "committed_at": _instant(values["committed_at"]),
        "branch": values["branch"] or "",
        "files": _count(values["files"]),
        "files_read": _count(values["files_read"]),
        "bytes_read": values["bytes_read"],
        "history": values["history"],
        "submodules": values["submodules"],
        "rules": values["rules"][:20],
        "ossfuzz": values["ossfuzz"][:20],
    }


def _count(value: int | None) -> int | None:
    if value is not None and value > LARGEST:
        raise BadInput(f"The report has the number {value:,}, which cannot be stored.")
    return value


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _store_document(project: Project, profile: profiles.Profile, now: datetime) -> Document:
    return Document.objects.create(
        project=project,
        title=profile.title,
        html=profile.html,
        text=profile.text,
        sha256=hashlib.sha256(profile.html.encode()).hexdigest(),
        created_at=now,
    )


def _evidence(snapshot: Snapshot, row: dict[str, Any], span: tuple[int, int] | None) -> Evidence:
    values = {name: row[name] for name in COPIED}
    values |= {"line": _count(row["line"]), "line_end": _count(row["line_end"])}
    start, end = span or (None, None)
    return Evidence(snapshot=snapshot, number=row["id"], path=row["path"] or "", start=start, end=end, **values)


def render_result(result: Result, corpus: Corpus, name: str = "", *, fallback: str = "") -> Rendered:
    """Return what is stored of a result of OpenSSF Scorecard.

    Parameters
    ----------
    result : the result.
    corpus : where it will be stored, and where a clone of the same address is looked up.
    name : name of the project; by default that of the project with the same address.
    fallback : its name if there is no such project; by default that of the repository.

    Returns
    -------
    Rendered
        The evidence of the newest clone of the same address and commit together with that of the result. Without such
        a clone, the evidence of the result alone.
    """
    same = Snapshot.objects.exclude(address="").filter(project__corpus=corpus, address=result.address).order_by("-pk")
    if name:
        same = same.filter(project=find_named(name, corpus))
    clone = same.filter(commit=result.commit or "").exclude(commit="").exclude(source=SCORECARD).first()
    if clone is not None:
        return render(beside(report_of(clone), result))
    earlier = same.first()
    return render(scorecard_report(result, name or (earlier.project.name if earlier else fallback)))


def store_result(result: Result, corpus: Corpus, name: str = "") -> tuple[Snapshot, bool]:
    """Store a result of OpenSSF Scorecard as a further snapshot; see `render_result` and `store_report`."""
    return store_rendered(render_result(result, corpus, name), corpus)
