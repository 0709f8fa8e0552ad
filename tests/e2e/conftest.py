"""Browser tests in Chromium on a live server. A test fails on any error in the browser's console."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, ConsoleMessage, WebError, expect

from tests.support.services import missing

# Playwright runs an event loop in the thread of the tests, which Django would otherwise treat as async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

HERE = Path(__file__).parent
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]

# Time limit in milliseconds for a busy machine.
expect.set_options(timeout=15_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            # The live server runs in another thread, which sees only committed rows.
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    executable = next(filter(None, map(shutil.which, CHROMIUMS)), None) or (ON_MACOS.exists() and str(ON_MACOS))
    if not executable:
        missing("Chromium is not installed. Install the package chromium, or Google Chrome.")
    return {**browser_type_launch_args, "executable_path": executable, "args": QUIET}


@pytest.fixture(scope="session")
def base_url(live_server: Any) -> str:
    """Address of the live server, so that tests can write `page.goto("/studies/…")`."""
    if not (settings.PAGE_DIR / "index.html").exists():
        missing("The web interface is not built. Run `make build`.")
    return str(live_server.url)


@pytest.fixture
def expected_console_errors() -> list[str]:
    """Parts of the messages that a test expects in the console because it provokes an error."""
    return []


@pytest.fixture
def console_errors(expected_console_errors: list[str]) -> Iterator[list[str]]:
    """Errors in the consoles of all browsers. The test fails if one of them was not expected."""
    messages: list[str] = []
    yield messages
    unexpected = [message for message in messages if not any(part in message for part in expected_console_errors)]
    assert not unexpected, "Errors in the browser's console:\n" + "\n".join(unexpected)


@pytest.fixture
def new_context(new_context: Callable[..., BrowserContext], console_errors: list[str]) -> Callable[..., BrowserContext]:
    """Return a function that opens another browser context, whose console errors are recorded."""

    def open_context(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.on("console", record_message)
        context.on("weberror", record_exception)
        return context

    def record_message(message: ConsoleMessage) -> None:
        # Violations of the Content-Security-Policy, failed requests and warnings of React all arrive here.
        if message.type == "error":
            url = message.location.get("url", "")
            console_errors.append(f"{message.text} [{url}]")

    def record_exception(error: WebError) -> None:
        console_errors.append(str(error.error))

    return open_context
