"""Table of activities as CSV, Markdown, LaTeX and a workbook, and its intervals."""

from __future__ import annotations

from collections.abc import Callable

from advisories.text.counting import count_noun
from coding.formats.codebook_files import codebook_sheet
from coding.rendering.escaping import Cell, csv_bytes, latex, markdown
from coding.rendering.numbers import ROUNDING_RULE, percent, percent_of
from coding.rendering.xlsx import Sheet, workbook
from coding.results.activities import ActivityRow
from coding.results.derive import Publication

TABLE_COLUMNS = ("activity", "definition", "count", "proportion")
INTERVAL_COLUMNS = (
    "activity",
    "count",
    "projects",
    "unclear",
    "proportion",
    "wilson_low",
    "wilson_high",
    "lowest",
    "highest",
)
NOTHING_DECIDED = "–"


def activities_csv(publication: Publication) -> bytes:
    """Return one row per activity in the order of the codebook, without rounding."""
    return csv_bytes(TABLE_COLUMNS, table_rows(publication))


def table_rows(publication: Publication) -> list[list[Cell]]:
    """Return the cells under `TABLE_COLUMNS`; no proportion where nothing is decided."""
    return [[row.activity, row.definition, row.count, row.proportion] for row in publication.activities]


def activity_intervals_csv(publication: Publication) -> bytes:
    """Return the rows of the table with their denominators, intervals and limits."""
    return csv_bytes(INTERVAL_COLUMNS, interval_rows(publication))


def interval_rows(publication: Publication) -> list[list[Cell]]:
    """Return the cells under `INTERVAL_COLUMNS`."""
    return [
        [
            row.activity,
            row.count,
            row.projects,
            row.unclear,
            row.proportion,
            *(row.wilson or (None, None)),
            row.lowest,
            row.highest,
        ]
        for row in publication.activities
    ]


def activities_md(publication: Publication) -> bytes:
    """Return the table for a README or an issue, with intervals and denominators."""
    data = publication.data
    lines = [f"# {markdown(data.title)}: activities", ""]
    if data.notice:
        lines += [f"**Note: {markdown(data.notice)}**", ""]
    lines += [
        "| Activity | Definition | Projects | % | 95 % interval | Cannot tell |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [f"| {' | '.join(_cells(row, markdown))} |" for row in publication.activities]
    lines += ["", f"{activities_basis(publication)} {ROUNDING_RULE}", ""]
    return "\n".join(lines).encode()


def _cells(row: ActivityRow, escape: Callable[[str], str]) -> tuple[str, ...]:
    interval, share = NOTHING_DECIDED, NOTHING_DECIDED
    if row.wilson is not None:
        share = percent(row.count, row.projects)
        interval = " to ".join(percent_of(limit) for limit in row.wilson)
    numbers = (f"{row.count} of {row.projects}", share, interval, str(row.unclear))
    return (escape(row.activity), escape(row.definition), *numbers)


def activities_basis(publication: Publication) -> str:
    """Return sentences on the projects of which the percentages are shares, and on the interval."""
    text = "Percentages are of the projects of which the activity is decided. A project of which it cannot be told is "
    text += "not among them. A project may use several activities."
    outside = [f"{row.activity} {row.outside}" for row in publication.activities if row.outside]
    if outside:
        text += f" In use by evidence outside the repository alone: {', '.join(outside)}."
    if publication.undecided:
        has = "has" if len(publication.undecided) == 1 else "have"
        text += f" {count_noun(len(publication.undecided), 'project')} {has} no decision."
    return f"{text} Intervals are Wilson's, for each row alone."


def activities_tex(publication: Publication) -> bytes:
    """Return a `tabular` in plain ASCII."""
    data = publication.data
    notes = [latex(f"{activities_basis(publication)} {ROUNDING_RULE}")]
    if data.notice:
        notes.insert(0, rf"\textbf{{{latex(f'Note: {data.notice}')}}}")
    lines = [
        f"% {latex(data.title)}, release {data.release}",
        *([f"% Note: {latex(data.notice)}"] if data.notice else []),
        r"% Needs \usepackage{booktabs}.",
        "% Characters that plain LaTeX cannot set are printed as their code point, [U+...].",
        r"\begin{tabular}{p{0.2\linewidth}p{0.34\linewidth}rrrr}",
        r"\toprule",
        r"Activity & Definition & Projects & \% & 95\,\% interval & Cannot tell \\",
        r"\midrule",
        *(" & ".join(map(_ascii, _cells(row, latex))) + r" \\" for row in publication.activities),
        r"\bottomrule",
        rf"\multicolumn{{6}}{{p{{0.9\linewidth}}}}{{\footnotesize {' '.join(notes)}}} \\",
        r"\end{tabular}",
        "",
    ]
    return "\n".join(lines).encode("ascii")


def _ascii(cell: str) -> str:
    return "--" if cell == NOTHING_DECIDED else cell


def activities_xlsx(publication: Publication) -> bytes:
    """Return a workbook: the table of activities, its intervals and the codebook."""
    sheets: list[Sheet] = [
        ("Activities", TABLE_COLUMNS, table_rows(publication)),
        ("Intervals", INTERVAL_COLUMNS, interval_rows(publication)),
        codebook_sheet(publication.data.codebook),
    ]
    if publication.data.notice:
        sheets.append(("Note", ("note",), [(publication.data.notice,)]))
    return workbook(sheets)
