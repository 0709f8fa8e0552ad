"""Speed of saves while other clients send or read slowly, or sign in, with the complete server.

    python benchmarks/bench_slow_clients.py [--postgresql]

Eight raters save drafts, first alone, then beside each kind of disturbance, several times in turn. A ratio compares a
measurement with the one of raters alone just before it; the table has the medians, and the sum of responses with status
503, after which a rater tries again. Slow clients hold 50 sign-ins of
which 12 bytes of the body were sent, and 5 downloads of 64 MiB of which 1 KiB is read every 0.1 s.
"""

import argparse
import json
import os
import socket
import sys
import tempfile
import threading
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

TIMES = 3  # that each measurement is repeated
SAVES = 30  # of each client
HALF_OPEN = 50
DOWNLOADS = 5
DOWNLOADED = 64  # MiB
PASSWORD = "correct horse battery"


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
def slow_clients(port: int, study: str, token: str) -> Iterator[None]:
    with half_open_sign_ins(port), slow_downloads(port, study, token):
        yield


@contextmanager
def sign_ins(port: int) -> Iterator[None]:
    """Sign in with a wrong password, one after another, from eight clients. Each attempt hashes a password."""
    ended = threading.Event()

    def sign_in(number: int) -> None:
        attempt = 0
        while not ended.is_set():
            attempt += 1
            content = {"username": f"nobody_{number}_{attempt}", "password": PASSWORD}
            client = HTTPConnection("127.0.0.1", port)
            client.request("GET", "/api/v1/session/")
            cookie = client.getresponse()
            cookie.read()
            crumb = (cookie.headers["Set-Cookie"] or "").partition(";")[0]
            headers = {"Cookie": crumb, "X-CSRFToken": crumb.partition("=")[2], "Content-Type": "application/json"}
            client.request("POST", "/api/v1/session/", json.dumps(content), headers)
            response = client.getresponse()
            assert response.status in {400, 503}, response.read()
            client.close()

    with ThreadPoolExecutor(8) as pool:
        attempts = [pool.submit(sign_in, number) for number in range(8)]
        try:
            yield
        finally:
            ended.set()
    for attempt in attempts:
        attempt.result()


def measure(postgresql: bool) -> None:
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

    disturbances: dict[str, Callable[[], object]] = {
        "beside the slow clients": lambda: slow_clients(port, study, lead),
        "beside 8 that sign in": lambda: sign_ins(port),
    }
    alone: list[tuple[float, float, float, float]] = []
    beside: dict[str, list[tuple[float, float, float, float]]] = {label: [] for label in disturbances}
    ratios: dict[str, list[float]] = {label: [] for label in disturbances}
    server, _ = start(port)
    try:
        save()  # connections, caches
        for _ in range(TIMES):
            for label, disturbance in disturbances.items():
                alone.append(save())
                with disturbance():  # type: ignore[attr-defined]
                    beside[label].append(save())
                ratios[label].append(beside[label][-1][0] / alone[-1][0])
                sleep(0.5)
    finally:
        server.terminate()
        server.wait(30)
    print(f"{RATERS} raters save drafts, {'PostgreSQL' if postgresql else 'SQLite'}; medians of {TIMES} measurements")
    print(f"{'':<28}{'p50':>8}{'p99':>8}{'per second':>12}{'ratio':>8}{'503':>6}   (milliseconds)")
    for label, results in {"alone": alone, **beside}.items():
        rate, middle, slowest, _ = (median(values) for values in zip(*results, strict=True))
        ratio = f"{median(ratios[label]):.2f}" if label in ratios else ""
        again = sum(result[-1] for result in results)
        print(f"{label:<28}{middle:>8.1f}{slowest:>8.1f}{rate:>12.0f}{ratio:>8}{again:>6}")
    print("goal: a ratio of at least 0.80 beside the slow clients: 50 half-open bodies and 5 downloads")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgresql", action="store_true")
    postgresql = parser.parse_args().postgresql
    with tempfile.TemporaryDirectory() as name:
        for variable in [variable for variable in os.environ if variable.startswith("INTERCODER_")]:
            del os.environ[variable]
        os.environ |= {"INTERCODER_DATA_DIR": name, "DJANGO_SETTINGS_MODULE": "annotation.settings"}
        from tests.support import services

        if postgresql:
            os.environ["INTERCODER_DATABASE_URL"] = services.start_postgresql(Path(name) / "postgresql")
        try:
            import django

            django.setup()
            measure(postgresql)
        finally:
            services.stop_all()


if __name__ == "__main__":
    main()
