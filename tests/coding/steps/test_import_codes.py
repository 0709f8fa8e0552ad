"""Codes imported from another program's codebook file: all codes or none."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from coding.codebook.rows import codebook_of
from coding.errors import BadInput, NotAllowed
from coding.formats.refi_qda.write_codebook import codebook_qdc
from coding.models import Code, Event, Member
from coding.steps.codebook.codes import add_code
from coding.steps.codebook.import_codes import import_codebook
from tests.support.factories import People, client, opened_round, study
from tests.support.refi import packed
from tests.support.refi_codebooks import BARE, TAGUETTE
from tests.support.refusals import refused, stored

pytestmark = pytest.mark.django_db


def shared_labels() -> list[tuple[str, str | None]]:
    """Return label and parent's label of every shared code."""
    return [(code.label, code.parent and code.parent.label) for code in Code.objects.filter(owner__isnull=True)]


def test_codes_are_imported_with_their_parents_and_one_event(people: People) -> None:
    result = import_codebook(by=people.lea, content=BARE, name="book.qdc")
    assert result.added == ("A b", "B")
    assert shared_labels() == [("A b", None), ("B", "A b")]
    event = Event.objects.filter(kind="codes_imported").get()
    assert event.data == {"file": "book.qdc", "added": ["A b", "B"], "known": []}


def test_code_that_is_already_present_is_unchanged(people: People) -> None:
    add_code(by=people.lea, label="interesting", definition="Ours.")
    result = import_codebook(by=people.lea, content=TAGUETTE, name="t.qdc")
    assert (result.known, result.added) == (("interesting",), ("people.group",))
    assert Code.objects.get(label="interesting").definition == "Ours."
    assert import_codebook(by=people.lea, content=TAGUETTE, name="t.qdc").added == ()


def test_refused_import_stores_nothing(people: People) -> None:
    with refused(BadInput, "t.qdc: Two codes have the identifier"):
        import_codebook(by=people.lea, content=TAGUETTE.replace(b"1A02", b"1A01"), name="t.qdc")
    assert shared_labels() == []


def test_only_the_lead_may_import_codes(people: People) -> None:
    with refused(NotAllowed, "lead"):
        import_codebook(by=people.ada, content=TAGUETTE, name="t.qdc")


def test_command_reports_the_import(people: People, tmp_path: Path) -> None:
    (tmp_path / "t.qdc").write_bytes(TAGUETTE)
    out = StringIO()
    call_command("import_codebook", people.study.slug, str(tmp_path / "t.qdc"), json=True, stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0] == "2 codes added, 0 already present"
    assert json.loads(lines[-1])["added"] == ["interesting", "people.group"]


def send(member: Member, content: bytes, name: str = "book.qdc", *, dry_run: bool = False) -> Any:
    address = f"/api/v1/studies/{member.study.slug}/codebook/import/" + ("?dry_run=true" if dry_run else "")
    return client(member).post(address, {"file": SimpleUploadedFile(name, content)})


def test_dry_run_reports_the_import_and_stores_nothing(people: People) -> None:
    add_code(by=people.lea, label="A b", definition="Ours.")
    before = stored()
    preview = send(people.lea, BARE, dry_run=True)
    assert preview.status_code == 200
    assert stored() == before
    assert preview.json() == {
        "added": ["B"],
        "already_present": ["A b"],
        "remarks": [
            "1 colour not written as #RRGGBB: replaced.",
            "1 code for grouping only: can be applied here like any code.",
        ],
    }
    assert send(people.lea, BARE).json() == preview.json()
    assert shared_labels() == [("A b", None), ("B", "A b")]
    assert send(people.lea, BARE, dry_run=True).json()["added"] == []


@pytest.mark.parametrize("name", ["ada", "cleo", "vic"])
def test_only_the_lead_may_upload_a_codebook(people: People, name: str) -> None:
    for dry_run in (True, False):
        assert send(getattr(people, name), TAGUETTE, dry_run=dry_run).status_code == 403
    assert shared_labels() == []


def test_import_into_a_study_of_others_is_not_found(people: People) -> None:
    other = study("Other", tag="oth")
    address = f"/api/v1/studies/{people.study.slug}/codebook/import/"
    Member.objects.filter(study=people.study, name="vic").update(user=None)
    assert client(other.vic).post(address, {"file": SimpleUploadedFile("b.qdc", TAGUETTE)}).status_code == 404


