"""Lines of code inside a string or a comment of several lines.

A program that writes or tests fuzz targets has their text in strings. Lines inside of strings are not code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

LINE_COMMENT: Final = r"//[^\n]*"
BLOCK_COMMENT: Final = r"/\*.*?(?:\*/|\Z)"
STRING: Final = r'"(?:[^"\\\n]|\\.)*+"?'  # to the end of the line if it is not closed, so that no text takes long
CHARACTER: Final = r"'(?:[^'\\\n]|\\[^\n]{1,9}?)'"
TEXT_BLOCK: Final = r'"""(?:(?!""")(?:[^\\]|\\.))*+(?:"""|\Z)?'

# Per language, what is skipped as a whole: a line that begins inside of it is not code.
SPANS: Final = {
    "python": (
        r'"""(?:(?!""")(?:[^\\]|\\.))*+(?:""")?',
        r"'''(?:(?!''')(?:[^\\]|\\.))*+(?:''')?",
        r"#[^\n]*",
        STRING,
        r"'(?:[^'\\\n]|\\.)*+'?",
    ),
    "go": (r"`[^`]*(?:`|\Z)", LINE_COMMENT, BLOCK_COMMENT, STRING, CHARACTER),
    "rust": (
        r'(?<!\w)b?r(?P<hashes>#{0,9})".*?(?:"(?P=hashes)|\Z)',
        LINE_COMMENT,
        BLOCK_COMMENT,
        r'"(?:[^"\\]|\\.)*+"?',
        CHARACTER,
    ),
    "c": (
        r'(?<!\w)(?:u8|[uUL])?R"(?P<delimiter>[^()\\\s"]{0,16})\(.*?(?:\)(?P=delimiter)"|\Z)',
        LINE_COMMENT,
        BLOCK_COMMENT,
        STRING,
        CHARACTER,
    ),
    "java": (TEXT_BLOCK, LINE_COMMENT, BLOCK_COMMENT, STRING, CHARACTER),
}
PATTERNS: Final = {name: re.compile("|".join(spans), re.DOTALL) for name, spans in SPANS.items()}
LANGUAGES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("py", "pyx"), "python"),
    "go": "go",
    "rs": "rust",
    **dict.fromkeys(("c", "cc", "cpp", "cxx", "c++", "C", "h", "hh", "hpp", "inc", "m", "mm"), "c"),
    **dict.fromkeys(("java", "kt", "scala", "groovy"), "java"),
}


def quoted_lines(path: str, lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the lines that begin inside a string or a comment.

    Parameters
    ----------
    path : of a file of code; its ending tells the language. No line of an unknown language is quoted.
    lines : lines of the file.

    Returns
    -------
    frozenset of int
        Numbers from 1.

    Examples
    --------
    >>> sorted(quoted_lines("a.py", ['text = \"\"\"', "import atheris", '\"\"\"']))
    [2, 3]
    """
    pattern = PATTERNS.get(LANGUAGES.get(path.rpartition(".")[2], ""))
    if pattern is None:
        return frozenset()
    quoted: set[int] = set()
    text = "\n".join(lines)
    line, counted = 1, 0
    for match in pattern.finditer(text):
        further = match[0].count("\n")
        if further:
            line += text.count("\n", counted, match.start())
            quoted.update(range(line + 1, line + 1 + further))
            line, counted = line + further, match.end()
    return frozenset(quoted)
