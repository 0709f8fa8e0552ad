"""Imports from GitHub and OSV.dev: start, run, resume."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from advisories.formats.parsing import parse
from advisories.intake.importing import Attempt, import_records, restart
from advisories.intake.report import COUNTS, Report, records_read
from advisories.models import Corpus, ImportRun, Job
from advisories.platform import jobs
from advisories.platform.errors import BadInput, RuleBroken
from advisories.platform.jobs import Progress
from advisories.platform.locks import lock_row
from advisories.platform.transactions import step
from advisories.sources import github, osv
from advisories.sources.archives import open_path
from advisories.sources.http_client import SourceClient

KIND: Final = "live_import"
STEP: Final = 1.0  # seconds between checks for cancellation during a wait
SOURCE_NAMES: Final = {ImportRun.Kind.GITHUB: "GitHub", ImportRun.Kind.OSV: "OSV.dev"}


class NotSetUp(RuleBroken):
    """The source is switched off."""

    code = "not_set_up"


@dataclass(frozen=True, slots=True)
class Clock:
    """The system clock, which tests replace."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


def address_of(kind: str) -> str:
    """Return the base URL of the source; "" if it is switched off."""
    return str({ImportRun.Kind.GITHUB: settings.GITHUB_URL, ImportRun.Kind.OSV: settings.OSV_URL}[ImportRun.Kind(kind)])


@step
def start(kind: str, query: Mapping[str, str], user: Any, corpus: Corpus) -> ImportRun:
    """Enqueue an import into a corpus of the advisories that `query` selects."""
    if not address_of(kind):
        raise NotSetUp(f"{SOURCE_NAMES[ImportRun.Kind(kind)]} is switched off on this server.")
    parameters = {name: value.strip() for name, value in query.items() if value.strip()}
    if kind == ImportRun.Kind.OSV:
        osv.check_ecosystem(parameters.get("ecosystem", ""))
    description = ", ".join(f"{name} {value}" for name, value in parameters.items())
    return ImportRun.objects.create(
        corpus=corpus,
        kind=kind,
        query=parameters,
        format="ghsa_rest" if kind == ImportRun.Kind.GITHUB else "osv",
        source=f"{SOURCE_NAMES[ImportRun.Kind(kind)]}{f' ({description})' if description else ''}"[:500],
        job=jobs.enqueue(KIND, {}, created_by=user, corpus=corpus),
        started_at=timezone.now(),
    )


@step
def resume(run: ImportRun, user: Any) -> ImportRun:
    """Resume a live import that failed or was cancelled, from its stored position."""
    # Of two that resume it at the same time, the second sees the job of the first.
    lock_row(run)
    run = ImportRun.objects.select_related("corpus", "project", "job").get(pk=run.pk)
    if run.kind == ImportRun.Kind.FILES:
        raise BadInput(
            "Uploaded files are deleted after the import. Upload them again; stored records count as unchanged."
        )
    if run.undone_at:
        raise BadInput("This import is undone. Start another one.")
    if run.job and run.job.state in {Job.State.QUEUED, Job.State.RUNNING}:
        raise BadInput("This import is already waiting or running. Wait until it ends, or cancel it.")
    if run.job is None or run.job.state not in {Job.State.FAILED, Job.State.CANCELLED}:
        raise BadInput("Only an import that failed or was cancelled can be resumed. This one did neither.")
    if not address_of(run.kind):
        raise NotSetUp(f"{SOURCE_NAMES[ImportRun.Kind(run.kind)]} is switched off on this server.")
    run.job = jobs.enqueue(KIND, {}, created_by=user, corpus=run.corpus)
    run.finished_at = None
    run.save(update_fields=["job", "finished_at"])
    return run


def run_live_import(job: Job, progress: Progress, clock: Clock | None = None) -> dict[str, Any]:
    """Run the import of a job. Safe to run twice: the second run resumes from the stored position."""
    run = ImportRun.objects.select_related("corpus", "project").get(job=job)
    session = _Session(run, progress, clock or Clock())
    session.github() if run.kind == ImportRun.Kind.GITHUB else session.osv()
    with transaction.atomic():
        progress.hold_lease()
        run.save(update_fields=["position"])
    counted = Report.of(run)
    done = counted.read
    progress(done, total=done, message=session.final_message or counted.summary)
    return counted.counts()


