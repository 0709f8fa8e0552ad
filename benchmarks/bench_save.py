"""How long a rater waits for a draft to be saved, and a newcomer for the first page: the whole server on SQLite.

    python benchmarks/bench_save.py [SAVES]

Starts `manage.py serve` on a database of its own. Each client is a rater with a connection kept open, who saves one
unit again and again, as the page does while somebody types.
"""

import http.client
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

RATERS = 8
SAVES = 200


def prepare() -> tuple[str, int, dict[str, str]]:
    """Make a study with an open round; its address, its round and a token for each rater."""
    import django
    from django.core.management import call_command

    os.environ["DJANGO_SETTINGS_MODULE"] = "annotation.settings"
    django.setup()
    call_command("migrate", verbosity=0)

    # Django's models can be imported only now.
    from annotation.accounts.steps import make_token
    from coding.steps.assign import open_round, plan_round
    from coding.steps.study import add_member
    from tests import factories

    people = factories.study(units=RATERS)
    raters = [f"rater_{number}" for number in range(1, RATERS + 1)]
    tokens = {}
    for name in raters:
        user = factories.person(name)
        add_member(study=people.study, by=people.lea, name=name, roles=["rater"], user=user)
        tokens[name] = make_token(user=user, name="benchmark")[1]
    plan = plan_round(by=people.lea, style="open", raters=raters, final_rater="cleo")
    return people.study.slug, open_round(by=people.lea, number=plan.number).number, tokens


def start(port: int) -> tuple[subprocess.Popen[str], float]:
    """Start the server; the seconds until it says that it has answered its first page."""
    begun = perf_counter()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    line = server.stdout.readline()
    assert line.startswith("Intercoder is ready"), line
    return server, perf_counter() - begun


def save_again_and_again(port: int, path: str, token: str, saves: int) -> list[float]:
    """Milliseconds of each save."""
    client = http.client.HTTPConnection("127.0.0.1", port)
    headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}

    def ask(method: str, where: str, body: Any = None, **more: str) -> Any:
        client.request(method, where, body and json.dumps(body), headers | more)
        answer = client.getresponse()
        content = json.loads(answer.read())
        assert answer.status == 200, content
        return content

    revision = ask("GET", path)["revision"]
    times = []
    for number in range(saves):
        draft = {"codes": [], "memo": f"Seen before, number {number}.", "segments": []}
        begun = perf_counter()
        revision = ask("PUT", f"{path}draft/", draft, **{"If-Match": f'"{revision}"'})["revision"]
        times.append((perf_counter() - begun) * 1000)
    client.close()
    return times


def row(label: str, times: list[float], seconds: float) -> str:
    ordered = sorted(times)

    def quantile(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    shown = "".join(f"{quantile(share):>8.1f}" for share in (0.5, 0.95, 0.99))
    return f"{label:<12}{shown}{ordered[-1]:>8.1f}{len(times) / seconds:>10.0f}"


def main() -> None:
    from tests.services import free_port

    saves = int(sys.argv[1]) if len(sys.argv) > 1 else SAVES
    with tempfile.TemporaryDirectory() as folder:
        for name in [name for name in os.environ if name.startswith("INTERCODER_")]:
            del os.environ[name]
        os.environ["INTERCODER_DATA_DIR"] = folder
        study, round, tokens = prepare()
        port = free_port()
        server, seconds = start(port)
        try:
            print(f"`manage.py serve` until its first page is answered: {seconds:.1f} s\n")
            print(f"{'clients':<12}{'p50':>8}{'p95':>8}{'p99':>8}{'worst':>8}{'saves/s':>10}   (milliseconds)")
            address = f"/api/v1/studies/{study}/rounds/{round}/units/"
            for clients in (1, RATERS):
                with ThreadPoolExecutor(clients) as pool:
                    begun = perf_counter()
                    work = [
                        pool.submit(save_again_and_again, port, f"{address}{unit}/", tokens[f"rater_{unit}"], saves)
                        for unit in range(1, clients + 1)
                    ]
                    times = [time for done in work for time in done.result()]
                    print(row(str(clients), times, perf_counter() - begun))
        finally:
            server.terminate()
            server.wait(30)


if __name__ == "__main__":
    main()
