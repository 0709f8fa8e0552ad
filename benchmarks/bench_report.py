"""Time to open the agreement report of a large study, through the API.

    python benchmarks/bench_report.py [--units 100000] [--runs 5] [--postgresql]

Two raters have coded each unit with ten codes of a shared codebook. Goal: one second for 100,000 units on PostgreSQL.
The process has loaded the same modules as a web server before the first request.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.databases import database, outcome

UNITS = 100_000
BATCH = 2_000
TEXT = "An attacker who can reach the service reads, writes or stops what is not theirs. " * 12


def fill(units: int) -> None:
    """Store a closed round of `units` units with a shared codebook."""
    from advisories.corpus.corpora import main_corpus
    from advisories.models import Advisory, Document, SourceRecord
    from coding.clock import now
    from coding.loading.corpus_facts import facts_of_documents
    from coding.models import Assignment, Code, Coding, CodingCode, Round, Unit
    from coding.steps.codebook.codes import add_code
    from tests.support import factories

    people = factories.study(units=1)
    corpus = main_corpus()
    codes = [add_code(by=people.lea, label=f"consequence {n}", definition="artificial") for n in range(10)]
    at, draw = now(), random.Random(5)
    advisories = Advisory.objects.bulk_create(
        (
            Advisory(
                corpus=corpus,
                key=f"GHSA-{n:09d}",
                title=f"Vulnerability {n}",
                severity="high",
                created_at=at,
            )
            for n in range(1, units)
        ),
        batch_size=BATCH,
    )
    documents = Document.objects.bulk_create(
        (
            Document(advisory=a, title=a.title, html=TEXT, text=TEXT, sha256=f"{a.pk:064x}", created_at=at)
            for a in advisories
        ),
        batch_size=BATCH,
    )
    SourceRecord.objects.bulk_create(
        (
            SourceRecord(
                corpus=corpus,
                advisory=a,
                format="osv",
                identifier=a.key,
                content="{}",
                sha256=f"{a.pk:064x}",
                origin="artificial.json",
                imported_at=at,
            )
            for a in advisories
        ),
        batch_size=BATCH,
    )
    facts = facts_of_documents([document.pk for document in documents])
    new_units = Unit.objects.bulk_create(
        (
            Unit(study=people.study, number=n, document=document, **facts[document.pk]._asdict())
            for n, document in enumerate(documents, 2)
        ),
        batch_size=BATCH,
    )
    coding_round = Round.objects.create(
        study=people.study,
        number=1,
        style="shared",
        state="closed",
        primary_statistic="cohen_kappa",
        threshold="0.6",
        seed=1,
        planned_at=at,
        opened_at=at,
        closed_at=at,
    )
    assignments = Assignment.objects.bulk_create(
        (
            Assignment(round=coding_round, rater=rater, unit=unit)
            for unit in new_units
            for rater in (people.ada, people.bo)
        ),
        batch_size=BATCH,
    )
    codings = Coding.objects.bulk_create(
        (Coding(assignment=a, idempotency_key="once", submitted_at=at) for a in assignments), batch_size=BATCH
    )
    chosen: list[Code] = []
    for _ in new_units:
        first = codes[int(10 * draw.random() ** 2)]
        chosen += [first, first if draw.random() < 0.65 else draw.choice(codes)]
    CodingCode.objects.bulk_create(
        (CodingCode(coding=coding, code=code) for coding, code in zip(codings, chosen, strict=True)), batch_size=BATCH
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    os.environ["INTERCODER_ALLOWED_HOSTS"] = "testserver"
    with database(options.postgresql):
        from django.db import connection

        import annotation.wsgi  # noqa: F401  # the modules that a web server loads
        from annotation.accounts.models import User
        from tests.support.factories import client

        fill(options.units)
        if options.postgresql:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        reader = client(User.objects.get(username="vic"))
        seconds = []
        for _ in range(options.runs + 1):
            begun = time.perf_counter()
            response = reader.get("/api/v1/studies/consequences/rounds/1/agreement/")
            seconds.append(time.perf_counter() - begun)
            assert response.status_code == 200, response.content
        used = response.json()["report"]["units_used"]
        print(f"{used:,} units coded by two raters, {connection.vendor}; the agreement report through the API")
        best = min(seconds[1:])
        print(f"first request      {seconds[0]:8.2f} s")
        print(f"best of {options.runs}          {best:8.2f} s   (goal: below 1, {outcome(best < 1)})")


if __name__ == "__main__":
    main()
