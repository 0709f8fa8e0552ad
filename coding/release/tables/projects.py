"""Table of projects by activity as CSV, Markdown, LaTeX and a workbook, with links to the evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coding.rendering.escaping import Cell, csv_bytes, latex, markdown
from coding.rendering.xlsx import Sheet, workbook
from coding.results.activities import ActivityCell, ProjectRow
from coding.results.derive import Publication

COLUMNS = ("unit", "project", "commit")
OF_ACTIVITY = ("", ": how", ": evidence")  # columns per activity, after its label
LEGEND = "Links lead to the evidence at the inspected commit. Outside: a yes by evidence outside the repository alone."


def projects_csv(publication: Publication) -> bytes:
    """Return one row per project; per activity the answer, how it was decided, and the permalink of its evidence."""
    return csv_bytes(header(publication), rows(publication))


def header(publication: Publication) -> list[str]:
    """Return the names of the columns."""
    labels = [code.label for code in publication.data.codebook]
    return [*COLUMNS, *(f"{label}{column}" for label in labels for column in OF_ACTIVITY)]


def rows(publication: Publication) -> list[list[Cell]]:
    """Return the cells under `header`; an undecided project has empty cells."""
    return [
        [
            row.unit,
            row.project,
            row.commit,
            *(value for cell in row.cells for value in (cell.answer or "", cell.how, cell.url)),
        ]
        for row in publication.projects
    ]


def projects_md(publication: Publication) -> bytes:
    """Return the table to read, with a link in each cell that has evidence with an address."""
    data = publication.data
    lines = [f"# {markdown(data.title)}: projects", ""]
    if data.notice:
        lines += [f"**Note: {markdown(data.notice)}**", ""]
    head = ["Project", "Commit", *(markdown(code.label) for code in data.codebook)]
    lines += [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    for row in publication.projects:
        cells = [_markdown_cell(cell) for cell in row.cells]
        commit = f"[{row.commit[:7]}]({_address(row.url)})" if row.url else row.commit[:7]
        lines.append(f"| {' | '.join([markdown(row.project), commit, *cells])} |")
    return "\n".join([*lines, "", LEGEND, ""]).encode()


def _markdown_cell(cell: ActivityCell) -> str:
    words = _words(cell)
    return f"[{words}]({_address(cell.url)})" if words and cell.url else words


def _words(cell: ActivityCell) -> str:
    return f"{cell.answer or ''}{' (outside)' if cell.outside else ''}"


def _address(url: str) -> str:
    """Return a permalink that ends no cell and no link of Markdown."""
    return url.replace("(", "%28").replace(")", "%29").replace("|", "%7C").replace(" ", "%20").replace("<", "%3C")


def projects_tex(publication: Publication) -> bytes:
    r"""Return a `longtable` in plain ASCII; each cell with evidence is an `\href`."""
    data = publication.data
    head = ["Project", "Commit", *(code.label for code in data.codebook)]
    width = f"{0.6 / max(len(data.codebook), 1):.3f}"
    columns = r"p{0.2\linewidth}l" + rf"p{{{width}\linewidth}}" * len(data.codebook)
    lines = [
        f"% {latex(data.title)}, release {data.release}",
        *([f"% Note: {latex(data.notice)}"] if data.notice else []),
        r"% Needs \usepackage{booktabs,longtable,hyperref}.",
        rf"\begin{{longtable}}{{{columns}}}",
        r"\toprule",
        " & ".join(f"{{{latex(cell)}}}" for cell in head) + r" \\",
        r"\midrule",
        r"\endhead",
        r"\bottomrule",
        r"\endfoot",
        *(_tex_line(row) for row in publication.projects),
        r"\end{longtable}",
        rf"\noindent\footnotesize {latex(LEGEND)}\par\normalsize",
        "",
    ]
    return "\n".join(lines).encode("ascii")


def _tex_line(row: ProjectRow) -> str:
    cells = [f"{{{latex(row.project)}}}", _href(row.url, row.commit[:7])]
    cells += [_href(cell.url, _words(cell)) for cell in row.cells]
    return " & ".join(cells) + r" \\"


def _href(url: str, words: str) -> str:
    if not url.isascii() or not url or not words:
        return f"{{{latex(words)}}}"
    safe = url
    for character in "%#&~_":
        safe = safe.replace(character, f"\\{character}")
    # In an address nothing else has a meaning for LaTeX: all others are encoded with a percent sign.
    return rf"\href{{{safe}}}{{{latex(words)}}}" if not set(url) & set('{}\\^$"<> ') else f"{{{latex(words)}}}"


def projects_xlsx(publication: Publication) -> bytes:
    """Return a workbook: the answers, how they were decided, and the permalinks of the evidence."""
    labels = [code.label for code in publication.data.codebook]

    def sheet(name: str, value: Callable[[ActivityCell], Cell]) -> Sheet:
        content: list[Sequence[Cell]] = [
            [row.unit, row.project, row.commit, *map(value, row.cells)] for row in publication.projects
        ]
        return name, [*COLUMNS, *labels], content

    sheets = [
        sheet("Projects", lambda cell: cell.answer or ""),
        sheet("How decided", lambda cell: cell.how),
        sheet("Evidence", lambda cell: cell.url),
        sheet("Outside", lambda cell: "outside" if cell.outside else ""),
    ]
    if publication.data.notice:
        sheets.append(("Note", ("note",), [(publication.data.notice,)]))
    return workbook(sheets)
