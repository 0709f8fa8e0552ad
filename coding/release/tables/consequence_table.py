"""The consequence table as CSV and Markdown, and its intervals."""

from __future__ import annotations

from coding.rendering.escaping import Cell, csv_bytes, markdown
from coding.rendering.numbers import ROUNDING_RULE, percent, percent_of, several
from coding.results.consequence_table import TableRow
from coding.results.derive import Publication

TABLE_COLUMNS = ("consequence", "definition", "count", "proportion")
INTERVAL_COLUMNS = ("consequence", "count", "proportion", "wilson_low", "wilson_high", "goodman_low", "goodman_high")


def table_csv(publication: Publication) -> bytes:
    """One row a consequence, nothing rounded."""
    return csv_bytes(TABLE_COLUMNS, table_rows(publication))


def table_rows(publication: Publication) -> list[list[Cell]]:
    """The cells under `TABLE_COLUMNS`."""
    return [[row.consequence, row.definition, row.count, row.proportion] for row in publication.table]


def intervals_csv(publication: Publication) -> bytes:
    """The rows of the table again, with the interval of each row alone and of the table as a whole."""
    return csv_bytes(INTERVAL_COLUMNS, interval_rows(publication))


def interval_rows(publication: Publication) -> list[list[Cell]]:
    """The cells under `INTERVAL_COLUMNS`; Goodman's interval is empty where units may have several codes."""
    rows: list[list[Cell]] = []
    for row in publication.table:
        whole = row.goodman or (None, None)
        rows.append([row.consequence, row.count, row.proportion, *row.wilson, *whole])
    return rows


def table_md(publication: Publication) -> bytes:
    """The table for a README or an issue, with its interval and what it rests on."""
    inputs = publication.inputs
    lines = [f"# {markdown(inputs.title)}: consequences", ""]
    if inputs.notice:
        lines += [f"**Note: {markdown(inputs.notice)}**", ""]
    lines += [
        "| Consequence | Definition | Count | % | 95 % interval |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    lines += [_line(row, publication.decided) for row in publication.table]
    lines += ["", f"{table_basis(publication)} {ROUNDING_RULE}", ""]
    return "\n".join(lines).encode()


def _line(row: TableRow, total: int) -> str:
    low, high = (percent_of(limit) for limit in row.wilson)
    share = percent(row.count, total)
    cells = (markdown(row.consequence), markdown(row.definition), str(row.count), share, f"{low} to {high}")
    return f"| {' | '.join(cells)} |"


def table_basis(publication: Publication) -> str:
    """What the percentages are of, and which interval stands beside them."""
    of = f"Percentages are of the {several(publication.decided, 'unit')} with a decision"
    if publication.undecided:
        of += f"; {several(len(publication.undecided), 'unit')} had none"
    exclusive = " A unit may have several consequences." if publication.inputs.several_codes else ""
    return f"{of}.{exclusive} Intervals are Wilson's, for each row alone."
