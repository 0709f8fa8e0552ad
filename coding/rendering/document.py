"""Document of headings, paragraphs and tables, printed as Markdown and as LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coding.rendering.escaping import latex, markdown, markdown_number

# A hyphen before a digit is a minus sign, unless it is inside a word, a date or a range.
_MINUS = re.compile(r"(?<![\w.\-])-(?=\d)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 and below."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text, with a lead of a few words in bold."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column is text; the others are numbers if `numbers`."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: bool = True


Block = Heading | Paragraph | Table


def as_markdown(blocks: Iterable[Block]) -> bytes:
    """Return the document as Markdown. Every text is escaped, so that none is markup."""
    return b"".join(markdown_pieces(blocks))


def markdown_pieces(blocks: Iterable[Block]) -> Iterator[bytes]:
    """Yield the document as Markdown, block by block."""
    for index, block in enumerate(blocks):
        yield (("\n\n" if index else "") + _markdown(block)).encode()
    yield b"\n"


def _markdown(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {markdown(block.text)}"
    if isinstance(block, Paragraph):
        return " ".join(filter(None, [block.lead and f"**{markdown(block.lead)}**", markdown(block.text)]))
    rule = ["---", *(["---:" if block.numbers else "---"] * (len(block.header) - 1))]
    others = markdown_number if block.numbers else markdown
    head = [markdown(cell) for cell in block.header]
    rows = [[markdown(first), *map(others, rest)] for first, *rest in block.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def as_latex(blocks: Sequence[Block], *, packages: str = "booktabs") -> bytes:
    r"""Return the document as LaTeX for `\input`: plain ASCII, no command from the data, no preamble."""
    parts = [rf"% Needs \usepackage{{{packages}}}. Characters that plain LaTeX cannot set are printed as [U+...]."]
    parts += [_latex(block) for block in blocks]
    return ("\n\n".join(parts) + "\n").encode("ascii")


def _latex(block: Block) -> str:
    if isinstance(block, Heading):
        return rf"\{'sub' * (block.level - 1)}section*{{{_words(block.text)}}}"
    if isinstance(block, Paragraph):
        # The group prevents LaTeX from reading a text that begins with a bracket as an argument.
        return " ".join(filter(None, [block.lead and rf"\textbf{{{_words(block.lead)}}}", _words(block.text)]))
    width = 0.4 / (len(block.header) - 1) if not block.numbers else 0
    others = "r" if block.numbers else rf"p{{{width:.2f}\linewidth}}"
    rows = [" & ".join(_words(cell) for cell in row) + r" \\" for row in (block.header, *block.rows)]
    columns = rf"p{{0.45\linewidth}}{others * (len(block.header) - 1)}"
    return "\n".join(
        [
            rf"\par\noindent\begin{{tabular}}{{{columns}}}",
            r"\toprule",
            rows[0],
            r"\midrule",
            *rows[1:],
            r"\bottomrule",
            r"\end{tabular}\par",
        ]
    )


def _words(text: str) -> str:
    return latex(_MINUS.sub("−", text))
