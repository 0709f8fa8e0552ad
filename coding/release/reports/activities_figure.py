"""Figure of a study of projects: the share of the projects that use each activity."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from advisories.corpus.charts import BAR, CONFIG, SCHEMA, Spec
from coding.rendering.escaping import single_line
from coding.rendering.numbers import percent
from coding.results.activities import ActivityRow
from coding.results.derive import Publication

STEP: Final = 100  # pixels from bar to bar; Vega-Lite gives a band with offsets eight tenths of them
BAND: Final = 80
BAR_WIDTH: Final = 60
HEIGHT: Final = 260  # pixels of 100 %
TITLE_GAP: Final = 14  # pixels between the subtitle and the numbers of a bar of 100 %
HATCH: Final = 8  # pixels between two lines
LABEL_WIDTH: Final = 14  # characters of a line of a label
INTERVAL: Final = "#1f2328"

_LEFT: Final = (BAND - BAR_WIDTH) / 2
_OFFSET: Final = {"type": "quantitative", "scale": {"domain": [0, BAND], "range": [0, BAND]}, "title": None}


def activities_spec(publication: Publication, *, by_count: bool = False) -> Spec:
    """Return a bar chart of the activities in the order of the codebook, or the most frequent first if `by_count`.

    A bar has its numbers and Wilson's interval. The part that rests on evidence outside the repository is hatched.
    """
    rows = list(publication.activities)
    if by_count:
        rows.sort(key=lambda row: (row.proportion is None, -(row.proportion or 0)))
    values = [_value(row, label) for row, label in zip(rows, axis_labels(rows), strict=True)]
    hatched = [line for value in values for line in hatch_lines(value)]
    numbers = ", ".join(f"{single_line(row.activity)} {row.count} of {row.projects}" for row in rows)
    subtitle = ["Share of the decided projects. Lines are Wilson's 95 % intervals."]
    if hatched:
        subtitle.append("Hatched: in use by evidence outside the repository alone.")
    if notice := single_line(publication.data.notice):
        subtitle = [*textwrap.wrap(notice, 80), *subtitle]
    return {
        "$schema": SCHEMA,
        "description": f"Projects by activity: {numbers}",
        "title": {"text": "Projects by activity", "subtitle": subtitle, "offset": TITLE_GAP},
        "width": {"step": STEP},
        "height": HEIGHT,
        "data": {"values": values},
        "encoding": {
            "x": {
                "field": "activity",
                "type": "nominal",
                "sort": None,
                "title": None,
                "axis": {"labelAngle": 0, "labelExpr": "split(datum.label, '\\n')", "labelLimit": STEP},
            }
        },
        "layer": [
            {
                "mark": {"type": "bar", "color": BAR, "width": BAR_WIDTH},
                "encoding": {"y": _percentage("within"), "xOffset": _middle()},
            },
            *([_outline(), *[_hatching(hatched)]] if hatched else []),
            {
                "transform": [{"filter": "isValid(datum.low)"}],
                "mark": {"type": "rule", "strokeWidth": 1.5},
                "encoding": {"y": _percentage("low"), "y2": {"field": "high"}, "xOffset": _middle()},
            },
            *(_cap(limit) for limit in ("low", "high")),
            _text("label", -17),
            _text("share", -4),
        ],
        "config": {**CONFIG, "rule": {"color": INTERVAL}, "tick": {"color": INTERVAL}},
    }


def axis_labels(rows: Sequence[ActivityRow]) -> list[str]:
    """Return the labels, broken into short lines. Equal ones get a number, so that each has a bar of its own."""
    labels = ["\n".join(textwrap.wrap(single_line(row.activity), LABEL_WIDTH)) for row in rows]
    seen: Counter[str] = Counter()
    distinct = []
    for label in labels:
        seen[label] += 1
        distinct.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return distinct


def _value(row: ActivityRow, label: str) -> dict[str, Any]:
    """Return the numbers of a bar; percentages of `projects`, null where nothing is decided."""
    low, high = row.wilson or (None, None)
    return {
        "activity": label,
        "count": row.count,
        "projects": row.projects,
        "unclear": row.unclear,
        "outside": row.outside,
        "within": 100 * (row.count - row.outside) / row.projects if row.projects else 0,
        "proportion": None if row.proportion is None else 100 * row.proportion,
        "low": None if low is None else 100 * low,
        "high": None if high is None else 100 * high,
        "top": 0 if high is None else 100 * high,
        "label": f"{row.count} of {row.projects}" if row.projects else "",
        "share": f"{percent(row.count, row.projects)} %" if row.projects else "not decided",
    }


def hatch_lines(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the ends of the diagonal lines over the part of a bar that rests on evidence outside the repository."""
    if not value["outside"]:
        return
    bottom, top = (HEIGHT * value[name] / 100 for name in ("within", "proportion"))
    # A line x - y = c, with x from 0 to the width of the bar and y from the bottom to the top, in pixels.
    first = int(-top // HATCH) + 1
    last = int((BAR_WIDTH - bottom) // HATCH)
    for number in range(first, last + 1):
        shift = number * HATCH
        left, right = max(0.0, bottom + shift), min(float(BAR_WIDTH), top + shift)
        if left >= right:
            continue
        for end, x in enumerate((left, right)):
            yield {
                "activity": value["activity"],
                "line": f"{value['activity']} {number}",
                "end": end,
                "x": round(_LEFT + x, 3),
                "y": round(100 * (x - shift) / HEIGHT, 4),
            }


def _percentage(field: str) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "title": "Projects (%)",
        "scale": {"domain": [0, 100]},
        "axis": {"values": [0, 20, 40, 60, 80, 100], "grid": False},
    }


def _middle() -> Spec:
    return {"datum": BAND / 2, **_OFFSET}


def _outline() -> Spec:
    """Return the frame of the hatched part."""
    return {
        "transform": [{"filter": "datum.outside > 0"}],
        "mark": {"type": "bar", "width": BAR_WIDTH, "filled": False, "color": BAR, "strokeWidth": 1.5},
        "encoding": {"y": _percentage("within"), "y2": {"field": "proportion"}, "xOffset": _middle()},
    }


def _hatching(lines: list[dict[str, Any]]) -> Spec:
    return {
        "data": {"values": lines},
        "mark": {"type": "line", "color": BAR, "strokeWidth": 1.5},
        "encoding": {
            "y": _percentage("y"),
            "xOffset": {"field": "x", **_OFFSET},
            "detail": {"field": "line", "type": "nominal"},
            "order": {"field": "end", "type": "quantitative"},
        },
    }


def _cap(limit: str) -> Spec:
    """Return the short line across the end of an interval."""
    return {
        "transform": [{"filter": "isValid(datum.low)"}],
        "mark": {"type": "tick", "orient": "horizontal", "size": 12, "thickness": 1.5},
        "encoding": {"y": _percentage(limit), "xOffset": _middle()},
    }


def _text(field: str, above: int) -> Spec:
    return {
        "mark": {"type": "text", "baseline": "bottom", "dy": above},
        "encoding": {
            "y": _percentage("top"),
            "xOffset": _middle(),
            "text": {"field": field, "type": "nominal"},
        },
    }
