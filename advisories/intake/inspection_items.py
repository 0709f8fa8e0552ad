"""Inspections of many projects: their items, and the job that inspects one after the other."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet

from advisories.inspection.fetching import checked_address
from advisories.inspection.git_calls import NotInspected
from advisories.inspection.private_folder import HASH
from advisories.inspection.reader import read_address, read_archive
from advisories.inspection.report import inspect
from advisories.inspection.scorecard import Result, UnreadableScorecard, looks_like_scorecard, read_results
from advisories.intake.inspections import Rendered, render, render_result, store_rendered
from advisories.models import Corpus, InspectionItem, Job, Upload
from advisories.platform import jobs
from advisories.platform.errors import BadInput, RuleBroken
from advisories.platform.jobs import ATTEMPTS, Progress
from advisories.platform.transactions import step
from advisories.records.addresses import normalise_address
from advisories.sources import uploads
from advisories.text.reading import clean

logger = logging.getLogger(__name__)

KIND: Final = "inspect"
MOST_ITEMS: Final = 500
SCORECARD_FILES: Final = (".json", ".jsonl", ".ndjson")
SCORECARD_BYTES: Final = 32 * 2**20
UNFINISHED: Final = (InspectionItem.State.WAITING, InspectionItem.State.RUNNING)
PROGRAM_ERROR: Final = (
    "This project could not be inspected because of an error in the program. "
    "Ask the administrator of this server to look at its log."
)
WORKER_DIED: Final = "The worker died while it inspected this project, so it is left out. Inspect it alone."
CANCELLED: Final = "The inspection was cancelled before it reached this project."
ENDED: Final = "The inspection ended before it reached this project. Start another one."
PUBLIC: Final = ("1.1.1.1",)  # stands for the addresses of a host, which the job asks for
USERINFO: Final = re.compile(r"//[^/]*@")


@dataclass(frozen=True, slots=True)
class NewItem:
    """A project to inspect, by its address or by an upload."""

    name: str = ""
    address: str = ""
    commit: str = ""
    upload: int | None = None


def start_inspection(items: Sequence[NewItem], user: Any, corpus: Corpus) -> Job:
    """Start the job that inspects these projects for a corpus, in their order.

    Raises
    ------
    BadInput
        If no item can be inspected. If some can, the others are stored as failed, with the reason.
    """
    numbers = [item.upload for item in items if item.upload is not None]
    if repeated := [number for number, count in Counter(numbers).items() if count > 1]:
        raise BadInput(f"Upload {repeated[0]} occurs twice. Name each upload once.")
    sent_before = {upload.pk: upload for upload in uploads.own_uploads(numbers, user)}
    if sent_before:
        uploads.check_import(list(sent_before.values()))
    reasons = [item_problem(item, sent_before) for item in items]
    if all(reasons):
        raise BadInput(reasons[0] if reasons else "There is no project to inspect. Send “items”.")
    return _store_items(items, reasons, list(sent_before.values()), user, corpus)


@step
def _store_items(
    items: Sequence[NewItem], reasons: Sequence[str], files: Sequence[Upload], user: Any, corpus: Corpus
) -> Job:
    job = jobs.enqueue(KIND, {}, created_by=user, corpus=corpus)
    uploads.use_uploads(files, job)
    InspectionItem.objects.bulk_create(
        InspectionItem(
            job=job,
            number=number,
            name=item.name,
            address=shown_address(item.address),
            commit=item.commit,
            upload=item.upload,
            state=InspectionItem.State.FAILED if reason else InspectionItem.State.WAITING,
            reason=reason,
        )
        for number, (item, reason) in enumerate(zip(items, reasons, strict=True), 1)
    )
    return job


def item_problem(item: NewItem, sent_before: dict[int, Upload]) -> str:
    """Return why an item cannot be inspected, in one sentence; "" if nothing speaks against it yet."""
    if item.upload is None:
        if not item.name:
            return f"The project at “{shown_address(item.address)[:200]}” has no name. Name it."
        if not item.address.isprintable():
            return f"Invalid address “{shown_address(item.address)[:200]}”. It has a line break or a control character."
        try:
            checked_address(item.address, settings.GIT_HOSTS, lambda host: PUBLIC)
        except NotInspected as error:
            return error.detail
        if item.commit and not HASH.fullmatch(item.commit):
            return f"Invalid commit “{item.commit}”. Use its full hash to fetch it from an address."
        return ""
    name = sent_before[item.upload].name
    if not item.name and not name.lower().endswith(SCORECARD_FILES):
        return f"The project in “{name}” has no name. Name it."
    if item.address and not normalise_address(item.address):
        shown = shown_address(item.address)[:200]
        return f"“{shown}” is not the address of a repository. Use one like https://github.com/owner/name."
    return ""


def shown_address(address: str) -> str:
    """Return an address without the account, password or query that it may contain.

    Examples
    --------
    >>> shown_address("https://ada:secret@github.com/a/b?token=secret")
    'https://github.com/a/b'
    """
    return USERINFO.sub("//", clean(address).strip().partition("?")[0])[:500]


class InspectionRun:
    """One run of the job of an inspection. It goes on with the items that no run before has finished."""

    def __init__(self, job: Job, progress: Progress) -> None:
        assert job.corpus  # as `start_inspection` stores it
        self.job, self.progress, self.corpus = job, progress, job.corpus
        self.items: QuerySet[InspectionItem] = InspectionItem.objects.filter(job=job)
        self.uploads = {upload.pk: upload for upload in job.uploads.all()}
        self.results: tuple[int, list[Result]] = (0, [])  # of the last file of results
        self.folder = Path(settings.DATA_DIR) / "inspections"
        self.folder.mkdir(parents=True, exist_ok=True)

    def run(self) -> dict[str, int]:
        """Inspect what is unfinished, and return how many items ended how."""
        if self.job.attempts >= ATTEMPTS:
            # The last attempt. Whatever was inspected when a worker died must not end it as well.
            self.items.filter(state=InspectionItem.State.RUNNING).update(
                state=InspectionItem.State.FAILED, reason=WORKER_DIED
            )
        while item := self.items.filter(state__in=UNFINISHED).order_by("number", "part").first():
            done, total = self.items.exclude(state__in=UNFINISHED).count(), self.items.count()
            self.progress(done, total, f"{done} of {total} projects inspected, now {item.name or 'a Scorecard file'}")
            self.items.filter(pk=item.pk).update(state=InspectionItem.State.RUNNING)
            self.inspect(item)
        counts = Counter(self.items.values_list("state", flat=True))
        total = counts.total()
        self.progress(total, total, f"{total - counts['failed']} of {total} projects inspected")
        return {name: counts[name] for name in ("done", "unchanged", "failed")}

    def inspect(self, item: InspectionItem) -> None:
        """Inspect one item, and store its snapshot or why there is none."""
        try:
            self.finish(item, self.rendered(item))
        except RuleBroken as error:
            self.fail(item, error.detail)
        except UnreadableScorecard as error:
            self.fail(item, str(error))
        except Exception:
            logger.exception("Item %s of inspection %s failed", item.number, self.job.pk)
            self.fail(item, PROGRAM_ERROR)

    @step
    def finish(self, item: InspectionItem, rendered: Rendered) -> None:
        """Store a snapshot, and that the item is done, in one transaction."""
        self.progress.hold_lease()
        snapshot, created = store_rendered(rendered, self.corpus)
        state = InspectionItem.State.DONE if created else InspectionItem.State.UNCHANGED
        self.items.filter(pk=item.pk).update(state=state, snapshot=snapshot, name=rendered.name)

    @step
    def fail(self, item: InspectionItem, reason: str) -> None:
        """Store why an item has no snapshot."""
        self.progress.hold_lease()
        upload = self.uploads.get(item.upload or 0)
        source = f"{upload.name}: " if upload and not item.name and upload.name not in reason else ""
        self.items.filter(pk=item.pk).update(state=InspectionItem.State.FAILED, reason=clean(source + reason))

    def rendered(self, item: InspectionItem) -> Rendered:
        """Read and inspect an item."""
        if item.upload is None:
            facts = read_address(
                item.address, item.name, hosts=settings.GIT_HOSTS, commit=item.commit, temporary=self.folder
            )
            return render(inspect(facts))
        if item.upload not in self.uploads:
            raise BadInput("The uploaded file no longer exists. Upload it again.")
        upload = self.uploads[item.upload]
        if item.part:
            return self.rendered_result(item, upload)
        with uploads.opened(upload) as path:
            with open(path, "rb") as file:
                is_scorecard = looks_like_scorecard(file.read(4096))
            if is_scorecard or upload.name.lower().endswith(SCORECARD_FILES):
                return self.rendered_result(item, upload)
            try:
                facts = read_archive(path, item.name, address=item.address, commit=item.commit, temporary=self.folder)
            except NotInspected as error:
                # The file that the sentence names is a temporary one.
                raise NotInspected(error.detail.replace(path.name, upload.name)) from None
        return render(inspect(facts))

    def rendered_result(self, item: InspectionItem, upload: Upload) -> Rendered:
        """Return one result of an upload of OpenSSF Scorecard. The first one adds an item per further one."""
        results = self.results_of(upload)
        if item.part == 0 and len(results) > 1:
            InspectionItem.objects.bulk_create(
                [
                    InspectionItem(job=self.job, number=item.number, part=part, name=item.name, upload=item.upload)
                    for part in range(1, len(results))
                ],
                ignore_conflicts=True,
            )
        # A name can be that of one repository only.
        alone = len({result.address for result in results}) == 1
        return render_result(results[item.part], self.corpus, fallback=item.name if alone else "")

    def results_of(self, upload: Upload) -> list[Result]:
        if self.results[0] != upload.pk:
            if upload.size > SCORECARD_BYTES:
                raise BadInput(f"{upload.name} has more than {SCORECARD_BYTES // 2**20} MiB. Split it.")
            self.results = upload.pk, read_results(uploads.content_of(upload))
        return self.results[1]


def finish_inspection(job: Job) -> None:
    """Fail the items that a job leaves when it ends, however it ends."""
    state = Job.objects.values_list("state", flat=True).get(pk=job.pk)
    InspectionItem.objects.filter(job=job, state__in=UNFINISHED).update(
        state=InspectionItem.State.FAILED, reason=CANCELLED if state == Job.State.CANCELLED else ENDED
    )
