"""The second research question in Chromium: inspect projects, code them, settle, publish, and look at Figure 4."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from advisories.models import Job, Snapshot
from advisories.platform.jobs import run_job
from annotation.accounts.models import User
from coding.models import Coding, Exposure, Member, Round
from coding.steps.study import add_member
from tests.support.browser import SHOTS, Contexts, check_page, confirm_by_typing, signed_in, wait_for_figures
from tests.support.coding_screen import open_round_after_reading_its_plan, select_words
from tests.support.factories import person
from tests.support.repositories import make_repository, zip_folder

STUDY = "/studies/practices-of-small-projects"
ROUND = f"{STUDY}/rounds/1"
PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
ACTIVITIES = ("CI-based testing", "Code review", "Dependency upgrade", "Fuzzing", "SAST")

TESTS_ON_PUSH = """name: CI
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
    - run: pytest -q
"""
NIGHTLY = """name: Nightly
on:
  schedule:
  - cron: '0 3 * * *'
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
    - run: pytest
"""
CODEQL = """on: pull_request
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
    - uses: github/codeql-action/analyze@v3
"""
DEPENDABOT = "version: 2\nupdates:\n- package-ecosystem: pip\n  directory: /\n  schedule:\n    interval: weekly\n"
MANY = {"commits": 40, "style": "squash", "people": ["Ada", "Bo", "Cleo", "Dan", "Eve", "Fay"]}

# The repositories that the lead inspects.
PROJECTS: dict[str, dict[str, Any]] = {
    "Alpha": {
        "files": {
            ".github/workflows/ci.yml": TESTS_ON_PUSH,
            ".github/workflows/codeql.yml": CODEQL,
            ".github/dependabot.yml": DEPENDABOT,
            ".github/CODEOWNERS": "* @example/core\n",
        },
        "history": MANY,
    },
    "Beta": {
        "files": {".github/workflows/nightly.yml": NIGHTLY, ".github/workflows/broken.yml": "on: [push\n  - x: {"},
        "history": {"commits": 8, "style": "push", "people": ["Ada"]},
    },
    "Gamma": {
        "files": {".travis.yml": "language: python\nscript: pytest\n", "README.md": "We fuzz everything.\n"},
        "history": {**MANY, "style": "merge"},
    },
}
# Keys per activity, in the order of the projects: yes, no, cannot tell. The second rater differs on Gamma alone.
ADA = ("yyyny", "nnnnn", "yynuu")
BO = ("yyyny", "nnnnn", "yynnu")


def archives(folder: Path) -> list[Path]:
    """Pack the repositories with their history."""
    return [
        zip_folder(make_repository(folder / name, case, checkout=True), folder / f"{name}.zip")
        for name, case in PROJECTS.items()
    ]


def test_projects_are_inspected_coded_settled_and_published(new_context: Contexts, tmp_path: Path) -> None:
    for name in ("lea", "ada", "bo", "cleo"):
        person(name)
    lea = signed_in(new_context, "lea")
    create_study(lea)
    inspect(lea, archives(tmp_path))
    look_at_a_project(lea)
    draw(lea)
    add_members()
    plan_and_open(lea)

    ada = signed_in(new_context, "ada")
    code(ada, ADA)
    ask_for_suggestion(ada)
    bo = signed_in(new_context, "bo", **PHONE)
    code_by_touch(bo, BO)

    lea.goto(ROUND)
    lea.get_by_role("button", name="Close the round").click()
    confirm_by_typing(lea, "unseal", "Close and unseal")
    expect(lea.get_by_role("button", name="Close the round")).to_have_count(0)
    lea.goto(f"{ROUND}/agreement")
    expect(lea.get_by_role("heading", name="Agreement by code")).to_be_visible()
    check_page(lea, "projects-agreement")

    settle(signed_in(new_context, "cleo"))
    publish(lea)
    on_a_phone(new_context)


def create_study(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Create a study").first.click()
    page.get_by_label("Title").fill("Practices of small projects")
    page.get_by_role("radio", name="Projects").check()
    expect(page.get_by_role("checkbox", name="Start with five activities")).to_be_checked()
    page.screenshot(path=SHOTS / "projects-new-study.png")
    page.get_by_role("button", name="Create the study").click()
    expect(page).to_have_url(re.compile(STUDY))
    check_page(page, "projects-home")
    page.goto(f"{STUDY}/codebook")
    expect(page.get_by_text("Dependency upgrade").first).to_be_visible()


def inspect(page: Page, files: list[Path]) -> None:
    page.goto(f"{STUDY}/corpus/inspections")
    page.get_by_label("Addresses of repositories").fill("https://unlisted.example/o/r")
    page.get_by_role("button", name="Add addresses").click()
    page.locator("input[type=file]").set_input_files(files)
    expect(page.get_by_role("textbox", name="Name of Alpha.zip")).to_have_value("Alpha")
    check_page(page, "projects-inspect")
    page.get_by_role("button", name="Remove r").click()
    page.get_by_role("button", name="Inspect 3 projects").click()
    expect(page).to_have_url(re.compile(r"/corpus/inspections/\d+$"))
    expect(page.get_by_text("0 of 3 projects done")).to_be_visible()
    expect(page.get_by_role("button", name="Cancel the inspection")).to_be_visible()
    check_page(page, "projects-inspection-waiting")
    run_job(Job.objects.get(kind="inspect").pk)
    expect(page.get_by_text("3 inspected")).to_be_visible()
    check_page(page, "projects-inspection")
    assert Snapshot.objects.count() == 3


def look_at_a_project(page: Page) -> None:
    page.get_by_role("link", name="Show the evidence of “Alpha”").click()
    testing = page.get_by_role("region", name="CI-based testing")
    expect(testing).to_contain_text(".github/workflows/ci.yml")
    expect(testing).to_contain_text("The rules suggest yes")
    review = page.get_by_role("region", name="Code review")
    expect(review.get_by_role("list", name="How people's commits enter")).to_contain_text("by change request: 40")
    check_page(page, "projects-project")
    page.goto(f"{STUDY}/corpus/projects")
    expect(page.get_by_role("row", name=re.compile("Beta"))).to_be_visible()
    check_page(page, "projects-list")
    page.get_by_role("link", name="Beta").click()
    expect(page.get_by_role("table", name="Files that could not be read")).to_contain_text("broken.yml")
    check_page(page, "projects-project-with-problems")


def draw(page: Page) -> None:
    page.goto(f"{STUDY}/corpus")
    expect(page.get_by_role("navigation").get_by_text("3 inspected projects")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Beta"))).to_be_visible()
    check_page(page, "projects-corpus")
    page.get_by_role("link", name="Go to the sample").click()
    expect(page.get_by_role("button", name="Draw 3 projects")).to_be_enabled()
    check_page(page, "projects-sample")
    page.get_by_role("button", name="Draw 3 projects").click()
    expect(page.get_by_role("region", name="Units")).to_contain_text("Gamma")


def add_members() -> None:
    lea = Member.objects.get(name="lea")
    for name, role in {"ada": "rater", "bo": "rater", "cleo": "adjudicator"}.items():
        add_member(study=lea.study, by=lea, name=name, roles=[role], user=User.objects.get(username=name))


def plan_and_open(page: Page) -> None:
    page.goto(f"{STUDY}/rounds")
    page.get_by_role("button", name="Plan a round").first.click()
    expect(page.get_by_role("radio", name="After their own answer")).to_be_checked()
    expect(page.get_by_role("radiogroup", name="Style")).to_have_count(0)
    check_page(page, "projects-plan")
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_role("button", name="Save the plan")).to_have_count(0)
    page.goto(ROUND)
    open_round_after_reading_its_plan(page)
    coding_round = Round.objects.get()
    assert (coding_round.style, coding_round.multi_label, coding_round.suggestions) == ("closed", True, "after")
    check_page(page, "projects-round")


def row(page: Page, label: str) -> Locator:
    return page.get_by_role("group", name=f"Answer for {label}")


def code(page: Page, answers: tuple[str, ...]) -> None:
    """Code every project by keyboard: a key for the open row, then the next row."""
    page.goto(f"{ROUND}/code")
    expect(page.get_by_role("article")).to_be_visible()
    expect(page.get_by_text("The rules suggest")).to_have_count(0)
    page.keyboard.press("5")  # a row, and its findings in the text
    expect(page.get_by_role("list", name="Findings on SAST")).to_be_visible()
    page.keyboard.press("1")
    check_page(page, "projects-coding")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Answer the row with cannot tell")
    page.screenshot(path=SHOTS / "projects-coding-help.png")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    for unit, keys in enumerate(answers, 1):
        expect(page.get_by_role("article", name=f"Unit {unit}:")).to_be_visible()
        if unit == 1:
            select_words(page, "pytest -q")
            page.keyboard.press("1")
            expect(page.get_by_role("list", name="Words marked for CI-based testing")).to_contain_text("pytest -q")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_text("Answer each activity first.")).to_be_visible()
        for index, key in enumerate(keys):
            page.keyboard.press(key)
            if index < len(keys) - 1:
                page.keyboard.press("ArrowDown")
        expect(row(page, "SAST").get_by_role("button", pressed=True)).to_have_count(1)
        if unit == 3:
            check_page(page, "projects-coding-answered")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("button", name=re.compile("Show what the rules suggest"))).to_be_visible()
        if unit < len(answers):
            page.keyboard.press("Control+Enter")
    check_page(page, "projects-coding-submitted")


def ask_for_suggestion(page: Page) -> None:
    expect(page.get_by_text("Your answer becomes final")).to_be_visible()
    page.keyboard.press("h")
    rules = page.get_by_role("region", name="What the rules suggest")
    expect(rules.get_by_role("row", name=re.compile("^Fuzzing"))).to_contain_text("Cannot tell")
    expect(page.get_by_role("button", name="Change coding")).to_have_count(0)
    check_page(page, "projects-suggestion")
    assert Exposure.objects.filter(kind="suggestion").count() == 1
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="You have coded all 3 units")).to_be_visible()


def code_by_touch(page: Page, answers: tuple[str, ...]) -> None:
    """Code every project on a phone, with the buttons of the rows."""
    page.goto(f"{STUDY}/corpus/projects/alpha")
    expect(page.get_by_text("Hidden while you code round 1")).to_be_visible()
    check_page(page, "projects-hidden-phone-dark")
    page.goto(f"{ROUND}/code")
    labels = {"y": "Yes", "n": "No", "u": "Cannot tell"}
    for unit, keys in enumerate(answers, 1):
        expect(page.get_by_role("article", name=f"Unit {unit}:")).to_be_visible()
        page.get_by_role("button", name="Activities (0 of 5)").click()
        for label, key in zip(ACTIVITIES, keys, strict=True):
            row(page, label).get_by_role("button", name=re.compile(f"^{labels[key]}")).click()
        if unit == 1:
            check_page(page, "projects-coding-phone-dark")
        page.get_by_role("button", name=re.compile("Submit unit")).click()
        expect(page.get_by_role("dialog").get_by_text("Show what the rules suggest")).to_be_in_viewport()
        if unit == 1:
            check_page(page, "projects-coding-submitted-phone-dark")
        page.get_by_role("button", name=re.compile("Open next unfinished unit|Show the end of your list")).click()
    expect(page.get_by_role("heading", name="You have coded all 3 units")).to_be_visible()
    assert Coding.objects.filter(unclear_rows__isnull=False).distinct().count() == 2


def settle(page: Page) -> None:
    page.goto(f"{ROUND}/adjudicate")
    table = page.get_by_role("table", name="Answers by activity")
    expect(table.get_by_role("row", name=re.compile("Fuzzing"))).to_contain_text("Cannot tell")
    expect(page.get_by_text("Without an answer: Fuzzing.")).to_be_visible()
    expect(table.get_by_role("columnheader", name="Rules")).to_have_count(0)
    check_page(page, "projects-adjudicate")
    page.set_viewport_size({"width": 1280, "height": 720})
    box = page.get_by_role("article").bounding_box()
    assert box
    assert box["height"] > 450
    assert box["width"] > 400
    expect(page.get_by_role("button", name=re.compile("^(Decide|Confirm)"))).to_be_in_viewport()
    check_page(page, "projects-adjudicate-low")
    page.keyboard.press("h")
    expect(table.get_by_role("columnheader", name="Rules")).to_be_visible()
    check_page(page, "projects-adjudicate-suggestion")
    page.keyboard.press("u")
    page.keyboard.press("r")
    page.keyboard.type("Only the README mentions it")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name=re.compile("Settle")).click()
    confirm_by_typing(page, "settle", "Settle the round")
    expect(page.get_by_role("heading", name=re.compile("is settled"))).to_be_visible()


def publish(page: Page) -> None:
    page.goto(f"{STUDY}/releases")
    page.get_by_role("button", name=re.compile("Publish")).first.click()
    confirm_by_typing(page, "publish", "Publish")
    expect(page.get_by_role("status").filter(has_text="waiting for a worker")).to_be_visible()
    run_job(Job.objects.get(kind="publish").pk)
    numbers = page.get_by_role("table", name="Projects by activity, in numbers")
    expect(numbers.get_by_role("row", name=re.compile("Code review"))).to_contain_text("2 of 3")
    expect(numbers.get_by_role("row", name=re.compile("Fuzzing"))).to_contain_text("0 of 2")
    wait_for_figures(page, figures=1)
    projects = page.get_by_role("table", name="Projects by activity", exact=True)
    expect(projects.get_by_role("row", name=re.compile("Gamma"))).to_contain_text("?")
    check_page(page, "projects-release")
    projects.get_by_role("button", name="SAST").click()
    expect(projects.get_by_role("columnheader", name="SAST")).to_have_attribute("aria-sort", "ascending")
    expect(projects.get_by_role("row").nth(1)).to_contain_text("Alpha")
    agreement = page.get_by_role("table", name="Agreement by activity")
    expect(agreement.get_by_role("row")).to_have_count(7)


def on_a_phone(new_context: Contexts) -> None:
    page = signed_in(new_context, "lea", **PHONE)
    for path in ("/corpus/projects", "/corpus/projects/alpha", "/corpus/inspections"):
        page.goto(STUDY + path)
        check_page(page, "projects-phone-dark" + path.replace("/", "-"))
    for path in ("/sample", "/rounds/1", "/rounds/1/adjudicate/3", "/releases/1"):
        page.goto(STUDY + path)
        check_page(page, "projects-phone-dark" + path.replace("/", "-"))
