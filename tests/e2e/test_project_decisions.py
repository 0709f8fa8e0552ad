"""Projects in Chromium: two are joined, the name is changed, and an identity is taken out again."""

from __future__ import annotations

from playwright.sync_api import expect

from advisories.intake.importing import import_records
from advisories.models import Advisory, ImportRun
from annotation.accounts.models import User
from coding.clock import now
from coding.models import Study
from coding.steps.study import create_study
from tests.support.browser import Contexts, check_page, signed_in
from tests.support.factories import person
from tests.support.intake import osv

PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
PROJECTS = "/studies/lamps/corpus/projects"


def test_projects_are_joined_taken_apart_and_renamed(new_context: Contexts) -> None:
    person("lea")
    create_study(title="Lamps", user=User.objects.get(username="lea"), name="lea")
    run = ImportRun.objects.create(corpus=Study.objects.get().corpus, source="test", started_at=now())
    packages = [("npm", "core"), ("PyPI", "core"), ("npm", "wick")]
    import_records(
        [
            osv(f"OSV-2031-{number}", affected=[{"package": {"ecosystem": ecosystem, "name": name}}])
            for number, (ecosystem, name) in enumerate(packages, 1)
        ],
        run=run,
    )
    page = signed_in(new_context, "lea")
    page.goto(PROJECTS)
    for name in ("core (npm)", "core (PyPI)"):
        page.get_by_role("checkbox", name=f"Choose {name}").check()
    page.get_by_role("button", name="Join 2 projects …").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name that stays").fill("Core")
    dialog.get_by_label("Reason").fill("One repository.")
    check_page(page, "projects-join")
    dialog.get_by_role("button", name="Join the projects").click()
    expect(page.get_by_text("“core (PyPI)” joined into “Core”")).to_be_visible()
    assert Advisory.objects.filter(project__label="Core").count() == 2
    phone = signed_in(new_context, "lea", **PHONE)
    phone.goto(PROJECTS)
    expect(phone.get_by_role("heading", name="Decisions")).to_be_visible()
    check_page(phone, "projects-phone-dark")
    phone.get_by_role("link", name="Core").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Core")
    check_page(phone, "project-phone-dark")
    phone.get_by_role("button", name="Take out “PyPI: core”").click()
    phone.get_by_role("dialog").get_by_label("Reason").fill("They differ.")
    phone.get_by_role("button", name="Take it out").click()
    expect(phone.get_by_text("PyPI: core")).to_have_count(0)
    phone.get_by_role("button", name="Rename …").click()
    phone.get_by_role("dialog").get_by_label("Name").fill("Kernel")
    phone.get_by_role("dialog").get_by_label("Reason").fill("Its name.")
    phone.get_by_role("button", name="Rename", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Kernel")
    page.reload()
    page.get_by_role("button", name="Undo: “Core” renamed to “Kernel”").click()
    expect(page.get_by_role("link", name="Core", exact=True)).to_be_visible()
