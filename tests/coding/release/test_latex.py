"""The LaTeX table is correct and harmless, and it compiles."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from coding.release.tables.consequence_table import table_tex
from coding.results.derive import Publication
from tests.support import publications as factory
from tests.support.latex_paper import set_paper

STUDIES = [factory.model, factory.open_style, factory.multi_label, factory.hostile, factory.empty]


def long_table() -> Publication:
    publication = factory.model()
    rows = [replace(publication.table[0], consequence=f"Consequence {i}") for i in range(60)]
    return replace(publication, table=tuple(rows))


def lines(publication: Publication) -> list[str]:
    return table_tex(publication).decode("ascii").splitlines()


def test_table_of_the_model_study_has_the_expected_row() -> None:
    assert r"Unauthorized access & What Unauthorized access is. & 93 & 62.4 \\" in lines(factory.model())


def test_table_can_be_included_in_a_paper() -> None:
    text = table_tex(factory.small()).decode("ascii")
    assert "documentclass" not in text
    assert text.count(r"\begin{tabular}") == text.count(r"\end{tabular}") == 1


def test_long_table_breaks_over_pages() -> None:
    text = table_tex(long_table()).decode("ascii")
    assert r"\begin{longtable}" in text
    assert "tabular" not in text


def test_hostile_rows_have_four_cells_and_no_command() -> None:
    body = [line for line in lines(factory.hostile()) if line.endswith(r"\\") and "multicolumn" not in line]
    assert len(body) == 1 + len(factory.HOSTILE)
    for line in body:
        assert len(re.findall(r"(?<!\\)&", line)) == 3
        assert not re.search(r"[a-z]{40}", line)  # a word that long could not be broken
    assert not re.search(r"\\(input|write|def|csname)", "\n".join(body))


@pytest.mark.parametrize("make", [*STUDIES, long_table])
def test_paper_with_all_latex_files_of_a_release_compiles(make, tmp_path: Path) -> None:
    publication = make()
    files = {name: factory.rendered(name, publication) for name in ("table.tex", "methods.tex", "agreement.tex")}
    log = set_paper(tmp_path, files)
    assert "Missing character" not in log


def test_unknown_command_fails_the_compilation(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="Undefined control sequence"):
        set_paper(tmp_path, {"table.tex": rb"\nosuchcommand"})
