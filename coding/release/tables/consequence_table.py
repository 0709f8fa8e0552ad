"""Consequence table as CSV, Markdown, LaTeX and a workbook, and its intervals."""

from __future__ import annotations

from typing import Any

from advisories.corpus.charts import severity_name
from advisories.text.counting import count_noun
from coding.formats.codebook_files import codebook_sheet
from coding.release.tables.activities import (
    activities_csv,
    activities_md,
    activities_tex,
    activities_xlsx,
    activity_intervals_csv,
)
from coding.rendering.escaping import Cell, csv_bytes, latex, markdown
from coding.rendering.numbers import ROUNDING_RULE, percent, percent_of
from coding.rendering.xlsx import Sheet, workbook
from coding.results.consequence_table import NO_CONSEQUENCE, NOT_DECIDABLE, TableRow
from coding.results.derive import Publication

TABLE_COLUMNS = ("consequence", "definition", "count", "proportion")
OUTCOME_COLUMNS = ("outcome", "count", "in_percentages")
INTERVAL_COLUMNS = ("consequence", "count", "proportion", "wilson_low", "wilson_high", "goodman_low", "goodman_high")


def table_csv(publication: Publication) -> bytes:
    """Return one row per consequence, or per activity of a study of projects, without rounding."""
    if publication.of_projects:
        return activities_csv(publication)
    return csv_bytes(TABLE_COLUMNS, table_rows(publication))


def table_rows(publication: Publication) -> list[list[Cell]]:
    """Return the cells under `TABLE_COLUMNS`."""
    return [[row.consequence, row.definition, row.count, row.proportion] for row in publication.table]


def outcomes_csv(publication: Publication) -> bytes:
    """Return the units decided without a code, and whether the percentages of the table include them."""
    return csv_bytes(OUTCOME_COLUMNS, outcome_rows(publication))


def outcome_rows(publication: Publication) -> list[list[Cell]]:
    """Return the cells under `OUTCOME_COLUMNS`."""
    return [[outcome, len(units), "yes" if counted else "no"] for outcome, units, counted in publication.outcomes]


def outcomes_json(publication: Publication) -> list[dict[str, Any]]:
    """Return the same as JSON, with the numbers of the units."""
    return [
        {"outcome": outcome, "count": len(units), "in_percentages": counted, "units": units}
        for outcome, units, counted in publication.outcomes
    ]


def rows_below(publication: Publication) -> list[tuple[str, str, str]]:
    """Return name, count and percentage of the outcomes below the table; one outside the base has no percentage."""
    counts, total = publication.counts, publication.decided
    rows = []
    if none := len(counts.not_applicable):
        rows.append((NO_CONSEQUENCE, f"{none}", percent(none, total)))
    if untold := len(counts.cannot_tell):
        rows.append((NOT_DECIDABLE, f"{untold}", ""))
    return rows


def intervals_csv(publication: Publication) -> bytes:
    """Return the rows of the table with the interval of each row alone and of the whole table."""
    if publication.of_projects:
        return activity_intervals_csv(publication)
    return csv_bytes(INTERVAL_COLUMNS, interval_rows(publication))


def interval_rows(publication: Publication) -> list[list[Cell]]:
    """Return the cells under `INTERVAL_COLUMNS`; Goodman's interval is empty if units may have several codes."""
    rows: list[list[Cell]] = []
    for row in publication.table:
        whole = row.goodman or (None, None)
        rows.append([row.consequence, row.count, row.proportion, *row.wilson, *whole])
    return rows


