"""Studies imported from REFI-QDA projects."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from advisories.models import Document
from coding.errors import BadInput
from coding.loading.study import load_study
from coding.steps.import_project import import_project
from tests.support import publications as factory
from tests.support.refi import HEAD, project, text_source
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [factory.small, factory.multi_label])
def test_imported_project_has_the_units_codings_and_decisions_of_the_exported_study(make) -> None:
    written = make().data
    result = import_project(content=factory.rendered("study.qdpx", make()), name="s.qdpx", final_rater="Cleo")
    read = load_study(result.coding_round)
    assert (read.plan.origin, {row.name for row in read.plan.rating_sources}) == ("files", {"s.qdpx"})
    assert [unit.text for unit in read.units] == [unit.text for unit in written.units]
    assert {(row.unit, row.rater, frozenset(row.merged_codes), row.segments) for row in read.codings} == {
        (row.unit, row.rater, frozenset(row.merged_codes), row.segments) for row in written.codings
    }
    assert set(read.ratings.raters) == set(written.ratings.raters)
    assert {code.label: code.definition for code in read.codebook} == {c.label: c.definition for c in written.codebook}
    decided = {row.unit: frozenset(row.codes) for row in written.decisions if row.codes}
    assert {row.unit: frozenset(row.codes) for row in read.decisions if row.codes} == decided


def test_text_of_an_imported_document_equals_the_text_of_its_html() -> None:
    text = "\n\n  <b>&amp;</b> 😀\n"
    inside = "".join(
        f'<PlainTextSelection startPosition="0" endPosition="4" creatingUser="{user}"><Coding><CodeRef targetGUID="C"/>'
        "</Coding></PlainTextSelection>"
        for user in "UV"
    )
    import_project(content=project(text_source(inside), text.encode()), name="s.qdpx", final_rater="Cleo")
    document = Document.objects.get(title="One")
    assert document.text == text
    assert document.html == "<pre>\n\n\n  &lt;b&gt;&amp;amp;&lt;/b&gt; 😀\n</pre>"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"no zip", "s.qdpx: Not a .qdpx file"),
        (project("", b""), "s.qdpx: The project has no readable text"),
        (project(text_source(""), b"One", head=HEAD), "s.qdpx: Fewer than two users"),
    ],
)
def test_refused_import_stores_nothing(content: bytes, message: str) -> None:
    with refused(BadInput, message):
        import_project(content=content, name="s.qdpx", final_rater="Cleo")


def test_command_reports_the_import(tmp_path: Path) -> None:
    (tmp_path / "s.qdpx").write_bytes(factory.rendered("study.qdpx", factory.small()))
    out = StringIO()
    call_command("import_qdpx", str(tmp_path / "s.qdpx"), final_rater="Cleo", json=True, stdout=out)
    report = json.loads(out.getvalue().splitlines()[-1])
    assert (report["units"], report["codings"], report["decided"], report["raters"]) == (4, 8, 2, ["Ada", "Bo"])
