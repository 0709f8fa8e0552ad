"""Documents have the same text in Markdown and in LaTeX, and none of it is a command."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from coding.rendering.document import Heading, Paragraph, Table, as_latex, as_markdown
from coding.rendering.numbers import coefficient_value
from tests.support import publications as factory

BLOCKS = [Heading("A & B", 2), Paragraph("*x* is 5 % and -0.12.", "Lead."), Table(("N", "V"), [("a|b", "-1.00")])]
OURS = {"subsection", "textbf", "par", "noindent", "begin", "end", "toprule", "midrule", "bottomrule", "linewidth"}
OURS |= {"section", "textbackslash", "textasciitilde", "textasciicircum", "textless", "textgreater", "textbar"}
OURS |= {"ldots", "textbullet", "hspace", "L", "ss", "usepackage", "times"}
STUDIES = [factory.model, factory.open_style, factory.multi_label, factory.hostile, factory.empty]


def test_markdown_escapes_every_text() -> None:
    text = as_markdown(BLOCKS).decode()
    assert text.startswith("## A &amp; B\n\n**Lead.** \\*x\\* is 5 % and -0.12.\n\n| N | V |\n| --- | ---: |\n")
    assert "| a\\|b | -1.00 |" in text


def test_markdown_escapes_list_marks_except_in_columns_of_numbers() -> None:
    assert as_markdown([Paragraph("2. Then")]) == b"2\\. Then\n"
    rows = [("- 1.", "0.5 to 1.0")]
    assert as_markdown([Table(("1.", "- V"), rows)]).endswith(
        b"| 1\\. | \\- V |\n| --- | ---: |\n| \\- 1. | 0.5 to 1.0 |\n"
    )
    assert as_markdown([Table(("N", "V"), rows, numbers=False)]).endswith(b"| \\- 1. | 0\\.5 to 1.0 |\n")


@pytest.mark.parametrize("make", STUDIES)
def test_computed_numbers_are_printed_plainly(make) -> None:
    publication = make()
    values = {name: one["value"] for name, one in publication.agreement["coefficients"].items()}
    for file in ("agreement.md", "methods.md"):
        text = factory.rendered(file, publication).decode()
        for name, value in values.items():
            assert value is None or f"| {coefficient_value(name, value)} |" in text


def test_latex_escapes_every_text_and_sets_minus_signs() -> None:
    text = as_latex(BLOCKS).decode("ascii")
    assert r"\subsection*{A \& B}" in text
    assert r"\textbf{Lead.} {*}x* is 5 \% and $-$0.12." in text
    assert r"a\textbar{}b & $-$1.00 \\" in text
    assert "2026-01-15" in as_latex([Paragraph("On 2026-01-15.")]).decode()


@pytest.mark.parametrize("make", STUDIES)
def test_methods_are_equal_in_markdown_and_latex(make) -> None:
    publication = make()
    markdown = MarkdownIt("commonmark").enable("table").render(factory.rendered("methods.md", publication).decode())
    latex = factory.rendered("methods.tex", publication).decode("ascii").replace(r"p{0.45\linewidth}", "")
    assert sorted(re.findall(r"\d+\.\d+", latex)) == sorted(re.findall(r"\d+\.\d+", markdown))
    assert "<script" not in markdown


@pytest.mark.parametrize("make", STUDIES)
def test_data_is_never_a_command_in_latex_methods(make) -> None:
    text = factory.rendered("methods.tex", make()).decode("ascii")
    assert set(re.findall(r"\\([a-zA-Z]+)", text)) <= OURS
    assert text.count(r"\begin{") == text.count(r"\end{") == 1
