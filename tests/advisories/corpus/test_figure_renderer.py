"""The child process of the renderer: started on demand, restarted when it dies, ended when idle."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from advisories.corpus.charts import severity_bars, svg, themed
from advisories.corpus.figure_renderer import FigureRenderer, RenderingFailed
from tests.support.waiting import wait_until

SPEC = severity_bars([("high", 3), ("low", 1)], noun="Units")


@pytest.fixture
def renderer() -> Iterator[FigureRenderer]:
    renderer = FigureRenderer(idle=30)
    yield renderer
    renderer.stop()


def test_figure_equals_the_one_rendered_in_this_process(renderer: FigureRenderer) -> None:
    assert not renderer.running
    assert renderer.svg(SPEC) == svg(SPEC)
    assert renderer.running


def test_stored_figure_needs_no_process(renderer: FigureRenderer) -> None:
    first = renderer.svg(SPEC)
    renderer.stop()
    assert renderer.svg(SPEC) is first
    assert not renderer.running


def test_killed_process_is_restarted(renderer: FigureRenderer) -> None:
    renderer.svg(SPEC)
    assert renderer._process
    renderer._process.kill()
    assert renderer.svg(themed(SPEC, "dark")) == svg(themed(SPEC, "dark"))


def test_idle_process_ends() -> None:
    renderer = FigureRenderer(idle=0.05)
    renderer.svg(SPEC)
    wait_until(lambda: not renderer.running, "the idle process has ended")


def test_figure_with_external_data_is_refused_and_the_process_survives(renderer: FigureRenderer) -> None:
    with pytest.raises(RenderingFailed, match=r"example\.org"):
        renderer.svg(SPEC | {"data": {"url": "https://example.org/data.json"}})
    assert renderer.running


def test_dark_theme_has_light_text_and_keeps_the_other_settings() -> None:
    dark, light = themed(SPEC, "dark"), themed(SPEC, "light")
    assert dark["background"] == light["background"] == "transparent"
    assert dark["config"]["axis"] == {**SPEC["config"]["axis"], **dark["config"]["axis"]}
    assert dark["config"]["text"] == {"fontSize": 12, "color": "#d5d8dc", "fill": "#d5d8dc"}
    assert dark["config"]["font"] == SPEC["config"]["font"]
    assert light["config"] == SPEC["config"]
