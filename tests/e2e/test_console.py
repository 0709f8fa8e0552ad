"""The net under all browser tests: the page starts without a complaint, and a complaint would be heard."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect


def test_page_starts_without_a_complaint(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_script_that_the_policy_forbids_is_heard(page: Page, complaints: list[str], expected_complaints: Any) -> None:
    page.goto("/")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expected_complaints.append("Content Security Policy")
    page.evaluate("document.body.appendChild(document.createElement('script')).textContent = 'window.stolen = 1'")
    assert page.evaluate("window.stolen") is None
    assert any("Content Security Policy" in words for words in complaints)
    complaints.clear()
