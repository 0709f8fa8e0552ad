"""Response times for raters: next unit, save a draft, submit, with the complete server.

    python benchmarks/bench_save.py [--postgresql] [--units 149 100000]

Starts `manage.py serve` on a new database, once per number of units. Each client is a rater with a persistent
connection who opens a unit, saves a draft as the web interface does while a rater types, and submits it.
"""

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

RATERS = 8
UNITS = (149, 100_000)
CODED = 60  # units per client
TEXT = "An attacker who can reach the service is able to read files of other users. " * 20


def prepare(units: int) -> tuple[str, int, dict[str, str]]:
    """Create a study with a round in progress; return its slug, the round's number and a token per rater."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)

    from django.db import connection

    from advisories.models import Document, Project
    from annotation.accounts.invitations import make_token
    from coding.clock import now
    from coding.loading.corpus_facts import facts_of_documents
    from coding.models import Unit
    from coding.steps.assign.plan import open_round, plan_round
    from coding.steps.codebook.codes import add_code
    from coding.steps.study import add_member
    from tests.support import factories

    people = factories.study(units=1, tag="bench")
    project = Project.objects.first()
    documents = Document.objects.bulk_create(
        (
            Document(
                project=project,
                title=f"Vulnerability {number}",
                html=f"<p>{TEXT}</p>",
                text=TEXT,
                sha256=f"{number:064d}",
                created_at=now(),
            )
            for number in range(2, units + 1)
        ),
        batch_size=2_000,
    )
    facts = facts_of_documents([row.pk for row in documents])
    Unit.objects.bulk_create(
        (
            Unit(study=people.study, number=number, document=row, **facts[row.pk]._asdict())
            for number, row in enumerate(documents, 2)
        ),
        batch_size=5_000,
    )
    raters = [f"rater_{number}" for number in range(1, RATERS + 1)]
    tokens = {}
    members = {}
    for name in raters:
        user = factories.person(name)
        members[name] = add_member(study=people.study, by=people.lea, name=name, roles=["rater"], user=user)
        tokens[name] = make_token(user=user, name="benchmark")[1]
    plan = plan_round(by=people.lea, style="open", raters=raters, final_rater="cleo")
    number = open_round(by=people.lea, number=plan.number).number
    for member in members.values():
        for label in range(10):
            add_code(by=member, label=f"Consequence {label}", round_number=number)
    if connection.vendor == "postgresql":
        # PostgreSQL does this automatically within a minute. Until then, it plans with outdated statistics.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return people.study.slug, number, tokens


def start(port: int) -> tuple[subprocess.Popen[str], float]:
    """Start the server; return it with the seconds until it reports that it is ready."""
    begun = perf_counter()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    line = server.stdout.readline()
    assert line.startswith("Intercoder is ready"), line
    return server, perf_counter() - begun


class Client:
    """A rater. `times` has the milliseconds of each kind of request."""

    def __init__(self, port: int, token: str, study: str, number: int) -> None:
        self.http = http.client.HTTPConnection("127.0.0.1", port)
        self.headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}
        self.study, self.round_path = study, f"{study}rounds/{number}/"
        self.times: dict[str, list[float]] = defaultdict(list)

    def request(self, kind: str, method: str, path: str, body: Any = None, **more: str) -> Any:
        begun = perf_counter()
        self.http.request(
            method,
            path,
            body and json.dumps(body),
            self.headers | more,
        )
        response = self.http.getresponse()
        content = json.loads(response.read())
        self.times[kind].append((perf_counter() - begun) * 1000)
        assert response.status in {200, 201}, content
        return content

    def code(self, units: int) -> dict[str, list[float]]:
        """Open, save and submit `units` units."""
        codes = [code["id"] for code in self.request("codes", "GET", f"{self.study}codes/") if code["mine"]]
        unit = self.request("work list", "GET", f"{self.round_path}worklist/")["next"]
        for number in range(units):
            unit_path = f"{self.round_path}units/{unit}/"
            revision = self.request("next unit", "GET", unit_path)["revision"]
            content = {"codes": codes[number % 10 :][:1], "memo": f"Seen before, number {number}.", "segments": []}
            self.request("save a draft", "PUT", f"{unit_path}draft/", content, **{"If-Match": f'"{revision}"'})
            key = f"benchmark-{unit}"
            unit = self.request("submit", "POST", f"{unit_path}coding/", content, **{"Idempotency-Key": key})["next"]
        return self.times

    def save(self, unit: int, saves: int) -> dict[str, list[float]]:
        """Save the draft of one unit `saves` times."""
        revision = self.request("next unit", "GET", f"{self.round_path}units/{unit}/")["revision"]
        for number in range(saves):
            draft = {"codes": [], "memo": f"Seen before, number {number}.", "segments": []}
            response = self.request(
                "saves", "PUT", f"{self.round_path}units/{unit}/draft/", draft, **{"If-Match": f'"{revision}"'}
            )
            revision = response["revision"]
        return self.times


def row(label: str, times: list[float], rate: float | None = None) -> str:
    ordered = sorted(times)

    def quantile(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    shown = "".join(f"{quantile(share):>8.1f}" for share in (0.5, 0.95, 0.99))
    return f"{label:<28}{shown}{ordered[-1]:>8.1f}" + (f"{rate:>12.0f}" if rate else "")


def measure(units: int, postgresql: bool) -> None:
    from tests.support.services import free_port

    study, number, tokens = prepare(units)
    port = free_port()
    server, seconds = start(port)
    address = (f"/api/v1/studies/{study}/", number)
    try:
        print(f"{units:,} units, {'PostgreSQL' if postgresql else 'SQLite'}; the server was ready in {seconds:.1f} s")
        print(f"{'':<28}{'p50':>8}{'p95':>8}{'p99':>8}{'worst':>8}{'per second':>12}   (milliseconds)")
        alone = Client(port, tokens["rater_1"], *address)
        alone.code(10)  # connections, caches
        alone.times.clear()
        alone.code(CODED)
        for kind in ("next unit", "save a draft", "submit"):
            print(row(f"1 client, {kind}", alone.times[kind]))
        clients = [Client(port, token, *address) for token in tokens.values()]
        with ThreadPoolExecutor(RATERS) as pool:
            begun = perf_counter()
            results = list(pool.map(lambda client: client.save(140, 100), clients))
            saves = [time for times in results for time in times["saves"]]
            print(row(f"{RATERS} clients, save a draft", saves, len(saves) / (perf_counter() - begun)))
            clients = [Client(port, token, *address) for token in tokens.values()]
            begun = perf_counter()
            results = list(pool.map(lambda client: client.code(40), clients))
            submits = [time for times in results for time in times["submit"]]
            print(row(f"{RATERS} clients, submit", submits))
            print(
                f"{'':<28}{3 * len(submits) / (perf_counter() - begun):>44.0f} requests per second, all three kinds\n"
            )
    finally:
        server.terminate()
        server.wait(30)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--units", type=int, nargs="*", default=UNITS)
    options = parser.parse_args()
    if len(options.units) > 1:
        # Each size needs a separate process, because Django is set up for one database.
        for units in options.units:
            command = [sys.executable, __file__, "--units", str(units)] + ["--postgresql"] * options.postgresql
            subprocess.run(command, check=True)
        return
    with tempfile.TemporaryDirectory() as name:
        for setting in [setting for setting in os.environ if setting.startswith("INTERCODER_")]:
            del os.environ[setting]
        os.environ["INTERCODER_DATA_DIR"] = name
        os.environ["DJANGO_SETTINGS_MODULE"] = "annotation.settings"
        from tests.support import services

        if options.postgresql:
            os.environ["INTERCODER_DATABASE_URL"] = services.start_postgresql(Path(name) / "postgresql")
        try:
            import django

            django.setup()
            measure(options.units[0], options.postgresql)
        finally:
            services.stop_all()


if __name__ == "__main__":
    main()
