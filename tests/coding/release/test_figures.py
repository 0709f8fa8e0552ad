"""Figures: the numbers are on the bars, and labels cannot become markup."""

from __future__ import annotations

import json
import sys

import pytest
from lxml import etree

from advisories.corpus.charts import svg
from advisories.corpus.figure_renderer import RENDERER, FigureRenderer, RenderingFailed
from coding.dataset.rows import DecisionRow
from coding.release.reports.figures import consequence_spec, pdf, png, shown, unknown_to_figures
from coding.release.tables.severity import severity_by_consequence, severity_by_consequence_spec, severity_spec
from coding.rendering import figure_text
from coding.rendering.figure_text import without_sign
from coding.rendering.pdf import deterministic_pdf
from coding.results.derive import Publication, derive
from tests.support import publications as factory

SVG = "{http://www.w3.org/2000/svg}"


def words(content: bytes) -> list[str]:
    return ["".join(element.itertext()) for element in etree.fromstring(content).iter(f"{SVG}text")]


def test_severity_figure_has_the_number_on_each_bar() -> None:
    drawn = words(svg(severity_spec(factory.model())))
    assert [word for word in drawn if word in {"37", "38"}] == ["37", "38", "37", "37"]
    assert drawn.index("critical") < drawn.index("high") < drawn.index("moderate") < drawn.index("low")


def test_consequence_figure_has_count_and_percentage() -> None:
    drawn = words(svg(consequence_spec(factory.model())))
    assert "93 (62.4 %)" in drawn
    assert "Unauthorized access" in drawn


def test_notice_is_above_the_consequences() -> None:
    assert "Made up." in words(svg(consequence_spec(factory.small(notice="Made up."))))


@pytest.mark.parametrize("make", [factory.hostile, factory.empty])
def test_figure_is_well_formed_and_has_no_script(make) -> None:
    for spec in (severity_spec(make()), consequence_spec(make()), severity_by_consequence_spec(make())):
        root = etree.fromstring(svg(spec))
        assert not list(root.iter(f"{SVG}script"))


def test_pdf_does_not_depend_on_the_order_of_fonts() -> None:
    # Three fonts: without a fixed order, two of these files would differ.
    drawn = {pdf(consequence_spec(factory.hostile())) for _ in range(8)}
    assert len(drawn) == 1
    (content,) = drawn
    assert content.startswith(b"%PDF-")
    start = int(content.split(b"startxref")[1].split()[0])
    assert content[start:].startswith(b"xref")
    lines = content[start:].split(b"\n")
    offsets = [int(line.split()[0]) for line in lines[3:] if line.rstrip().endswith(b" n")]
    assert len(offsets) > 10
    for number, offset in enumerate(offsets, start=1):
        assert content[offset:].startswith(b"%d 0 obj" % number)


def test_invalid_pdf_is_refused() -> None:
    with pytest.raises(ValueError, match="cross-references"):
        deterministic_pdf(b"%PDF-1.7\nstartxref\n0\n%%EOF")


def test_severity_by_consequence_has_a_count_in_each_cell() -> None:
    publication = factory.small()
    assert severity_by_consequence(publication) == [("Access", [0, 1, 0, 1, 0]), ("Leak", [1, 0, 1, 0, 0])]
    spec = severity_by_consequence_spec(publication)
    assert sum(value["count"] for value in spec["data"]["values"]) == 4
    assert [word for word in words(svg(spec)) if word == "1"] == ["1"] * 4


def test_png_has_twice_the_size_of_the_figure() -> None:
    spec = severity_spec(factory.model())
    content = png(spec)
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width = int.from_bytes(content[16:20], "big")
    assert width == pytest.approx(2 * float(etree.fromstring(svg(spec)).get("width")), abs=2)


@pytest.mark.parametrize("name", ["severity", "severity_by_consequence", "consequences"])
def test_specification_in_the_release_is_that_of_the_figure(name: str) -> None:
    publication = factory.model()
    spec = json.loads(factory.rendered(f"{name}.vl.json", publication))
    assert svg(spec) == factory.rendered(f"{name}.svg", publication)


def test_figure_fetches_nothing() -> None:
    spec = severity_spec(factory.small()) | {"data": {"url": "https://example.org/data.json"}}
    with pytest.raises(ValueError, match=r"example\.org"):
        svg(spec)


LABELS = ("🔥 Denial", "データの漏えい", "تسرب البيانات", "דליפת מידע", "Утечка α €", "=cmd", "x" * 200)


def labelled() -> Publication:
    labels = LABELS
    codings = [factory.coding(n, rater, label) for n, label in enumerate(labels, 1) for rater in ("Ada", "Bo")]
    decisions = [DecisionRow(n, (label,), "agreed") for n, label in enumerate(labels, 1)]
    return derive(factory.dataset(codings, decisions))


def test_emoji_are_named_in_figures_and_unknown_scripts_are_code_points(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coding.rendering.figure_text._has_sign", lambda sign: not "\u3040" <= sign <= "\u9fff")
    files = factory.render_all(labelled())
    assert "[fire] Denial" in words(files["consequences.svg"])
    assert "データの漏えい" in words(files["consequences.svg"])
    for_print = words(svg(shown(consequence_spec(labelled()))))
    assert "[U+30C7 U+30FC U+30BF U+306E U+6F0F U+3048 U+3044]" in for_print
    assert "Утечка α €" in for_print
    readme = files["README.md"].decode()
    assert "no font for CJK, Hiragana, Katakana. The SVG files contain the text." in readme


def test_character_without_a_sign_is_noticed() -> None:
    assert without_sign("a é α Ж \U0010fffc") == "\U0010fffc"


def test_failing_renderer_does_not_stop_a_release(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(figure: bytes) -> bytes:
        raise RenderingFailed("An error occurred while subsetting a font")

    monkeypatch.setattr(RENDERER, "pdf", fail)
    files = factory.render_all(labelled())
    assert "consequences.pdf" not in files
    assert {"consequences.svg", "consequences.png", "table.csv", "MANIFEST.sha256"} <= files.keys()
    readme = files["README.md"].decode()
    assert "Missing: " in readme
    assert "The renderer of figures failed on this server; the SVG files have the figures." in readme
    assert "| `consequences.pdf` |" not in readme
    assert b"consequences.pdf" not in files["MANIFEST.sha256"] + files["ro-crate-metadata.json"]


def test_renderer_that_dies_stops_no_release(monkeypatch: pytest.MonkeyPatch) -> None:
    dying = FigureRenderer()
    dying.command = [sys.executable, "-c", "raise SystemExit(9)"]
    for module in ("coding.release.reports.figures", "coding.rendering.figure_text"):
        monkeypatch.setattr(f"{module}.RENDERER", dying)
    figure_text._drawn.cache_clear()
    figure_text._has_sign.cache_clear()
    publication = labelled()
    assert unknown_to_figures(publication) == ""
    files = factory.render_all(publication)
    assert not [name for name in files if name.endswith((".svg", ".png", ".pdf"))]
    assert {"consequences.vl.json", "table.csv", "MANIFEST.sha256"} <= files.keys()
    readme = files["README.md"].decode()
    assert "`consequences.svg`" in readme
    assert "The renderer of figures failed on this server; the tables have the numbers." in readme
    dying.stop()
