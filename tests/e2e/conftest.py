"""The page in a real Chromium, on a live server. A test fails on anything that the browser's console complains of."""

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

# Playwright runs an event loop in the tests' thread, which Django would otherwise take for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

HERE = Path(__file__).parent
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]

# How long a page may take on a busy machine; on a quiet one nothing waits.
expect.set_options(timeout=15_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            # The live server answers in another thread, which sees only what is committed.
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None) or (ON_MACOS.exists() and str(ON_MACOS))
    if not found:
        missing("There is no Chromium here: install the package chromium, or Google Chrome.")
    return {**browser_type_launch_args, "executable_path": found, "args": QUIET}


@pytest.fixture(scope="session")
def base_url(live_server: Any) -> str:
    """Lets tests write `page.goto("/studies/…")`."""
    if not (settings.PAGE_DIR / "index.html").exists():
        missing("The page is not built: run `make build`.")
    return str(live_server.url)


@pytest.fixture
def expected_complaints() -> list[str]:
    """A test that provokes an error on purpose adds a part of the console's words here."""
    return []


@pytest.fixture
def complaints(expected_complaints: list[str]) -> Iterator[list[str]]:
    """What browsers complained of; the test fails if any of it was not expected."""
    heard: list[str] = []
    yield heard
    unexpected = [words for words in heard if not any(part in words for part in expected_complaints)]
    assert not unexpected, "The browser's console complains:\n" + "\n".join(unexpected)


@pytest.fixture
def new_context(new_context: Callable[..., BrowserContext], complaints: list[str]) -> Callable[..., BrowserContext]:
    """One more person's browser, which is listened to like the first."""

    def listened_to(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.on("console", hear)
        context.on("weberror", hear_exception)
        return context

    def hear(message: ConsoleMessage) -> None:
        # A broken Content-Security-Policy, a failed request and React's own warnings all arrive here.
        if message.type == "error":
            where = message.location.get("url", "")
            complaints.append(f"{message.text} [{where}]")

    def hear_exception(error: WebError) -> None:
        complaints.append(str(error.error))

    return listened_to
