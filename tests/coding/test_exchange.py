"""Codes from another program's file: all or none, through the same step and into the same history."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from coding.errors import BadInput, NotAllowed
from coding.models import Code, Event
from coding.steps.codebook import add_code
from coding.steps.exchange import import_codebook
from tests.coding.importers.test_refi_codebook import BARE, TAGUETTE
from tests.factories import People
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def shared() -> list[tuple[str, str | None]]:
    return [(code.label, code.parent and code.parent.label) for code in Code.objects.filter(owner__isnull=True)]


def test_codes_come_in_with_their_parents_and_a_line_of_history(people: People) -> None:
    found = import_codebook(by=people.lea, content=BARE, name="book.qdc")
    assert found.added == ("A b", "B")
    assert shared() == [("A b", None), ("B", "A b")]
    event = Event.objects.filter(kind="codebook_imported").get()
    assert event.data == {"file": "book.qdc", "added": ["A b", "B"], "known": []}


def test_code_that_is_there_already_stays_as_it_is(people: People) -> None:
    add_code(by=people.lea, label="interesting", definition="Ours.")
    found = import_codebook(by=people.lea, content=TAGUETTE, name="t.qdc")
    assert (found.known, found.added) == (("interesting",), ("people.group",))
    assert Code.objects.get(label="interesting").definition == "Ours."
    assert import_codebook(by=people.lea, content=TAGUETTE, name="t.qdc").added == ()


def test_refusal_leaves_nothing(people: People) -> None:
    with refused(BadInput, "t.qdc: Two codes have the identifier"):
        import_codebook(by=people.lea, content=TAGUETTE.replace(b"1A02", b"1A01"), name="t.qdc")
    assert shared() == []


def test_only_the_lead_brings_codes(people: People) -> None:
    with refused(NotAllowed, "lead"):
        import_codebook(by=people.ada, content=TAGUETTE, name="t.qdc")


def test_command_says_what_came_of_it(people: People, tmp_path: Path) -> None:
    (tmp_path / "t.qdc").write_bytes(TAGUETTE)
    out = StringIO()
    call_command("import_codebook", people.study.slug, str(tmp_path / "t.qdc"), json=True, stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0] == "2 codes added, 0 were there"
    assert json.loads(lines[-1])["added"] == ["interesting", "people.group"]
