"""Speed of saves while other clients send or read slowly, with the complete server.

    python benchmarks/bench_slow_clients.py [--postgresql] [--rounds 9]

Eight raters save drafts, alone and beside slow clients: 50 sign-ins of which 12 bytes of the body were sent, and 5
downloads of 64 MiB of which 1 KiB is read every 0.1 s. Each round measures both, one right after the other, and in the
next round in the other order. So other work on the machine, and what the database has grown by, affects both alike. The
ratio is the median of the ratios of the rounds. Saving begins when the server has read the downloads from the database.
A rater tries again after status 503, like the web interface.
"""

import argparse
import json
import os
import socket
import sys
import tempfile
import threading
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

ROUNDS = 9
SAVES = 40  # of each client in a measurement
HALF_OPEN = 50
DOWNLOADS = 5
DOWNLOADED = 64  # MiB


def store_large_file(study: str, number: int) -> str:
    """Store a release with a large file and return the token of a lead who may download it."""
    from annotation.accounts.invitations import make_token
    from coding.clock import now
    from coding.models import Release, ReleaseChunk, ReleaseFile, Round

    coding_round = Round.objects.get(study__slug=study, number=number)
    release = Release.objects.create(
        study=coding_round.study, number=1, round=coding_round, results={}, created_at=now()
    )
    file = ReleaseFile.objects.create(release=release, path="large.csv", size=DOWNLOADED << 20)
    piece = zlib.compress(os.urandom(1 << 20))
    ReleaseChunk.objects.bulk_create(ReleaseChunk(file=file, index=at, compressed=piece) for at in range(DOWNLOADED))
    lead = coding_round.study.members.get(name="lea").user
    return make_token(user=lead, name="benchmark")[1]


@contextmanager
def half_open_sign_ins(port: int) -> Iterator[None]:
    head = b"POST /api/v1/session/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    with ExitStack() as stack:
        for _ in range(HALF_OPEN):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            client.sendall(head + b'Content-Length: 1000\r\n\r\n{"username":')
        yield


@contextmanager
def slow_downloads(port: int, study: str, token: str) -> Iterator[None]:
    path = f"/api/v1/studies/{study}/releases/1/files/large.csv/"
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Token {token}\r\n\r\n".encode()
    ended = threading.Event()

    def read_slowly(clients: list[socket.socket]) -> None:
        while not ended.wait(0.1):
            for client in clients:
                client.recv(1024)

    with ExitStack() as stack:
        clients = []
        for _ in range(DOWNLOADS):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.connect(("127.0.0.1", port))
            client.sendall(request)
            assert client.recv(12).endswith(b"200"), "the download has begun"
            clients.append(client)
        reader = threading.Thread(target=read_slowly, args=[clients])
        reader.start()
        try:
            yield
        finally:
            ended.set()
            reader.join()


@contextmanager
def slow_clients(port: int, study: str, token: str, server: int) -> Iterator[None]:
    with half_open_sign_ins(port), slow_downloads(port, study, token):
        wait_until_idle(server)
        yield


def wait_until_idle(server: int) -> None:
    """Wait until the web processes of the server use less than a tenth of a core, 15 s at most."""
    for _ in range(15):
        before = web_seconds(server)
        sleep(1)
        if web_seconds(server) - before < 0.1:
            return


def web_seconds(server: int) -> float:
    """Return the processor time of the web processes; Linux only, elsewhere it is always the same."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if fields[1] == str(server) and b"operations.server" in (stat.parent / "cmdline").read_bytes():
                ticks += int(fields[11]) + int(fields[12])
    return ticks / 100


def measure(postgresql: bool, rounds: int) -> None:
    from benchmarks.bench_save import RATERS, Client, prepare, start
    from tests.support.services import free_port

    refused: list[int] = []

    class Rater(Client):
        """A rater whose page tries again after status 503."""

        def request(self, kind: str, method: str, path: str, body: Any = None, **more: str) -> Any:
            begun = perf_counter()
            while True:
                self.http.request(method, path, body and json.dumps(body), self.headers | more)
                response = self.http.getresponse()
                content = json.loads(response.read())
                if response.status != 503:
                    break
                refused.append(response.status)
                sleep(float(response.headers["Retry-After"]))
            self.times[kind].append((perf_counter() - begun) * 1000)
            assert response.status == 200, content
            return content

    study, number, tokens = prepare(149)
    lead = store_large_file(study, number)
    port = free_port()
    address = (f"/api/v1/studies/{study}/", number)

    def save() -> tuple[float, float, float, float]:
        """Return saves per second, their median and 99th percentile in milliseconds, and how often they waited."""
        refused.clear()
        clients = [Rater(port, token, *address) for token in tokens.values()]
        with ThreadPoolExecutor(RATERS) as pool:
            begun = perf_counter()
            results = list(pool.map(lambda client: client.save(140, SAVES), clients))
            seconds = perf_counter() - begun
        times = sorted(time for result in results for time in result["saves"])
        return len(times) / seconds, median(times), times[int(0.99 * len(times))], len(refused)

    alone, beside = [], []
    server, _ = start(port)
    try:
        save()  # connections, caches
        for number in range(rounds):
            if number % 2 == 0:
                alone.append(save())
            with slow_clients(port, study, lead, server.pid):
                beside.append(save())
            if number % 2:
                alone.append(save())
    finally:
        server.terminate()
        server.wait(30)
    ratios = sorted(with_them[0] / without[0] for with_them, without in zip(beside, alone, strict=True))
    name = "PostgreSQL" if postgresql else "SQLite"
    print(f"{RATERS} raters save drafts, {name}; medians of {rounds} rounds of {RATERS * SAVES} saves each")
    print(f"{'':<28}{'p50':>8}{'p99':>8}{'per second':>12}{'503':>6}   (milliseconds)")
    for label, results in (("alone", alone), ("beside the slow clients", beside)):
        rate, middle, slowest, _ = (median(values) for values in zip(*results, strict=True))
        print(f"{label:<28}{middle:>8.1f}{slowest:>8.1f}{rate:>12.0f}{sum(result[-1] for result in results):>6}")
    print(
        f"saves beside slow clients / alone  {median(ratios):.2f}   (goal: at least 0.80; "
        f"single rounds {ratios[0]:.2f} to {ratios[-1]:.2f})"
    )
    print(f"load of the machine {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores (with the clients and the server)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for variable in [variable for variable in os.environ if variable.startswith("INTERCODER_")]:
            del os.environ[variable]
        os.environ |= {"INTERCODER_DATA_DIR": name, "DJANGO_SETTINGS_MODULE": "annotation.settings"}
        from tests.support import services

        if options.postgresql:
            os.environ["INTERCODER_DATABASE_URL"] = services.start_postgresql(Path(name) / "postgresql")
        try:
            import django

            django.setup()
            measure(options.postgresql, options.rounds)
        finally:
            services.stop_all()


if __name__ == "__main__":
    main()
