"""Escaping of people's texts for each kind of file: a label is never a formula, a command or markup."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from coding.dataset.spool import batches

Cell = str | int | float | None
_ROWS_AT_ONCE = 500

# A spreadsheet may run a cell that begins with one of these characters, also after blanks. Leading apostrophes are
# included, so that removing exactly one restores every text, even one that begins with an apostrophe itself.
_FORMULA = re.compile(r"^'*\s*[=+\-@\t\r\n\0＝＋－＠]")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Control characters, and those that change the direction of all text after them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARKDOWN = re.compile(r"([\\`*_\[\]|~#!$])")
_BULLET = re.compile(r"^([-+=])")
_NUMBERED = re.compile(r"^(\d+)([.)])")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a CSV file: UTF-8 without byte-order mark, CR LF between records, no cell that a spreadsheet runs."""
    return b"".join(csv_pieces(header, rows))


def csv_pieces(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Yield a CSV file in parts."""
    for batch in batches(chain([header], rows), _ROWS_AT_ONCE):
        stream = io.StringIO(newline="")
        csv.writer(stream).writerows(
            [csv_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in batch
        )
        yield encoded(stream.getvalue())


def encoded(text: str) -> bytes:
    """Return the text in UTF-8; half surrogate pairs, which UTF-8 cannot encode, become replacement characters."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode()


def json_file(value: Any) -> bytes:
    """Return the value as the contents of an indented JSON file."""
    return encoded(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def csv_cell(text: str) -> str:
    """Return the text with one apostrophe before it if it would run as a formula; `uncsv_cell` removes it."""
    text = text.replace("\0", "")
    return f"'{text}" if _FORMULA.match(text) else text


def uncsv_cell(cell: str) -> str:
    """Return the text that was given to `csv_cell`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def join_codes(codes: Iterable[str]) -> str:
    r"""Return codes as one cell: separated by `;`, `;` alone for none; `\;`, `\n`, `\r`, `\\` inside a label."""
    escaped = [
        label.replace("\\", "\\\\").replace(";", "\\;").replace("\n", "\\n").replace("\r", "\\r") for label in codes
    ]
    return ";".join(escaped) or ";"


def split_codes(cell: str) -> tuple[str, ...]:
    """Return the codes that were given to `join_codes`."""
    parts = re.findall(r"(?:\\.|[^;\\])+", cell)
    unescaped = {"n": "\n", "r": "\r"}
    return tuple(re.sub(r"\\(.)", lambda match: unescaped.get(match[1], match[1]), part) for part in parts)


def xml_text(text: str) -> str:
    """Return the text without the characters that XML 1.0 forbids."""
    return _NOT_XML.sub("", text)


def single_line(text: str) -> str:
    """Return the text on one line, without control characters."""
    return " ".join(_CONTROL.sub("", xml_text(text)).split())


def markdown(text: str) -> str:
    """Return the text as one line of Markdown without markup, table borders or HTML."""
    # At the start of a line these characters begin a list, a rule or a heading.
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
# Pairs that TeX would set as one other character.
_LIGATURES = {"--", "``", "''", ",,", "!`", "?`", "'`", "`'"}
_LONGEST_RUN = 30  # letters after which a line may break, so that no word is wider than a page


def latex(text: str) -> str:
    """Return the text as LaTeX in plain ASCII, which every engine and font encoding sets, and which runs no command.

    Letters with accents become accent commands. A character that plain LaTeX lacks, such as an emoji, becomes its code
    point in brackets. Characters that only control the direction of text are omitted.
    """
    out: list[str] = []
    before, run = "", 0
    for character in single_line(unicodedata.normalize("NFC", text)):
        if unicodedata.category(character) == "Cf":
            continue
        if before + character in _LIGATURES:
            out.append("{}")
        out.append(_latex_character(character))
        run = 0 if character == " " else run + 1
        if run == _LONGEST_RUN:
            out.append(r"\hspace{0pt}")
            run = 0
        before = character
    line = "".join(out)
    # After \\, LaTeX would read a bracket or a star as its argument.
    return "{" + line[0] + "}" + line[1:] if line[:1] in {"[", "*", "("} else line


def _latex_character(character: str) -> str:
    if character in _LATEX:
        return _LATEX[character]
    if character.isascii():
        return character
    parts = unicodedata.normalize("NFD", character)
    if len(parts) == 2 and parts[0].isascii() and parts[0].isalpha() and parts[1] in _ACCENTS:
        return f"\\{_ACCENTS[parts[1]]}{{{parts[0]}}}"
    return f"{{[}}U+{ord(character):04X}{{]}}"