def table_md(publication: Publication) -> bytes:
    """Return the table for a README or an issue, with intervals and the number of units."""
    if publication.of_projects:
        return activities_md(publication)
    data = publication.data
    lines = [f"# {markdown(data.title)}: consequences", ""]
    if data.notice:
        lines += [f"**Note: {markdown(data.notice)}**", ""]
    lines += [
        "| Consequence | Definition | Count | % | 95 % interval |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    lines += [_line(row, publication.decided) for row in publication.table]
    if below := rows_below(publication):
        lines += ["", "| Units without a consequence | Count | % |", "| --- | ---: | ---: |"]
        lines += [f"| {' | '.join(cells)} |" for cells in below]
    lines += ["", f"{table_basis(publication)} {ROUNDING_RULE}", ""]
    return "\n".join(lines).encode()


def _line(row: TableRow, total: int) -> str:
    low, high = (percent_of(limit) for limit in row.wilson)
    share = percent(row.count, total)
    cells = (markdown(row.consequence), markdown(row.definition), str(row.count), share, f"{low} to {high}")
    return f"| {' | '.join(cells)} |"


def table_basis(publication: Publication) -> str:
    """Return sentences on the units of which the percentages are shares, and on the interval."""
    of = f"Percentages are of the {count_noun(publication.decided, 'unit')} with a decision"
    if untold := len(publication.counts.cannot_tell):
        of += f"; {count_noun(untold, 'further unit')} could not be decided from "
        of += "its text" if untold == 1 else "their texts"
    if publication.undecided:
        of += f"; {count_noun(len(publication.undecided), 'unit')} had none"
    exclusive = " A unit may have several consequences." if publication.data.plan.multi_label else ""
    return f"{of}.{exclusive} Intervals are Wilson's, for each row alone."


# A tabular cannot break over pages.
LONGEST_TABULAR = 40

_COLUMNS = r"p{0.26\linewidth}p{0.5\linewidth}rr"
_HEAD = r"Consequence & Definition & Count & \% \\"


def table_tex(publication: Publication) -> bytes:
    """Return a `tabular`, or a `longtable` above 40 rows, in plain ASCII."""
    if publication.of_projects:
        return activities_tex(publication)
    data = publication.data
    long = len(publication.table) > LONGEST_TABULAR
    environment = "longtable" if long else "tabular"
    lines = [
        f"% {latex(data.title)}, release {data.release}",
        *([f"% Note: {latex(data.notice)}"] if data.notice else []),
        rf"% Needs \usepackage{{booktabs}}{' and longtable' if long else ''}.",
        "% Characters that plain LaTeX cannot set are printed as their code point, [U+...].",
        rf"\begin{{{environment}}}{{{_COLUMNS}}}",
        r"\toprule",
        _HEAD,
        r"\midrule",
        *([r"\endhead", r"\bottomrule", r"\endfoot"] if long else []),
        *(_tex_line(row, publication.decided) for row in publication.table),
        *(_tex_below(publication)),
        *([] if long else [r"\bottomrule"]),
    ]
    notes = [latex(f"{table_basis(publication)} {ROUNDING_RULE}")]
    if data.notice:
        notes.insert(0, rf"\textbf{{{latex(f'Note: {data.notice}')}}}")
    if long:
        lines += [rf"\end{{{environment}}}", "", rf"\noindent\footnotesize {' '.join(notes)}\par\normalsize"]
    else:
        lines += [rf"\multicolumn{{4}}{{p{{0.9\linewidth}}}}{{\footnotesize {' '.join(notes)}}} \\"]
        lines += [rf"\end{{{environment}}}"]
    return "\n".join([*lines, ""]).encode("ascii")


def _tex_line(row: TableRow, total: int) -> str:
    cells = (latex(row.consequence), latex(row.definition), str(row.count), percent(row.count, total))
    return " & ".join(cells) + r" \\"


def _tex_below(publication: Publication) -> list[str]:
    lines = []
    for index, (name, count, share) in enumerate(rows_below(publication)):
        lines += [r"\addlinespace" if index else r"\midrule", rf"{latex(name)} & & {count} & {share} \\"]
    return lines


def table_xlsx(publication: Publication) -> bytes:
    """Return a workbook: the consequence table, its intervals, outcomes without a code, severities, the codebook."""
    if publication.of_projects:
        return activities_xlsx(publication)
    severity = [(severity_name(band), count) for band, count in publication.severity]
    sheets: list[Sheet] = [
        ("Consequences", TABLE_COLUMNS, table_rows(publication)),
        ("Intervals", INTERVAL_COLUMNS, interval_rows(publication)),
        ("Outcomes", OUTCOME_COLUMNS, outcome_rows(publication)),
        ("Severity", ("severity", "count"), severity),
        codebook_sheet(publication.data.codebook),
    ]
    if publication.data.notice:
        sheets.append(("Note", ("note",), [(publication.data.notice,)]))
    return workbook(sheets)
