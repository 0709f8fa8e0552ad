"""`manage.py enter_codings`: codings of files into a round, by a rater or by a lead."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from coding.models import Coding, RatingSource
from tests.support.entering import codes_of, without_account
from tests.support.factories import People, opened_round

pytestmark = pytest.mark.django_db


def run(*arguments: object, status: int = 0) -> tuple[str, str]:
    """Run the command on the study of the fixture; return what it prints, and its errors."""
    out, err = StringIO(), StringIO()
    try:
        call_command("enter_codings", *map(str, arguments), stdout=out, stderr=err)
        ended: Any = 0
    except SystemExit as end:
        ended = end.code
    assert ended == status, err.getvalue()
    return out.getvalue(), err.getvalue()


def sheet(folder: Path, content: str, name: str = "codes.csv") -> Path:
    path = folder / name
    path.write_text(content)
    return path


def test_rater_enters_their_column(people: People, tmp_path: Path) -> None:
    opened_round(people)
    path = sheet(tmp_path, "unit,ada,bo\n1,leak,crash\n2,crash,leak\n9,leak,leak\n")
    out, err = run("consequences", 1, path, "--by", "ada", "--dry-run", status=1)
    assert ("ada: 2 codings of codes.csv would be submitted." in out, Coding.objects.count()) == (True, 0)
    assert err.startswith("codes.csv:4: Unknown unit “9”.")
    out, _ = run("consequences", 1, path, "--by", "ada", "--json", status=1)
    assert "wide: units by “unit” · raters ada (3 ratings)" in out
    answer = json.loads(out.splitlines()[-1])
    assert (answer["created"], [row["name"] for row in answer["reading"]["raters"]]) == (2, ["ada"])
    assert codes_of("ada") == {1: ["leak"], 2: ["crash"]}
    source = RatingSource.objects.get()
    assert (source.door, source.name, source.entered_by) == ("enter_codings", "codes.csv", people.ada)


def test_lead_enters_for_a_rater_without_an_account(people: People, tmp_path: Path) -> None:
    without_account(people, "carl")
    path = sheet(tmp_path, "unit,code\n1,leak\n2,crash\n")
    _, err = run("consequences", 1, path, "--by", "lea", status=2)
    assert err.strip() == "codes.csv: Whose ratings are these? Choose: --rater carl: if they are those of carl."
    run("consequences", 1, path, "--by", "lea", "--rater", "carl")
    assert codes_of("carl") == {1: ["leak"], 2: ["crash"]}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("consequences", 1, "--by", "eve"), "eve is no member of a study consequences."),
        (("other", 1, "--by", "ada"), "ada is no member of a study other."),
        (("consequences", 7, "--by", "ada"), "The study consequences has no round 7."),
        (("consequences", 1, "--by", "ada", "--rater", "bo"), "bo has an account and enters their own ratings."),
        (("consequences", 1, "--by", "ada", "--raters", "carl"), "There is no column “carl”."),
        (("consequences", 1, "--by", "ada", "--doubled", "count"), "--doubled count is for manage.py agreement."),
        (("consequences", 1, "--by", "ada", "--strict", "--layout", "wide"), "These codes look like missing values"),
    ],
)
def test_what_cannot_be_entered_is_refused(
    people: People, tmp_path: Path, arguments: tuple[object, ...], sentence: str
) -> None:
    opened_round(people)
    path = sheet(tmp_path, "unit,ada,bo\n1,leak,crash\n2,n/a,leak\n")
    _, err = run(*arguments[:2], path, *arguments[2:], status=2)
    assert sentence in err
    assert not Coding.objects.exists()
