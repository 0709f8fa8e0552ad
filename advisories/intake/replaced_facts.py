"""Keeps the facts about CVEs that an import replaces, and gives them back when it is undone."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from typing import Any, Final

import orjson
from django.db.models import Max

from advisories.models import CveFact, ImportRun, ReplacedFacts
from advisories.platform.database import where_in

# The columns of each kind. The last one is the import that stored them.
FACTS: Final = {
    "kev": ("kev_added", "kev_due", "kev_ransomware", "kev_run_id"),
    "epss": ("epss", "epss_percentile", "epss_date", "epss_model", "epss_run_id"),
}
IMPORTS_KEPT: Final = 10  # of each kind and corpus, with what they replaced; scores of a day take some megabytes
NAMES: Final = {"kev": "KEV", "epss": "EPSS"}
AT_ONCE: Final = 500  # rows updated with one statement


def keep_replaced(run: ImportRun, kind: str, cves: Collection[str]) -> None:
    """Store which CVEs have no facts of a kind yet, and the facts of the others, before an import stores its own."""
    run_of = f"{kind}_run"
    known = CveFact.objects.filter(corpus=run.corpus_id, cve__in=where_in(cves))
    before = [list(row) for row in known.exclude(**{run_of: None}).values_list("cve", *FACTS[kind])]
    own = {row[0] for row in before if row[-1] == run.pk}  # of an earlier block of the import
    content = {
        "new": sorted(set(cves) - {row[0] for row in before}),
        "before": [row for row in before if row[0] not in own],
    }
    first = not ReplacedFacts.objects.filter(import_run=run, kind=kind).exists()
    ReplacedFacts.objects.create(import_run=run, kind=kind, content=zlib.compress(orjson.dumps(content)))
    if first:
        rows = ReplacedFacts.objects.filter(import_run__corpus=run.corpus_id, kind=kind)
        runs = rows.order_by().values("import_run").annotate(last=Max("pk")).order_by("-last")
        oldest = [row["import_run"] for row in runs[IMPORTS_KEPT:]]
        ReplacedFacts.objects.filter(import_run__in=oldest, kind=kind).delete()


def facts_refusal(run: ImportRun) -> str:
    """Return why the facts about CVEs of an import cannot fall back to those before it; "" if they can."""
    for kind, name in NAMES.items():
        rows = ReplacedFacts.objects.filter(import_run__corpus=run.corpus_id, kind=kind)
        own = rows.filter(import_run=run).aggregate(last=Max("pk"))["last"]
        if own is None:
            if CveFact.objects.filter(corpus=run.corpus_id, **{f"{kind}_run": run.pk}).exists():
                return f"What {name} stated before this import is not kept any more."
        elif later := rows.filter(pk__gt=own).exclude(import_run=run).select_related("import_run").last():
            return (
                f"{name} was imported again afterwards, from “{later.import_run.source[:80]}”. Undo that import first."
            )
    return ""


def restore_facts(run: ImportRun) -> None:
    """Give each CVE back the facts that an import replaced, and delete those that only it had stored."""
    for replaced in ReplacedFacts.objects.filter(import_run=run).order_by("-pk"):
        content = orjson.loads(zlib.decompress(replaced.content))
        columns = FACTS[replaced.kind]
        rows = CveFact.objects.filter(corpus=run.corpus_id, **{f"{replaced.kind}_run": run.pk})
        without = {column: "" if column == "epss_model" else None for column in columns}
        rows.filter(cve__in=where_in(content["new"])).update(**without)
        before: dict[str, list[Any]] = {cve: facts for cve, *facts in content["before"]}
        changed = list(rows.filter(cve__in=where_in(before)))
        for row in changed:
            for column, value in zip(columns, before[row.cve], strict=True):
                setattr(row, column, value)
        fields = [column.removesuffix("_id") for column in columns]
        CveFact.objects.bulk_update(changed, fields, batch_size=AT_ONCE)
    ReplacedFacts.objects.filter(import_run=run).delete()
    CveFact.objects.filter(corpus=run.corpus_id, kev_run=None, epss_run=None).delete()
