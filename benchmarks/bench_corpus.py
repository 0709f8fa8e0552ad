"""Response times of the corpus with 300,000 advisories: list and facets.

    python benchmarks/bench_corpus.py [--advisories 300000] [--requests 40] [--postgresql]

An artificial corpus (40,000 projects, 30 ecosystems, 300 CWEs, unevenly distributed) is written to an empty database.
Then each kind of request is sent through the complete API. The first request, which
reads the corpus into memory, is measured separately. Goals: p95 below 150 ms on PostgreSQL and 300 ms on SQLite.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.databases import database, outcome

WORDS = [first + last for first in ("over", "under", "side", "path", "type", "time") for last in ("flow", "run", "way")]
RARE = [f"module{number}" for number in range(5_000)]
SEVERITIES = ["critical", "high", "moderate", "low", ""]
CHUNK = 20_000


def fill(count: int) -> None:
    """Store `count` advisories with the columns that the corpus page reads."""
    from advisories.corpus.corpora import main_corpus
    from advisories.models import Advisory, Alias, Project

    draw = random.Random(3)
    corpus = main_corpus()
    projects = Project.objects.bulk_create(
        Project(corpus=corpus, slug=f"project-{n}", name=f"Project {n}", label=f"Project {n}") for n in range(40_000)
    )
    for start in range(0, count, CHUNK):
        advisories = []
        for number in range(start, min(count, start + CHUNK)):
            project = projects[int(len(projects) * draw.random() ** 3)]
            key = f"GHSA-{number:012d}"
            title = " ".join([*draw.choices(WORDS, k=6), draw.choice(RARE)])
            published = datetime(2010, 1, 1, tzinfo=UTC) + timedelta(days=draw.randrange(7_600))
            advisories.append(
                Advisory(
                    corpus=corpus,
                    key=key,
                    project=project,
                    title=title,
                    severity=draw.choices(SEVERITIES, [10, 35, 40, 10, 5])[0],
                    cwes=[f"CWE-{int(300 * draw.random() ** 2)}" for _ in range(draw.choice([0, 1, 1, 2]))],
                    ecosystem=f"Ecosystem {int(30 * draw.random() ** 2)}",
                    package=project.slug,
                    published_at=published,
                    withdrawn_at=published if number % 50 == 0 else None,
                    created_at=published,
                )
            )
        Advisory.objects.bulk_create(advisories, batch_size=500)
        Alias.objects.bulk_create(
            (Alias(corpus=corpus, advisory=advisory, value=advisory.key) for advisory in advisories),
            batch_size=500,
        )


def kinds(draw: random.Random) -> dict[str, str]:
    """Return kind of request → a random URL of this kind."""
    severity = draw.choice(SEVERITIES[:4])
    narrowed = f"severity={severity}&ecosystem=Ecosystem%20{draw.randrange(5)}&year={draw.randrange(2011, 2030)}"
    return {
        "list": "advisories/?",
        "list, narrowed": f"advisories/?{narrowed}&order=-published",
        "list, by weakness": f"advisories/?cwe={draw.randrange(300)}&order=title",
        "facets": "advisories/facets/?",
        "facets, narrowed": f"advisories/facets/?{narrowed}",
        "facets, projects by name": f"advisories/facets/?project_search={draw.randrange(1000)}",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--advisories", type=int, default=300_000, metavar="N", help="number of advisories")
    parser.add_argument("--requests", type=int, default=40, metavar="N", help="requests per kind")
    parser.add_argument("--postgresql", action="store_true", help="use PostgreSQL instead of SQLite")
    arguments = parser.parse_args()
    with database(arguments.postgresql):
        from django.contrib.auth import get_user_model
        from django.db import connection
        from rest_framework.test import APIClient

        fill(arguments.advisories)
        if connection.vendor == "postgresql":
            connection.cursor().execute("ANALYZE")
        client = APIClient(SERVER_NAME="localhost")
        client.force_login(get_user_model().objects.create_user("lea"))

        def seconds(address: str) -> float:
            started = time.perf_counter()
            response = client.get(f"/api/v1/corpora/main/{address}")
            elapsed = time.perf_counter() - started
            assert response.status_code == 200, response.content
            return elapsed

        print(f"{arguments.advisories:,} advisories, {connection.vendor}, {arguments.requests} requests per kind")
        print(f"first request {seconds('advisories/?order=title') * 1000:10,.0f} ms (reads the corpus into memory)")
        draw = random.Random(4)
        times: dict[str, list[float]] = {}
        for _ in range(arguments.requests):
            for name, address in kinds(draw).items():
                times.setdefault(name, []).append(seconds(address) * 1000)
        goal = 150 if connection.vendor == "postgresql" else 300
        times["all"] = [time for values in times.values() for time in values]
        print(f"{'':28s}{'p50':>8s}{'p95':>8s} ms")
        for name, values in times.items():
            values.sort()
            p95 = values[int(len(values) * 0.95)]
            note = f"   (goal: p95 below {goal}, {outcome(p95 < goal)})" if name == "all" else ""
            print(f"{name:28s}{values[len(values) // 2]:8.1f}{p95:8.1f}{note}")


if __name__ == "__main__":
    main()