class _Session:
    """One run of a live import."""

    def __init__(self, run: ImportRun, progress: Progress, clock: Clock) -> None:
        self.run, self.progress, self.clock = run, progress, clock
        self.final_message = ""

    def client(self, name: str, base: str, token: str = "") -> SourceClient:
        return SourceClient(name, base, token=token, wait=self.wait, now=self.clock.now)

    def wait(self, seconds: float, reason: str) -> None:
        """Wait in steps, so that a cancelled job ends soon and a running one keeps its lease."""
        until = self.clock.now() + seconds
        clock_time = time.strftime("%H:%M:%S", time.gmtime(until))
        while (remaining := until - self.clock.now()) > 0:
            self.report(f"Waiting until {clock_time} UTC: {reason}")
            self.clock.sleep(min(STEP, remaining))

    def report(self, message: str) -> None:
        counted = Report.of(self.run)
        self.progress(counted.read, message=message)

    def earlier_position(self) -> dict[str, Any]:
        """Return the position of the corpus's last finished import with the same query; {} if there is none.

        After an import that was undone, everything is asked for again.
        """
        same = ImportRun.objects.filter(
            corpus=self.run.corpus_id,
            kind=self.run.kind,
            query=self.run.query,
            job__state=Job.State.DONE,
        )
        last = same.exclude(pk=self.run.pk).order_by("-pk").first()
        return dict(last.position) if last and not last.undone_at else {}

    def github(self) -> None:
        client = self.client("GitHub", settings.GITHUB_URL, settings.GITHUB_TOKEN)
        position = dict(self.run.position)
        if position.get("page") and not position.get("next") and not position.get("skip"):
            return  # the worker died after storing the last page
        skip = int(position.get("skip", 0))
        self.report("Asking GitHub")
        pages = github.Pages(client, self.run.query, position, self.earlier_position().get("lists", {}))
        for page in pages:
            records = list(parse(page.body, f"GitHub, page {page.number}", self.run.format)) if page.size else []
            after = partial(_after, page, len(records), dict(self.run.position))
            before = _changes(self.run)
            import_records(records, run=self.run, attempt=Attempt(after, self.progress.hold_lease, skip))
            pages.nothing_new = not skip and _changes(self.run) == before
            self.run.position = page.position  # also after a page without a record
            skip = 0
            self.report(f"{page.number:,} {'page' if page.number == 1 else 'pages'} read")
        self.run.position = {"page": pages.number, "lists": pages.lists}
        if not pages.number:
            self.final_message = "Nothing has changed on GitHub since the last import with the same query"

    def osv(self) -> None:
        client = self.client("OSV.dev", settings.OSV_URL)
        folder = settings.DATA_DIR / "live"
        folder.mkdir(mode=0o700, exist_ok=True)
        target = folder / f"import-{self.run.pk}.zip"
        ecosystem = str(self.run.query["ecosystem"])

        def on_chunk(size: int, total: int | None) -> None:
            of_total = f" of {total / 1e6:,.0f}" if total else ""
            self.progress(0, message=f"{size / 1e6:,.0f}{of_total} MB of the archive downloaded")

        position = self.run.position
        if position.get("archive") and position["archive"] == sha256_of(target):
            etag: str | None = position["etag"]  # an earlier attempt downloaded it and stored some of its records
        else:
            self.report("Asking OSV.dev")
            etag = osv.archive(
                client, ecosystem, target, etag=self.earlier_position().get("etag", ""), on_chunk=on_chunk
            )
            if etag is None:
                self.run.position = self.earlier_position()
                self.final_message = f"Nothing has changed in {ecosystem} since the last import"
                return
            archive = sha256_of(target)
            if position.get("archive") != archive:
                restart(self.run)  # another archive has other records in another order
                position = {"archive": archive, "etag": etag}
        import_records(
            open_path(target, name=f"{ecosystem}/all.zip"),
            run=self.run,
            on_progress=lambda done: self.progress(done, message=records_read(done)),
            attempt=Attempt(
                lambda done: position | {"records": done}, self.progress.hold_lease, position.get("records", 0)
            ),
        )
        self.run.position = {"etag": etag}
        for file in (target, target.with_suffix(".etag")):
            file.unlink(missing_ok=True)


def _changes(run: ImportRun) -> list[int]:
    """Return how many records of an import were not as the corpus has them."""
    return [getattr(run, name) for name in COUNTS if name not in {"unchanged", "repeated"}]


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal; "" if it does not exist."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _after(page: github.Page, size: int, before: dict[str, Any], done: int) -> dict[str, Any]:
    """Return where to continue after `done` records of a page: at the next page, or within this one."""
    return page.position if done >= size else before | {"skip": done}