BOMB = b'<!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % (n + 1, *[n] * 10) for n in range(97, 109)
)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The XML is not well-formed: "),
        (b"a;b\n1;2\n", "The XML is not well-formed: "),
        (BOMB + b"]><CodeBook><Codes><Code guid='1' name='&m;'/></Codes></CodeBook>", "amplification"),
        (b'<!DOCTYPE CodeBook SYSTEM "http://127.0.0.1:9/x.dtd"><CodeBook/>', "The XML declares a document type"),
        (b'<!DOCTYPE c [<!ENTITY f SYSTEM "file:///etc/passwd">]><CodeBook>&f;</CodeBook>', "The XML declares"),
        (TAGUETTE.replace(b"urn:QDA-XML:codebook:1.0", b"urn:other"), "The XML has the namespace “urn:other”"),
        (TAGUETTE.replace(b"1A02", b"1A01"), "Two codes have the identifier"),
        (b"<CodeBook><Codes/></CodeBook>", "This codebook has no code."),
        (b"<CodeBook/>", "This codebook has no code."),
        (b"<Project><CodeBook/></Project>", "The root element is <Project>, but REFI-QDA requires <CodeBook>."),
        (packed({"project.qde": b"<Project/>"}), "This project has no code."),
        (b"<CodeBook><Codes>" + b'<Code name="x"/>' * 1_001 + b"</Codes></CodeBook>", "more than 1,000 codes"),
        (
            b"<CodeBook>" + b"<a/>" * (5 << 18) + b"</CodeBook>",
            "at most 5,242,880 can be read here. Export only the codebook, without texts.",
        ),
        (b"<CodeBook " + b" ".join(b'a%d=""' % n for n in range(400_000)) + b"/>", "has no code."),
        ('<?xml version="1.0" encoding="utf-16"?><CodeBook/>'.encode("utf-16"), "This codebook has no code."),
        (b"\x00" * 100, "is not well-formed"),
    ],
)
def test_invalid_file_is_refused_in_one_sentence(people: People, content: bytes, message: str) -> None:
    before = stored()
    for dry_run in (True, False):
        answer = send(people.lea, content, dry_run=dry_run)
        assert answer.status_code == 400, answer.content
        detail = answer.json()["detail"]
        assert message in detail
        assert len(detail) < 350
        assert "\n" not in detail
    assert stored() == before


def test_dry_run_on_a_frozen_codebook_is_refused(people: People) -> None:
    add_code(by=people.lea, label="Access")
    opened_round(people, style="closed")
    answer = send(people.lea, TAGUETTE, dry_run=True)
    assert (answer.status_code, answer.json()["code"]) == (409, "round_state")


def test_request_without_an_uploaded_file_is_refused(people: People) -> None:
    address = f"/api/v1/studies/{people.study.slug}/codebook/import/"
    assert (
        client(people.lea).post(address, {}).json()["detail"]
        == "The file is missing. Send it as “file”, or the number of its upload as “upload”."
    )
    assert client(people.lea).post(address, {"file": "words"}, format="json").status_code == 400


def test_remarks_list_what_was_cut_or_left_out(people: People) -> None:
    content = TAGUETTE.replace(b"<Sets/>", b'<Sets><Set guid="1" name="S"/><Set guid="2" name="T"/></Sets>').replace(
        b'name="interesting" isCodable="true"/>', b'name="i"><Description>' + b"x" * 20_001 + b"</Description></Code>"
    )
    result = send(people.lea, content).json()
    assert result["remarks"] == [
        "The description of “i” was cut after 20,000 characters.",
        "2 sets of codes left out: codebooks have no sets here.",
    ]
    assert len(Code.objects.get(label="i").definition) == 20_000


def test_exported_codebook_is_imported_with_near_misses(people: People) -> None:
    add_code(by=people.lea, label="Access", definition="d", examples="e", near_misses="n\nm")
    content = codebook_qdc(codebook_of(people.study, None), "T")
    other = study("Other", tag="oth")
    import_codebook(by=other.lea, content=content, name="b.qdc")
    code = Code.objects.get(study=other.study)
    assert (code.definition, code.examples, code.near_misses) == ("d", "e", "n\nm")
