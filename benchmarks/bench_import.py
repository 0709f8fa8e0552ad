"""Speed of an import, compared with reading, parsing and inserting the same JSON without further work.

    python benchmarks/bench_import.py [--advisories 10000] [--postgresql]

Artificial OSV files with realistic sizes (about 2,100 bytes on average, a few of 20,000) are written to a folder.
Then, in one run on one empty database:

- `raw`: read each file, parse it with orjson, insert its text in batches into one table of two columns;
- `import`: `import_paths` on the folder, as in the command;
- `repeat`: the same import, in which every record is unchanged.

Prints seconds, files per second, the ratios, and the peak resident size. Goals: an import takes at most 3 x raw; a
repeated import is at least 3 x faster.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.databases import database, outcome

WORDS = [
    *("attacker", "server", "request", "token", "model", "file", "path", "header", "user", "input", "remote"),
    *("local", "crafted", "memory", "limit", "parser", "configuration", "default", "version", "update", "before"),
    *("after", "allows", "without", "check", "value", "cluster", "worker", "pipeline"),
]
BATCH = 500


def make_files(folder: Path, count: int) -> None:
    """Write `count` OSV files. Every tenth is a record of the previous vulnerability from a second source."""
    draw = random.Random(20)
    for number in range(count):
        second = number % 10 == 9
        vulnerability = number - 1 if second else number
        letters = "23456789cfghjmpqrvwx"
        blocks = [
            "".join(letters[(vulnerability // 20**digit) % 20] for digit in range(start, start + 4))
            for start in (8, 4, 0)
        ]
        ghsa = "GHSA-" + "-".join(blocks)
        paragraphs = draw.choice([1, 2, 2, 3, 3, 4, 40 if number % 100 == 0 else 5])
        details = "\n\n".join(
            f"### {draw.choice(WORDS).title()}\n" + " ".join(draw.choices(WORDS, k=60)) + f" `{draw.choice(WORDS)}`."
            for _ in range(paragraphs)
        )
        package = f"project-{vulnerability % 50}"
        record = {
            "schema_version": "1.7.0",
            "id": f"PYSEC-2031-{number}" if second else ghsa,
            "modified": "2031-01-01T00:00:00Z",
            "published": f"20{20 + vulnerability % 10}-01-01T00:00:00Z",
            "aliases": [ghsa] if second else [f"CVE-2031-{10_000 + vulnerability}"],
            "summary": " ".join(draw.choices(WORDS, k=8)),
            "details": details,
            "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H"}],
            "affected": [
                {
                    "package": {"ecosystem": "PyPI", "name": package},
                    "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": f"1.{n}"}]}],
                }
                for n in range(2)
            ],
            "references": [
                {"type": "WEB", "url": f"https://example.org/{package}/{vulnerability}/{n}"} for n in range(5)
            ],
            "database_specific": {"cwe_ids": ["CWE-79"], "severity": "HIGH"},
        }
        (folder / f"{number:07d}.json").write_text(json.dumps(record, indent=2))


def raw(folder: Path) -> None:
    """Read, parse and insert, with one transaction per batch as in the import."""
    import orjson
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_raw (id integer PRIMARY KEY, identifier varchar(200), content text)")

    def rows() -> Iterator[tuple[int, str, str]]:
        for number, name in enumerate(sorted(os.listdir(folder))):
            data = (folder / name).read_bytes()
            yield number, orjson.loads(data)["id"], data.decode()

    stream = rows()
    while batch := list(islice(stream, BATCH)):
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                from psycopg2.extras import execute_values

                execute_values(cursor.cursor, "INSERT INTO bench_raw VALUES %s", batch, page_size=BATCH)
            else:
                cursor.executemany("INSERT INTO bench_raw VALUES (%s, %s, %s)", batch)


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--advisories", type=int, default=10_000, metavar="N", help="number of files")
    parser.add_argument("--postgresql", action="store_true", help="use PostgreSQL instead of SQLite")
    arguments = parser.parse_args()
    with database(arguments.postgresql) as temporary:
        from django.db import connection

        from advisories.corpus.corpora import main_corpus
        from advisories.intake.importing import import_paths

        folder = temporary / "files"
        folder.mkdir()
        make_files(folder, arguments.advisories)
        size = sum(path.stat().st_size for path in folder.iterdir()) / arguments.advisories
        seconds = {
            "raw": timed(lambda: raw(folder)),
            "import": timed(lambda: import_paths([folder], corpus=main_corpus())),
            "repeat": timed(lambda: import_paths([folder], corpus=main_corpus())),
        }
        vendor = connection.vendor
    print(f"{arguments.advisories:,} files of {size:,.0f} bytes on average, {vendor}")
    for name, value in seconds.items():
        print(f"{name:8s} {value:8.2f} s {arguments.advisories / value:10,.0f} files/s")
    to_raw, to_repeat = seconds["import"] / seconds["raw"], seconds["import"] / seconds["repeat"]
    print(f"import / raw   {to_raw:6.2f}   (goal: at most 3, {outcome(to_raw <= 3)})")
    print(f"import / repeat{to_repeat:6.2f}   (goal: at least 3, {outcome(to_repeat >= 3)})")
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    print(f"peak resident size {kilobytes / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
