"""The child process of the renderer: started on demand, restarted when it dies, ended when idle."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from advisories.api.figures import FigureFailed, figure_response
from advisories.corpus import figure_renderer
from advisories.corpus.charts import Spec, severity_bars, svg, themed
from advisories.corpus.figure_renderer import RENDERER, FigureRenderer, RenderingFailed
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


def test_figure_in_pixels_and_as_a_page(renderer: FigureRenderer) -> None:
    figure = renderer.svg(SPEC)
    assert renderer.png(figure, 2).startswith(b"\x89PNG")
    assert renderer.pdf(figure).startswith(b"%PDF")
    with pytest.raises(RenderingFailed):
        renderer.png(b"no figure")
    assert renderer.png(figure).startswith(b"\x89PNG")


def test_renderer_that_hangs_is_killed(renderer: FigureRenderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure_renderer, "TIMEOUT", 0.2)
    # It ends by itself, too, which a renderer that waited for it would report in other words.
    renderer.command = [sys.executable, "-c", "import time; time.sleep(5)"]
    for draw in (lambda: renderer.svg(SPEC), lambda: renderer.pdf(b"")):
        with pytest.raises(RenderingFailed, match="was not rendered within"):
            draw()
        assert not renderer.running


def test_renderer_that_always_dies_is_tried_twice(renderer: FigureRenderer) -> None:
    renderer.command = [sys.executable, "-c", "raise SystemExit(9)"]
    with pytest.raises(RenderingFailed, match="ended unexpectedly"):
        renderer.svg(SPEC)


def test_dark_theme_has_light_text_and_keeps_the_other_settings() -> None:
    dark, light = themed(SPEC, "dark"), themed(SPEC, "light")
    assert dark["background"] == light["background"] == "transparent"
    assert dark["config"]["axis"] == {**SPEC["config"]["axis"], **dark["config"]["axis"]}
    assert dark["config"]["text"] == {"fontSize": 12, "color": "#d5d8dc", "fill": "#d5d8dc"}
    assert dark["config"]["font"] == SPEC["config"]["font"]
    assert light["config"] == SPEC["config"]


def test_figure_of_a_page_that_cannot_be_drawn_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(spec: Spec) -> bytes:
        raise RenderingFailed("panic")

    monkeypatch.setattr(RENDERER, "svg", fail)
    with pytest.raises(FigureFailed, match="Its numbers are in the table beside it") as refusal:
        figure_response(APIView().initialize_request(APIRequestFactory().get("/")), SPEC)
    assert (refusal.value.status, refusal.value.code) == (503, "figure_failed")
