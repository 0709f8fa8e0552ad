"""Figures: the numbers are on the bars, and labels cannot become markup."""

from __future__ import annotations

import pytest
from lxml import etree

from coding.exporters.figures import consequence_spec, severity_spec, svg
from tests.coding.exporters import factory

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


def test_notice_stands_above_the_consequences() -> None:
    assert "Made up." in words(svg(consequence_spec(factory.small(notice="Made up."))))


@pytest.mark.parametrize("make", [factory.hostile, factory.empty])
def test_figure_is_well_formed_and_has_no_script(make) -> None:
    for spec in (severity_spec(make()), consequence_spec(make())):
        root = etree.fromstring(svg(spec))
        assert not list(root.iter(f"{SVG}script"))


def test_figure_fetches_nothing() -> None:
    spec = severity_spec(factory.small()) | {"data": {"url": "https://example.org/data.json"}}
    with pytest.raises(ValueError, match=r"example\.org"):
        svg(spec)
