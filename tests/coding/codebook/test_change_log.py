"""The change log of the codebook: who changed what, when and why, without sealed or private codes."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from coding import clock
from coding.codebook.change_log import codebook_change_log
from coding.dataset.rows import CodeChangeRow
from coding.formats import CHANGE_LOG, formats_of
from coding.steps.agree import close_round
from coding.steps.codebook.codes import add_code, change_code
from coding.steps.codebook.merging import merge_shared
from coding.steps.codebook.versions import freeze_codebook
from tests.support.factories import People, client, matched_round, opened_round, rate

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
Row = tuple[str, str, str, str, str, str, str]


def changes(people: People) -> list[Row]:
    return [
        (row.by, row.change, row.code, row.part, row.before, row.after, row.reason)
        for row in codebook_change_log(people.study)
    ]


@pytest.fixture
def changed(people: People) -> People:
    with clock.fixed(NOON):
        leak = add_code(by=people.lea, label="Leak", definition="before")
        change_code(by=people.lea, code=leak, label="Exposure", definition="=after", reason="clearer")
        other = add_code(by=people.lea, label="Other")
        merge_shared(by=people.lea, code=other, into=leak.pk, reason="the same")
        freeze_codebook(by=people.lea)
    return people


def test_change_log_lists_each_changed_field(changed: People) -> None:
    assert changes(changed) == [
        ("lea", "added", "Leak", "definition", "", "before", ""),
        ("lea", "changed", "Leak", "label", "Leak", "Exposure", "clearer"),
        ("lea", "changed", "Leak", "definition", "before", "=after", "clearer"),
        ("lea", "added", "Other", "definition", "", "", ""),
        ("lea", "merged", "Other", "", "", "Exposure", "the same"),
        ("lea", "frozen", "", "version", "", "1", ""),
    ]
    assert {row.at for row in codebook_change_log(changed.study)} == {"2026-01-15T12:00:00Z"}


def test_change_log_lists_retired_and_restored_codes(people: People) -> None:
    code = add_code(by=people.lea, label="Leak")
    change_code(by=people.lea, code=code, retired=True)
    change_code(by=people.lea, code=code, retired=False)
    assert [row[1] for row in changes(people)] == ["added", "retired", "restored"]


def test_change_log_lists_matched_codes_but_not_private_ones(people: People) -> None:
    coding_round = matched_round(people)
    assert coding_round.state == "closed"
    matched = [(row[1], row[2], row[4]) for row in changes(people)]
    assert ("matched", "Access", "Entry (bo)") in matched
    assert {change for change, _, _ in matched} == {"matched"}


def test_change_log_lists_codes_of_a_sealed_round_once_it_is_closed(people: People) -> None:
    coding_round = opened_round(people, style="shared")
    rate(people.bo, coding_round, 1, "Made by bo")
    assert changes(people) == []
    close_round(by=people.lea, number=1, even_if_unfinished=True)
    assert [row[:3] for row in changes(people)] == [("bo", "added", "Made by bo")]


@pytest.mark.parametrize("file_format", formats_of(CHANGE_LOG))
def test_members_download_the_change_log(changed: People, file_format: str) -> None:
    address = f"/api/v1/studies/{changed.study.slug}/codebook/changes/"
    response = client(changed.vic).get(f"{address}{file_format}/")
    expected = formats_of(CHANGE_LOG)[file_format].write(codebook_change_log(changed.study), changed.study.title)
    assert response.content == expected
    name = f"consequences-codebook-change-log.{file_format}"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert client(changed.vic).get(address + "qdc/").status_code == 404


def test_files_neutralise_formulas_and_markup() -> None:
    rows = [CodeChangeRow("", "lea", "changed", "=cmd", "label", "<script>", "a | b", "@x")]
    (line,) = csv.DictReader(io.StringIO(formats_of(CHANGE_LOG)["csv"].write(rows, "t").decode()))
    assert (line["code"], line["reason"]) == ("'=cmd", "'@x")
    assert json.loads(formats_of(CHANGE_LOG)["json"].write(rows, "t"))["changes"][0]["code"] == "=cmd"
    page = formats_of(CHANGE_LOG)["md"].write(rows, "t").decode()
    assert "<script>" not in page
    assert "a \\| b" in page
    assert "not been changed yet" in formats_of(CHANGE_LOG)["md"].write([], "t").decode()


def test_command_writes_the_change_log(changed: People, tmp_path: Path) -> None:
    out = tmp_path / "change_log.json"
    call_command("export_codebook", changed.study.slug, format="json", out=out, history=True)
    assert len(json.loads(out.read_text())["changes"]) == 6
    with pytest.raises((CommandError, SystemExit)):
        call_command("export_codebook", changed.study.slug, format="qdc", out=tmp_path / "x", history=True)
    assert not (tmp_path / "x").exists()
