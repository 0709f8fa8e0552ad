"""Facts of documents in the corpus today: to freeze them with a sample, and to compare them with a sample.

Everything else that is about units reads the facts that are stored with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from django.db.models import Max

from advisories.corpus.cve_facts import ExploitFacts, exploit_facts
from advisories.models import Alias, Document, SourceRecord
from advisories.platform.database import where_in_numbers
from coding.clock import stamp
from coding.dataset.unit_facts import TEXT, Difference, FrozenFacts, differences
from coding.models import Unit

AT_ONCE: Final = 5_000  # documents read per query


def facts_of_documents(documents: Sequence[int]) -> dict[int, FrozenFacts]:
    """Return document → its facts in the corpus today, in five queries per 5,000 documents."""
    return {
        document: frozen
        for start in range(0, len(documents), AT_ONCE)
        for document, frozen in _batch(documents[start : start + AT_ONCE])
    }


def corpus_of_document(document: int) -> str | None:
    """Return the slug of the corpus of a document; "" for a study's own, None if the document came from a file."""
    row = Document.objects.values_list("advisory__corpus__slug", "project__corpus__slug").get(pk=document)
    return next((slug for slug in row if slug is not None), None)


def _batch(documents: Sequence[int]) -> Iterator[tuple[int, FrozenFacts]]:
    rows = list(
        Document.objects.filter(pk__in=where_in_numbers(documents))
        .order_by()
        .values_list(
            "pk",
            "advisory",
            "project__slug",
            "project__name",
            "project__label",
            "advisory__project__slug",
            "advisory__project__name",
            "advisory__project__label",
            "advisory__key",
            "advisory__title",
            "advisory__severity",
            "advisory__severity_source",
            "advisory__cvss_score",
            "advisory__cvss_vector",
            "advisory__cwes",
            "advisory__published_at",
            "advisory__withdrawn_at",
            "advisory__ecosystem",
            "advisory__package",
            "advisory__references",
        )
    )
    advisories = [row[1] for row in rows if row[1]]
    identifiers: dict[int, list[str]] = defaultdict(list)
    records: dict[int, list[dict[str, str]]] = defaultdict(list)
    if advisories:
        aliases = Alias.objects.filter(advisory__in=where_in_numbers(advisories)).order_by()
        for advisory, value in aliases.values_list("advisory", "value"):
            identifiers[advisory].append(value)
        current = SourceRecord.objects.filter(current=True, advisory__in=where_in_numbers(advisories)).order_by()
        for advisory, *values, imported_at in current.values_list(
            "advisory", "format", "identifier", "part", "sha256", "origin", "imported_at"
        ):
            record = dict(zip(("source", "identifier", "part", "sha256", "origin"), values, strict=True))
            records[advisory].append(record | {"imported_at": stamp(imported_at)})
    exploits = exploit_facts(advisories) if advisories else {}
    for document, advisory, slug, name, label, *of_advisory in rows:
        if advisory:
            exploit = exploits.get(advisory, ExploitFacts())
            facts = _facts_of_advisory(identifiers[advisory], *of_advisory) | {"kev": exploit.kev, "epss": exploit.epss}
        else:
            facts = {"project": _project(slug, name, label)}
        yield document, FrozenFacts(facts, sorted(records[advisory], key=_order) if advisory else [])


def _facts_of_advisory(
    identifiers: list[str],
    slug: str | None,
    name: str | None,
    label: str | None,
    key: str,
    title: str,
    severity: str,
    severity_source: str,
    cvss_score: Any,
    cvss_vector: str,
    cwes: list[str],
    published_at: datetime | None,
    withdrawn_at: datetime | None,
    ecosystem: str,
    package: str,
    references: list[str],
) -> dict[str, Any]:
    return {
        "key": key,
        "identifiers": sorted(identifiers),
        "title": title,
        "severity": severity,
        "severity_source": severity_source,
        "cvss_score": None if cvss_score is None else float(cvss_score),
        "cvss_vector": cvss_vector,
        "cwes": cwes,
        "published": _moment(published_at),
        "withdrawn": _moment(withdrawn_at),
        "ecosystem": ecosystem,
        "package": package,
        "project": _project(slug, name, label),
        "references": references,
    }


def _project(slug: str | None, name: str | None, label: str | None) -> dict[str, str] | None:
    """Return what is frozen of a project: its label as well, if its name is not enough to tell it from others."""
    if not (slug and name and label):
        return None
    return {"slug": slug, "name": name} | ({"label": label} if label != name else {})


def _moment(at: datetime | None) -> str:
    """Return a time in UTC and whole seconds, also of a year with fewer than four digits; "" if there is none."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if at else ""


def _order(record: dict[str, str]) -> tuple[str, ...]:
    return record["source"], record["identifier"], record["part"], record["sha256"]


def since_sample(units: Sequence[Unit]) -> dict[int, list[Difference]]:
    """Return number → what differs today from the facts and the text of the unit, for units where anything does."""
    today = facts_of_documents([unit.document_id for unit in units])
    texts = _other_texts([unit.document_id for unit in units])
    changed = {}
    for unit in units:
        rows = differences(FrozenFacts(unit.facts, unit.records), today[unit.document_id])
        if unit.document_id in texts:
            rows.append(Difference(TEXT, "", ""))
        if rows:
            changed[unit.number] = rows
    return changed


def _other_texts(documents: Sequence[int]) -> set[int]:
    """Return the documents whose advisory has another text today."""
    others: set[int] = set()
    for start in range(0, len(documents), AT_ONCE):
        batch = Document.objects.filter(pk__in=where_in_numbers(documents[start : start + AT_ONCE])).order_by()
        newest = batch.filter(advisory__isnull=False).annotate(newest=Max("advisory__documents"))
        rows = list(newest.values_list("pk", "sha256", "newest"))
        later = [number for document, _, number in rows if number != document]
        sha256 = dict(
            Document.objects.filter(pk__in=where_in_numbers(later)).order_by().values_list("pk", "sha256")
            if later
            else []
        )
        others |= {document for document, before, number in rows if sha256.get(number, before) != before}
    return others
