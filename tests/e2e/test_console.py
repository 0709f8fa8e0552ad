"""Console errors: the page loads without any, and a provoked one is recorded."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect


def test_page_loads_without_console_errors(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_script_blocked_by_the_policy_is_a_console_error(
    page: Page, console_errors: list[str], expected_console_errors: Any
) -> None:
    page.goto("/")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expected_console_errors.append("Content Security Policy")
    page.evaluate("document.body.appendChild(document.createElement('script')).textContent = 'window.stolen = 1'")
    assert page.evaluate("window.stolen") is None
    assert any("Content Security Policy" in words for words in console_errors)
    console_errors.clear()
