"""Indexes the texts of advisories for the search, after imports and outside of their transactions.

Whatever changes an advisory queues it in its own transaction (`platform.full_text.queue_texts`). A batch is read and
split into tokens without a transaction, and stored in one that skips what has changed again in the meantime. So two
runs at the same time, or a run that begins again, store nothing wrong.
"""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any, Final

import orjson
from django.db import transaction
from django.utils import timezone

from advisories.formats import csaf
from advisories.formats.parsing import parse_again
from advisories.models import Advisory, Alias, Document, Job, SourceRecord, UnindexedText
from advisories.platform.database import where_in_numbers
from advisories.platform.full_text import lock_index, store_tokens
from advisories.platform.jobs import enqueue
from advisories.platform.locks import lock_free_rows
from advisories.records import AdvisoryRecord
from advisories.text.tokens import token_text

KIND: Final = "index"
BATCH: Final = 200  # texts per transaction
PAUSE: Final = timedelta(minutes=10)  # after a failure, before the sweeper starts another job


def index_texts(
    *, on_progress: Callable[[int, int], None] | None = None, hold_lease: Callable[[], None] | None = None
) -> int:
    """Index every queued advisory and return their number.

    Parameters
    ----------
    on_progress : called between batches with the numbers of texts indexed and to index.
    hold_lease : called at the beginning of each transaction. It raises if another run has the job.
    """
    done = last = 0
    total = UnindexedText.objects.count()
    while queued := dict(UnindexedText.objects.filter(pk__gt=last).values_list("pk", "advisory")[:BATCH]):
        texts = searched_texts(queued.values())
        with transaction.atomic():
            if hold_lease:
                hold_lease()
            lock_index()
            # An import that has changed one of them meanwhile queues it again, and must not wait for this transaction
            # while it waits for the import.
            current = lock_free_rows(UnindexedText.objects.filter(pk__in=where_in_numbers(queued)))
            store_tokens({queued[number]: texts.get(queued[number]) for number in current})
            UnindexedText.objects.filter(pk__in=where_in_numbers(current)).delete()
        last = max(queued)
        done += len(queued)
        total = max(total, done)
        if on_progress:
            on_progress(done, total)
    return done


def start_indexing(created_by: Any = None) -> None:
    """Start a job if texts wait to be indexed and no job is going to do it."""
    jobs = Job.objects.filter(kind=KIND)
    active = jobs.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])
    if UnindexedText.objects.exists() and not active.exists():
        enqueue(KIND, {}, created_by=created_by)


def sweep_index() -> None:
    """Start a job for texts that no import has indexed: of commands, of a restored database, after a failure."""
    failed = Job.objects.filter(kind=KIND, state=Job.State.FAILED, finished_at__gt=timezone.now() - PAUSE)
    importing = Job.objects.filter(kind="import", state=Job.State.RUNNING)  # indexes when it ends
    if UnindexedText.objects.exists() and not failed.exists() and not importing.exists():
        start_indexing()


def searched_texts(numbers: Iterable[int]) -> dict[int, str]:
    """Return the tokens of advisories, by primary key; those that do not exist are left out."""
    advisories = Advisory.objects.filter(pk__in=where_in_numbers(numbers)).select_related("project")
    fields: dict[int, list[str]] = {
        advisory.pk: [advisory.key, advisory.title, advisory.project.name if advisory.project else "", advisory.package]
        for advisory in advisories.only("key", "title", "package", "project__name")
    }
    for advisory, value in Alias.objects.filter(advisory__in=where_in_numbers(fields)).values_list(
        "advisory_id", "value"
    ):
        fields[advisory].append(value)
    records = SourceRecord.objects.filter(advisory__in=where_in_numbers(fields), current=True)
    unread = set[int]()
    for row in records.order_by("advisory_id", "pk").iterator():
        if record := _read(row):
            fields[row.advisory_id] += _fields(record)
            if row.format == csaf.NAME:
                fields[row.advisory_id].append(csaf.document_identifier(orjson.loads(row.content)))
        else:
            unread.add(row.advisory_id)
    documents: dict[int, str] = defaultdict(str)
    for number, text in Document.objects.filter(advisory__in=where_in_numbers(unread)).values_list(
        "advisory_id", "text"
    ):
        documents[number or 0] = text  # the newest is the last
    return {number: token_text(dict.fromkeys([*parts, documents[number]])) for number, parts in fields.items()}


def _read(row: SourceRecord) -> AdvisoryRecord | None:
    """Return a record, with the text that stood last if its source rejects it; None if it cannot be read."""
    try:
        record = parse_again(row.content, row.origin, row.format)
        if not record.rejection:
            return record
        same = SourceRecord.objects.filter(corpus=row.corpus_id, format=row.format)
        earlier = same.filter(identifier=row.identifier, part=row.part)
        for other in earlier.order_by("-pk").iterator():
            if not (standing := parse_again(other.content, other.origin, other.format)).rejection:
                return standing
        return record
    except (ValueError, KeyError):  # stored by a version that could read it
        return None


def _fields(record: AdvisoryRecord) -> Iterator[str]:
    yield from (record.identifier, *record.aliases, record.title, record.project)
    yield from (name for _, name in record.packages)
    # Readers see the characters that the entities of Markdown stand for.
    yield html.unescape(record.body) if record.markup == "markdown" and "&" in record.body else record.body
