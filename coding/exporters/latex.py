"""The consequence table for a paper: only booktabs, nothing but the table, so that it can be `\\input`."""

from __future__ import annotations

from coding.release.tables.consequence_table import table_basis
from coding.rendering.escaping import latex
from coding.rendering.numbers import ROUNDING_RULE, percent
from coding.results.consequence_table import TableRow
from coding.results.derive import Publication

# A tabular cannot break over pages.
LONGEST_TABULAR = 40

_COLUMNS = r"p{0.26\linewidth}p{0.5\linewidth}rr"
_HEAD = r"Consequence & Definition & Count & \% \\"


def table_tex(publication: Publication) -> bytes:
    """`tabular`, or `longtable` above 40 rows. Pure ASCII, so any engine sets it."""
    inputs = publication.inputs
    long = len(publication.table) > LONGEST_TABULAR
    environment = "longtable" if long else "tabular"
    lines = [
        f"% {latex(inputs.title)}, release {inputs.release}",
        *([f"% Note: {latex(inputs.notice)}"] if inputs.notice else []),
        rf"% Needs \usepackage{{booktabs}}{' and longtable' if long else ''}.",
        "% Signs that plain LaTeX cannot set are printed as their code point, [U+...].",
        rf"\begin{{{environment}}}{{{_COLUMNS}}}",
        r"\toprule",
        _HEAD,
        r"\midrule",
        *([r"\endhead", r"\bottomrule", r"\endfoot"] if long else []),
        *(_line(row, publication.decided) for row in publication.table),
        *([] if long else [r"\bottomrule"]),
    ]
    notes = [latex(f"{table_basis(publication)} {ROUNDING_RULE}")]
    if inputs.notice:
        notes.insert(0, rf"\textbf{{{latex(f'Note: {inputs.notice}')}}}")
    if long:
        lines += [rf"\end{{{environment}}}", "", rf"\noindent\footnotesize {' '.join(notes)}\par\normalsize"]
    else:
        lines += [rf"\multicolumn{{4}}{{p{{0.9\linewidth}}}}{{\footnotesize {' '.join(notes)}}} \\"]
        lines += [rf"\end{{{environment}}}"]
    return "\n".join([*lines, ""]).encode("ascii")


def _line(row: TableRow, total: int) -> str:
    cells = (latex(row.consequence), latex(row.definition), str(row.count), percent(row.count, total))
    return " & ".join(cells) + r" \\"
