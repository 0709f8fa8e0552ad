"""Time and memory of a release, from the database to its stored files.

    python benchmarks/bench_release.py [--units 149 100000] [--postgresql]

Two raters, three segments per unit, texts of about 1,000 characters. The job runs in a separate process, as in a
worker. Goals: 5 seconds for 149 units; 60 seconds and less than 500 MB for 100,000 units.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.bench_report import BATCH, TEXT, fill
from benchmarks.databases import ROOT, database


def settle(units: int) -> None:
    """Add segments to every coding, decide every unit and settle the round."""
    from coding.access.ratings import first_ratings
    from coding.clock import now
    from coding.models import Decision, DecisionCode, Disagreement, Round, Segment

    coding_round, at = Round.objects.get(), now()
    ratings: dict[int, list[tuple[int, int]]] = {}
    segments = []
    rows = first_ratings(coding_round).values_list(
        "pk", "assignment__unit", "assignment__rater__name", "code_rows__code"
    )
    for coding, unit, rater, code in rows.iterator():
        ratings.setdefault(unit, []).append((coding, code))
        starts = (0, 100) if rater == "ada" else (5,)
        segments += [
            Segment(coding_id=coding, code_id=code, start=s, end=s + 20, quote=TEXT[s : s + 20]) for s in starts
        ]
    Segment.objects.bulk_create(segments, batch_size=BATCH)
    differ = [unit for unit, codings in ratings.items() if len({code for _, code in codings}) > 1]
    Disagreement.objects.bulk_create(
        (Disagreement(round=coding_round, unit_id=unit, kind="different") for unit in differ),
        batch_size=BATCH,
    )
    disagreements = set(differ)
    decisions = Decision.objects.bulk_create(
        (
            Decision(
                code_count=1,
                round=coding_round,
                unit_id=unit,
                method="final_rater" if unit in disagreements else "agreed",
                reason="artificial",
                decided_at=at,
            )
            for unit in ratings
        ),
        batch_size=BATCH,
    )
    DecisionCode.objects.bulk_create(
        (DecisionCode(decision=decision, code_id=ratings[decision.unit_id][0][1]) for decision in decisions),
        batch_size=BATCH,
    )
    Round.objects.update(state="settled", settled_at=at)


def publish_now(name: str) -> None:
    """Run the queued job. Called in the worker's process."""
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = name
    from advisories.models import Job
    from advisories.platform.jobs import run_job
    from coding.models import Release, ReleaseFile

    job = Job.objects.get(state="queued")
    before, begun = megabytes(), time.perf_counter()
    run_job(job.pk)
    seconds = time.perf_counter() - begun
    busy = time.process_time()
    job.refresh_from_db()
    assert job.state == "done", job.message
    units = Release.objects.get().results["decided"]
    size = sum(ReleaseFile.objects.values_list("size", flat=True)) / 1e6
    print(f"{units:>9,} units {seconds:8.1f} s ({busy:.1f} s of processor time) {size:8,.0f} MB stored; ", end="")
    print(f"peak memory {megabytes():.0f} MB, {before:.0f} MB of it before the start")


def megabytes() -> float:
    """Peak resident size of this process so far. `getrusage` would include the parent's peak."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    return int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def measure(units: int, postgresql: bool) -> None:
    with database(postgresql):
        from django.conf import settings
        from django.db import connection

        from coding.models import Member
        from coding.steps.publish.release import start_release

        settings.JOB_NOTIFIER = "benchmarks.databases.no_notification"
        fill(units)
        settle(units)
        if postgresql:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        start_release(by=Member.objects.get(name="lea"))
        name = str(connection.settings_dict["NAME"])
        connection.close()
        subprocess.run([sys.executable, __file__, "--publish", name], cwd=ROOT, env=os.environ, check=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--units", type=int, nargs="+", default=[149, 100_000])
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--publish", metavar="DATABASE", help="internal")
    options = parser.parse_args()
    if options.publish:
        publish_now(options.publish)
        return
    print(f"A release on {'PostgreSQL' if options.postgresql else 'SQLite'}, as a separate job", flush=True)
    for units in options.units:
        # Each size uses a separate process and database.
        if len(options.units) > 1:
            command = [
                sys.executable,
                __file__,
                "--units",
                str(units),
                *(["--postgresql"] if options.postgresql else []),
            ]
            output = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
            print("\n".join(output.splitlines()[1:]), flush=True)
        else:
            measure(units, options.postgresql)


if __name__ == "__main__":
    main()
