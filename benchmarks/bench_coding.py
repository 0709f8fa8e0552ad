"""Time from the submit key to the next text, in Chromium, with the complete server (SQLite).

    python benchmarks/bench_coding.py [--units 200]

A rater codes one unit after another with two keys per unit. The browser measures the time from the key to the first
frame that contains the heading of the next unit.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

PASSWORD = "correct horse battery"
MEASURE = """(next) => new Promise((done) => {
    const begun = performance.now();
    const look = () =>
        document.querySelector(`article[aria-label^="Unit ${next}:"]`)
            ? requestAnimationFrame(() => done(performance.now() - begun))
            : requestAnimationFrame(look);
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));
    look();
})"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=200)
    units = parser.parse_args().units
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not chromium or not (ROOT / "frontend/dist/index.html").exists():
        print("Not measured. Install Chromium and build the web interface (`make build`).")
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in [name for name in os.environ if name.startswith("INTERCODER_")]:
            del os.environ[name]
        os.environ |= {"INTERCODER_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "annotation.settings"}
        import django

        django.setup()
        from playwright.sync_api import sync_playwright

        from benchmarks.bench_save import prepare, row, start
        from tests.support.services import free_port

        study, number, _ = prepare(units)
        port = free_port()
        server, _ = start(port)
        try:
            with sync_playwright() as play:
                browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
                page = browser.new_page()
                page.goto(f"http://127.0.0.1:{port}/")
                page.get_by_label("User name").fill("rater_1")
                page.get_by_role("textbox", name="Password").fill(PASSWORD)
                page.get_by_role("button", name="Sign in").click()
                page.get_by_role("heading", name="Studies").wait_for()
                page.goto(f"http://127.0.0.1:{port}/studies/{study}/rounds/{number}/code/1")
                times = []
                for unit in range(1, units):
                    page.locator(f'article[aria-label^="Unit {unit}:"]').wait_for()
                    page.keyboard.press("1")
                    page.get_by_role("list", name="Codes of this unit").wait_for()
                    page.wait_for_timeout(150)  # the rater reads while the next unit is fetched
                    times.append(page.evaluate(MEASURE, unit + 1))
                browser.close()
            print(f"{'':<28}{'p50':>8}{'p95':>8}{'p99':>8}{'worst':>8}   (milliseconds)")
            print(row("submit key to next text", times[5:]))
        finally:
            server.terminate()
            server.wait(30)


if __name__ == "__main__":
    main()
