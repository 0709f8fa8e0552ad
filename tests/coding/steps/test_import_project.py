"""A study from a REFI-QDA project: texts, codes, codings and decisions are those of the file."""

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
from tests.coding.formats.refi_qda.test_project import HEAD, project, text_source
from tests.support import publications as factory
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [factory.small, factory.several])
def test_own_project_gives_the_same_first_ratings(make) -> None:
    inputs = make().data
    found = import_project(content=factory.rendered("study.qdpx", make()), name="s.qdpx", final_rater="Cleo")
    read = load_study(found.round)
    assert [unit.text for unit in read.units] == [unit.text for unit in inputs.units]
    assert {(row.unit, row.rater, frozenset(row.merged_codes), row.segments) for row in read.codings} == {
        (row.unit, row.rater, frozenset(row.merged_codes), row.segments) for row in inputs.codings
    }
    assert set(read.ratings.raters) == set(inputs.ratings.raters)
    assert {code.label: code.definition for code in read.codebook} == {c.label: c.definition for c in inputs.codebook}
    decided = {row.unit: frozenset(row.codes) for row in inputs.decisions if row.codes}
    assert {row.unit: frozenset(row.codes) for row in read.decisions if row.codes} == decided


def test_text_of_a_new_document_is_that_of_its_html() -> None:
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
    ("content", "said"),
    [
        (b"no zip", "s.qdpx: This is no .qdpx file"),
        (project("", b""), "s.qdpx: The project holds no text"),
        (project(text_source(""), b"One", head=HEAD), "s.qdpx: Fewer than two users"),
    ],
)
def test_refusal_leaves_nothing(content: bytes, said: str) -> None:
    with refused(BadInput, said):
        import_project(content=content, name="s.qdpx", final_rater="Cleo")


def test_command_says_what_came_of_it(tmp_path: Path) -> None:
    (tmp_path / "s.qdpx").write_bytes(factory.rendered("study.qdpx", factory.small()))
    out = StringIO()
    call_command("import_qdpx", str(tmp_path / "s.qdpx"), final_rater="Cleo", json=True, stdout=out)
    found = json.loads(out.getvalue().splitlines()[-1])
    assert (found["units"], found["codings"], found["decided"], found["raters"]) == (4, 8, 2, ["Ada", "Bo"])
