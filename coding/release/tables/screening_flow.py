"""Flow of a screening, as a table and as a figure in the manner of PRISMA 2020."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from advisories.corpus.charts import CONFIG, SCHEMA, Spec
from coding.rendering.escaping import csv_bytes, single_line
from coding.results.derive import Publication
from coding.statistics.design.screening_flow import Flow, Screened

# Sizes in pixels of boxes, gaps, and boxes at the side. Browsers may use a wider font than the renderer.
WIDTH, HEIGHT, GAP, SIDE = 230, 46, 30, 380


def screening_of(publication: Publication) -> Screened:
    """Return the screening of a study that has one."""
    assert publication.data.screening
    return publication.data.screening


def flow_rows(flow: Flow) -> list[tuple[str, str, int]]:
    """Return (stage, step, count) in the order of the flow."""
    return [
        ("projects", "candidates", flow.candidates),
        *(("projects", f"excluded: {label}", count) for label, count in flow.excluded),
        ("projects", "undecided", flow.undecided),
        ("projects", "included", flow.included),
        ("records", "of the included projects", flow.records),
        ("advisories", "after merging", flow.advisories),
        ("advisories", "withdrawn", flow.withdrawn),
        ("advisories", "included", flow.advisories - flow.withdrawn),
        ("units", "in the sample", flow.units),
    ]


def flow_csv(flow: Flow) -> bytes:
    """Return the flow as CSV: one row per stage and step."""
    return csv_bytes(["stage", "step", "count"], flow_rows(flow))


def screening_csv(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Return one row per verdict of a screening."""
    return csv_bytes(["project", "state", "criterion", "verdict", "reason", "by", "at"], rows)


def flow_spec(flow: Flow) -> Spec:
    """Return a figure of boxes with counts from top to bottom; exclusions and withdrawals are at the side."""
    main = [
        f"Candidate projects\n{flow.candidates:,}",
        f"Projects included\n{flow.included:,}",
        f"Source records\n{flow.records:,}",
        f"Advisories after merging\n{flow.advisories:,}",
        f"Advisories included\n{flow.advisories - flow.withdrawn:,}",
        f"Units in the sample\n{flow.units:,}",
    ]
    leaving = [f"{single_line(label)}: {count:,}" for label, count in flow.excluded]
    if flow.undecided:
        leaving.append(f"Undecided: {flow.undecided:,}")
    out = ["Projects not included, by the first criterion not met", *leaving] if leaving else []
    withdrawn = [f"Withdrawn: {flow.withdrawn:,}"]
    tops, y = [], 0.0
    for index in range(len(main)):
        tops.append(y)
        # The list of excluded projects may need more room than the gap.
        y += HEIGHT + (max(GAP, len(out) * 16 + 8 - HEIGHT + GAP) if index == 0 else GAP)
    boxes = [{"x": 0, "x2": WIDTH, "y": top, "y2": top + HEIGHT} for top in tops]
    labels = [
        {"x": WIDTH / 2, "y": top + HEIGHT * (0.36 + 0.36 * line), "text": text}
        for top, whole in zip(tops, main, strict=True)
        for line, text in enumerate(whole.split("\n"))
    ]
    arrows = [{"x": WIDTH / 2, "x2": WIDTH / 2, "y": a + HEIGHT, "y2": b} for a, b in pairwise(tops)]
    notes = []
    for lines, top in ((out, tops[0]), (withdrawn, tops[3])):
        if lines:
            boxes.append(
                {"x": WIDTH + GAP, "x2": WIDTH + GAP + SIDE, "y": top, "y2": top + max(HEIGHT, len(lines) * 16 + 8)}
            )
            arrows.append({"x": WIDTH, "x2": WIDTH + GAP, "y": top + HEIGHT / 2, "y2": top + HEIGHT / 2})
            notes += [
                {"x": WIDTH + GAP + 8, "y": top + 14 + 16 * number, "text": line} for number, line in enumerate(lines)
            ]
    return {
        "$schema": SCHEMA,
        "description": "Flow: " + "; ".join(f"{stage} {step} {count:,}" for stage, step, count in flow_rows(flow)),
        "width": WIDTH + GAP + SIDE,
        "height": tops[-1] + HEIGHT,
        "layer": [
            _marks(boxes, {"type": "rect", "fill": None, "stroke": "#4c6a92", "strokeWidth": 1}, corners=True),
            _marks(arrows, {"type": "rule", "color": "#4c6a92"}, corners=True),
            _marks(labels, {"type": "text", "align": "center", "baseline": "middle", "limit": WIDTH - 10}),
            _marks(notes, {"type": "text", "align": "left", "baseline": "middle", "limit": SIDE - 16}),
        ],
        "config": CONFIG,
    }


def _marks(values: Sequence[Mapping[str, object]], mark: Spec, *, corners: bool = False) -> Spec:
    """Return a layer whose marks are positioned in pixels, without scales."""
    encoding: Spec = {}
    for name in ("x", "y", *(("x2", "y2") if corners else ())):
        encoding[name] = {"field": name, "type": "quantitative", "scale": None, "axis": None}
        if name.endswith("2"):
            encoding[name] = {"field": name}
    if not corners:
        encoding["text"] = {"field": "text", "type": "nominal"}
    return {"data": {"values": list(values)}, "mark": mark, "encoding": encoding}
