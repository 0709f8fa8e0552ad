"""Imports of advisories in Chromium: a failed live source, many files, and unknown columns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from advisories.intake import live_import as imports
from advisories.intake.live_import import Clock
from advisories.models import Advisory, ImportRun, Upload, UploadChunk
from advisories.platform.jobs import run_job
from annotation.accounts.models import User
from coding.steps.study import create_study
from tests.support.browser import Contexts, check_page, signed_in
from tests.support.factories import person, study
from tests.support.fake_sources import Source, ghsa, served, status

IMPORTS = "/studies/consequences/corpus/imports"
PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}


@pytest.fixture
def source(settings: Any) -> Iterator[Source]:
    with served(Source(advisories=[*(ghsa(n) for n in range(5)), {"ghsa_id": "?"}])) as running:
        settings.GITHUB_URL, settings.OSV_URL = running.url, f"{running.url}/osv"
        yield running


def run_latest_import() -> None:
    """Run the job of the latest import, as the worker does."""
    run_job(ImportRun.objects.select_related("job").latest("pk").job.pk)  # type: ignore[union-attr]


def number_imported() -> int:
    return Advisory.objects.filter(key__startswith="GHSA-aaaa").count()


def test_failed_live_import_is_resumed(source: Source, new_context: Contexts, monkeypatch: pytest.MonkeyPatch) -> None:
    study()
    monkeypatch.setattr(imports, "Clock", lambda: Clock(sleep=lambda seconds: None, now=iter(range(10**9)).__next__))
    page = signed_in(new_context, "lea")
    page.goto(IMPORTS)
    expect(page.get_by_text(f"{source.url}, without a token")).to_be_visible()
    check_page(page, "imports")
    page.get_by_label("Published from").fill("2031-01-01")
    source.faults += [lambda handler: False, *[status(503)] * 6]
    page.get_by_role("button", name="Import from GitHub").click()
    expect(page.get_by_text("Waiting for the worker.")).to_be_visible()
    run_latest_import()
    expect(page.get_by_text("GitHub failed (503); it failed 6 times")).to_be_visible()
    check_page(page, "import-live-failed")
    assert number_imported() == 2
    page.get_by_role("button", name="Resume the import").click()
    expect(page.get_by_text("Waiting for the worker.")).to_be_visible()
    run_latest_import()
    expect(page.get_by_text("6 records read, 1 rejected")).to_be_visible()
    expect(page.get_by_role("cell", name="GitHub, page 3#2")).to_be_visible()
    assert number_imported() == 5
    check_page(page, "import-live-done")
    phone = signed_in(new_context, "lea", **PHONE)
    phone.goto(IMPORTS)
    phone.get_by_role("tab", name="OSV.dev").click()
    check_page(phone, "imports-phone-dark")
    vic = signed_in(new_context, "vic")
    vic.goto(IMPORTS)
    expect(vic.get_by_text("Only leads import into the corpus of a study")).to_be_visible()
    expect(vic.get_by_text("Online sources")).to_have_count(0)


def test_file_of_several_pieces_is_sent_again_after_a_failure(
    new_context: Contexts, tmp_path: Path, settings: Any, expected_console_errors: list[str]
) -> None:
    study()
    expected_console_errors.append("400 (Bad Request)")
    settings.UPLOAD_PIECE = 1000
    lines = [json.dumps({"id": f"PYSEC-2031-{number + 1}", "details": "Text."}) for number in range(100)]
    (tmp_path / "all.ndjson").write_text("\n".join(lines))
    page = signed_in(new_context, "lea")
    page.goto(IMPORTS)
    fail = {"sends": True}

    def refuse_the_third(route: Any) -> None:
        if fail["sends"]:
            route.fulfill(status=400, json={"code": "bad_input", "detail": "Piece 2 was changed on its way."})
        else:
            route.continue_()

    page.route("**/chunks/2/", refuse_the_third)
    page.locator("input[type=file]").set_input_files(tmp_path / "all.ndjson")
    expect(page.get_by_text("Piece 2 was changed on its way.")).to_be_visible()
    expect(page.get_by_role("button", name="Go on sending")).to_be_visible()
    check_page(page, "import-sending-failed")
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE["viewport"])  # type: ignore[arg-type]
    check_page(page, "import-sending-failed-phone-dark")
    assert sorted(UploadChunk.objects.values_list("index", flat=True)) == [0, 1]
    fail["sends"] = False
    page.get_by_role("button", name="Go on sending").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("all.ndjson")
    assert UploadChunk.objects.count() == Upload.objects.get().piece_count > 3
    run_latest_import()
    expect(page.get_by_text("100 records read, 0 rejected")).to_be_visible()
    assert not Upload.objects.exists()


def test_many_files_are_uploaded_as_one_archive(new_context: Contexts, tmp_path: Path) -> None:
    study()
    for number in range(130):
        record = {"id": f"PYSEC-2031-{number + 1}", "modified": "2031-01-01T00:00:00Z", "details": "Text."}
        (tmp_path / f"{number:03}.json").write_text(json.dumps(record) if number else "{")
    page = signed_in(new_context, "lea")
    page.goto(IMPORTS)
    page.locator("input[type=file]").set_input_files(sorted(tmp_path.glob("*.json")))
    expect(page.get_by_role("heading", level=1)).to_have_text("files.zip")
    run_latest_import()
    expect(page.get_by_role("cell", name="files.zip/000.json")).to_be_visible()
    expect(page.get_by_text("129", exact=True)).to_be_visible()


def test_unknown_columns_of_a_table_are_mapped_in_a_dialog(new_context: Contexts, tmp_path: Path) -> None:
    study()
    table = tmp_path / "findings.csv"
    table.write_text("Number;Notes;Level\nA-1;Reads any file.;HIGH\nA-2;Frees memory twice.;LOW\n")
    page = signed_in(new_context, "lea")
    page.goto(IMPORTS)
    page.locator("input[type=file]").set_input_files(table)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("cell", name="Reads any file.")).to_be_visible()
    expect(dialog.get_by_role("button", name="Import")).to_be_disabled()
    for fact, column in {"Identifier": "number", "Text": "notes", "Severity": "level"}.items():
        dialog.get_by_role("combobox", name=fact, exact=True).click()
        page.get_by_role("option", name=column).click()
    check_page(page, "import-columns")
    dialog.get_by_role("button", name="Import").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("findings.csv")
    run_latest_import()
    assert Advisory.objects.get(key="A-2").severity == "low"


def test_import_into_the_corpus_of_a_study_is_undone(new_context: Contexts, tmp_path: Path) -> None:
    person("lea", is_staff=True)
    create_study(title="Lamps", user=User.objects.get(username="lea"), name="lea")
    (tmp_path / "all.ndjson").write_text(
        "\n".join(json.dumps({"id": f"PYSEC-2031-{number + 1}", "details": "Text."}) for number in range(3))
    )
    page = signed_in(new_context, "lea")
    page.goto("/")
    page.get_by_role("link", name="Import advisories").click()
    expect(page).to_have_url(re.compile("/studies/lamps/corpus/imports$"))
    check_page(page, "own-imports")
    page.locator("input[type=file]").set_input_files(tmp_path / "all.ndjson")
    expect(page.get_by_role("heading", level=1)).to_have_text("all.ndjson")
    run_latest_import()
    page.get_by_role("link", name="Back to the corpus").click()
    expect(page.get_by_role("status").first).to_have_text("3 advisories")
    check_page(page, "own-corpus")
    page.get_by_role("link", name="Sample from 3 advisories").click()
    expect(page.get_by_role("button", name="Draw 3 units")).to_be_enabled()
    page.go_back()
    page.get_by_role("link", name="Import advisories").click()
    page.get_by_role("link", name="all.ndjson").click()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_text("3 advisories will be removed from the corpus.")).to_be_visible()
    check_page(page, "own-undo")
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("Undone by lea on")).to_be_visible()
    check_page(page, "own-undone")
    assert not Advisory.objects.exists()
    phone = signed_in(new_context, "lea", **PHONE)
    for path in (
        "/corpora",
        "/studies/lamps/corpus",
        "/studies/lamps/corpus/imports",
        "/studies/lamps/corpus/projects",
    ):
        phone.goto(path)
        expect(phone.get_by_role("heading", level=1)).to_be_visible()
        check_page(phone, "own-phone-dark" + path.replace("/", "-"))
