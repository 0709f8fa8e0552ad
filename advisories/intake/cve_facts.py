"""Stores facts about CVEs: one statement per block of up to 10,000 rows."""

from __future__ import annotations

from typing import Any, Final

import orjson
from django.db import connection

from advisories.intake.replaced_facts import keep_replaced
from advisories.models import Alias, ImportRun
from advisories.platform.database import where_in
from advisories.records.cve_facts import CveFacts

TABLE: Final = "advisories_cvefact"
# Columns of each kind, in the order of its rows, and their types in PostgreSQL.
COLUMNS: Final = {
    "kev": {"cve": "text", "kev_added": "date", "kev_due": "date", "kev_ransomware": "boolean"},
    "epss": {"cve": "text", "epss": "double precision", "epss_percentile": "double precision"},
}
# A file replaces scores of its own day or of an earlier one, and scores without a date.
NOT_OLDER: Final = {
    "kev": "",
    "epss": f"WHERE {TABLE}.epss_date IS NULL OR excluded.epss_date >= {TABLE}.epss_date",
}


def store_facts(run: ImportRun, facts: CveFacts) -> dict[str, int]:
    """Store the rows; return how many are about an advisory of the corpus (`matched`), and how many are not."""
    rows = {row.cve: row for row in facts.rows}  # the last row of a CVE counts
    values: dict[str, Any] = {"corpus_id": run.corpus_id, f"{facts.kind}_run_id": run.pk}
    if facts.kind == "epss":
        values |= {"epss_date": facts.date or None, "epss_model": facts.model}
    keep_replaced(run, facts.kind, rows)
    _insert(facts.kind, [[value if value != "" else None for value in row] for row in rows.values()], values)
    matched = set(
        Alias.objects.filter(corpus=run.corpus_id, value__in=where_in(rows)).order_by().values_list("value", flat=True)
    )
    counted = sum(row.cve in matched for row in facts.rows)
    return {"matched": counted, "not_in_corpus": len(facts.rows) - counted}


def _insert(kind: str, rows: list[list[Any]], values: dict[str, Any]) -> None:
    """Insert or update all rows with one statement. `values` are the columns that are the same in each row."""
    columns = COLUMNS[kind]
    if connection.vendor == "postgresql":
        read = ", ".join(f"(value ->> {index})::{sort}" for index, sort in enumerate(columns.values()))
        source = "jsonb_array_elements(%s::jsonb) AS value"
        same = {"epss_date": "%s::date"}
    else:
        read = ", ".join(f"json_extract(value, '$[{index}]')" for index in range(len(columns)))
        source, same = "json_each(%s)", {}
    names = [*columns, *values, *([] if "epss_model" in values else ["epss_model"])]
    constants = ", ".join([*(same.get(name, "%s") for name in values), *([] if "epss_model" in values else ["''"])])
    updated = ", ".join(f"{name} = excluded.{name}" for name in (*columns, *values) if name not in {"corpus_id", "cve"})
    statement = (
        f"INSERT INTO {TABLE} ({', '.join(names)}) SELECT {read}, {constants} FROM {source} WHERE true "  # noqa: S608
        f"ON CONFLICT (corpus_id, cve) DO UPDATE SET {updated} {NOT_OLDER[kind]}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values.values(), orjson.dumps(rows).decode()])
