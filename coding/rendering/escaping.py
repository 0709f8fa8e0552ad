"""Text from people made harmless for each kind of file: a label is never a formula, a command or markup."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from coding.dataset.spool import batches

Cell = str | int | float | None
_ROWS_AT_ONCE = 500

# What a spreadsheet may run: a cell whose first sign is one of these, also behind blanks. Apostrophes are
# counted in, so that taking exactly one away gives back every text, even one that began with one itself.
_FORMULA = re.compile(r"^'*\s*[=+\-@\t\r\n\0＝＋－＠]")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Control characters, and those that turn the direction of all text after them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARKDOWN = re.compile(r"([\\`*_\[\]|~#!$])")
_BULLET = re.compile(r"^([-+=])")
_NUMBERED = re.compile(r"^(\d+)([.)])")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV file: UTF-8 without a mark, CR LF between records, no cell that a spreadsheet would run."""
    return b"".join(csv_pieces(header, rows))


def csv_pieces(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The same piece by piece."""
    for batch in batches(chain([header], rows), _ROWS_AT_ONCE):
        stream = io.StringIO(newline="")
        csv.writer(stream).writerows(
            [csv_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in batch
        )
        yield encoded(stream.getvalue())


def encoded(text: str) -> bytes:
    """The text in UTF-8, which has no half surrogate pair: each is replaced by the mark for a lost sign."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode()


def csv_cell(text: str) -> str:
    """The text with one apostrophe in front if it would run as a formula; `uncsv_cell` takes it away."""
    text = text.replace("\0", "")
    return f"'{text}" if _FORMULA.match(text) else text


def uncsv_cell(cell: str) -> str:
    """The text that `csv_cell` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def join_codes(codes: Iterable[str]) -> str:
    """Codes in one cell: `;` between them, `;` alone for none; `\\;`, `\\n`, `\\r`, `\\\\` inside a label."""
    escaped = [
        label.replace("\\", "\\\\").replace(";", "\\;").replace("\n", "\\n").replace("\r", "\\r") for label in codes
    ]
    return ";".join(escaped) or ";"


def split_codes(cell: str) -> tuple[str, ...]:
    """The codes that `join_codes` was given."""
    parts = re.findall(r"(?:\\.|[^;\\])+", cell)
    back = {"n": "\n", "r": "\r"}
    return tuple(re.sub(r"\\(.)", lambda found: back.get(found[1], found[1]), part) for part in parts)


def xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 forbids."""
    return _NOT_XML.sub("", text)


def single_line(text: str) -> str:
    """The text on one line, without control characters."""
    return " ".join(_CONTROL.sub("", xml_text(text)).split())


def markdown(text: str) -> str:
    """The text on one line of Markdown, in which nothing is markup, a table's border or HTML."""
    # At the start of a line these make a list, a rule or a heading.
    return _NUMBERED.sub(r"\1\\\2", _BULLET.sub(r"\\\1", markdown_number(text)))


def markdown_number(text: str) -> str:
    """Escape a computed number inside a line, where it cannot begin a list."""
    line = single_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKDOWN.sub(r"\\\1", line)


_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': "''",
    "\u00a0": "~",
    "‐": "-",
    "‑": "-",
    "–": "--",
    "—": "---",
    "−": "$-$",
    "‘": "`",
    "’": "'",
    "“": "``",
    "”": "''",
    "…": r"\ldots{}",
    "•": r"\textbullet{}",
    "×": r"$\times$",
    "±": r"$\pm$",
    "≤": r"$\leq$",
    "≥": r"$\geq$",
    "→": r"$\rightarrow$",
    "°": r"$^{\circ}$",
    "§": r"\S{}",
    "ß": r"\ss{}",
    "æ": r"\ae{}",
    "Æ": r"\AE{}",
    "œ": r"\oe{}",
    "Œ": r"\OE{}",
    "ø": r"\o{}",
    "Ø": r"\O{}",
    "ł": r"\l{}",
    "Ł": r"\L{}",
    "ı": r"\i{}",
}
_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0327": "c",
}
# Pairs that TeX would draw as one other sign.
_LIGATURES = {"--", "``", "''", ",,", "!`", "?`", "'`", "`'"}
_LONGEST_RUN = 30  # letters after which a line may break, so that no word is wider than a page


def latex(text: str) -> str:
    """The text as LaTeX in plain ASCII, which every engine and font encoding sets, and which runs no command.

    Letters with accents become accent commands; a sign for which plain LaTeX has none, such as an emoji,
    becomes its code point in brackets. Signs that only steer the direction of text are left out.
    """
    out: list[str] = []
    before, run = "", 0
    for sign in single_line(unicodedata.normalize("NFC", text)):
        if unicodedata.category(sign) == "Cf":
            continue
        if before + sign in _LIGATURES:
            out.append("{}")
        out.append(_latex_sign(sign))
        run = 0 if sign == " " else run + 1
        if run == _LONGEST_RUN:
            out.append(r"\hspace{0pt}")
            run = 0
        before = sign
    line = "".join(out)
    # After \\ a bracket or a star would be read as its argument.
    return "{" + line[0] + "}" + line[1:] if line[:1] in {"[", "*", "("} else line


def _latex_sign(sign: str) -> str:
    if sign in _LATEX:
        return _LATEX[sign]
    if sign.isascii():
        return sign
    parts = unicodedata.normalize("NFD", sign)
    if len(parts) == 2 and parts[0].isascii() and parts[0].isalpha() and parts[1] in _ACCENTS:
        return f"\\{_ACCENTS[parts[1]]}{{{parts[0]}}}"
    return f"{{[}}U+{ord(sign):04X}{{]}}"
