"""Limits on Markdown of which a few kilobytes fill the memory: table cells, nesting and size of the HTML."""

from __future__ import annotations

import re
from typing import Final

MOST_CELLS: Final = 50_000  # of the tables of one text; published texts have at most 18
MOST_CHARACTERS: Final = 2_000_000  # of rendered HTML; published texts have at most 16,000
DEEPEST: Final = 100  # levels of tags; published texts have at most 5

# A line that can be the delimiter row of a table, perhaps in a quote. Tables without "|" have one column.
DELIMITERS: Final = re.compile(r"^[ >\t]*[|:\v\f-][|: \t\v\f-]*$", re.MULTILINE)
MARGIN: Final = " >\t"
# The renderer escapes every "<" that begins no tag.
TAG: Final = re.compile(r"<(/|hr|br|img|)")


def remark_on_source(body: str) -> str:
    """Return why Markdown is not rendered; "" if it may be rendered.

    Examples
    --------
    >>> remark_on_source("|a|b|\\n|-|-|\\n|c|d|")
    ''
    """
    if table_cells(body) <= MOST_CELLS:
        return ""
    return f"its tables have more than {MOST_CELLS:,} cells, so the text is shown as it was written."


def remark_on_html(rendered: str) -> str:
    """Return why rendered HTML is not shown; "" if it may be shown.

    Examples
    --------
    >>> remark_on_html("<p>Text.</p>")
    ''
    """
    if len(rendered) > MOST_CHARACTERS:
        return f"its HTML has more than {MOST_CHARACTERS:,} characters, so the text is shown as it was written."
    if is_nested_deeper(rendered, DEEPEST):
        return f"it is nested deeper than {DEEPEST} levels, so the text is shown as it was written."
    return ""


def table_cells(body: str) -> int:
    """Return the number of table cells that rendering creates, or more; 0 if there is no table.

    Every row gets as many cells as the delimiter row has columns, however short the row is.

    Examples
    --------
    >>> table_cells("|a|b|c|\\n|-|-|-|\\n|1\\n|2\\n\\nText.")
    9
    >>> table_cells("Either | or")
    0
    """
    if "|" not in body or not any("|" in line for line in DELIMITERS.findall(body)):
        return 0
    cells = columns = 0
    for line in body.split("\n"):
        row = line.strip(MARGIN)
        if not row:
            columns = 0
        elif "|" in row and "-" in row and not row.strip("|:- \t\v\f"):
            # This line counts for the header, which is the line before it.
            columns = max(columns, row.count("|") + 1 - row.startswith("|") - row.endswith("|"))
        cells += columns
    return cells


def is_nested_deeper(rendered: str, levels: int) -> bool:
    """Return whether tags in HTML of the renderer are nested deeper than `levels`. Stops at the first such tag.

    Examples
    --------
    >>> is_nested_deeper("<ul><li><br /></li></ul>", 2), is_nested_deeper("<ul><li></li></ul>", 1)
    (False, True)
    """
    if rendered.count("</") <= levels:
        return False
    depth = 0
    for match in TAG.finditer(rendered):
        if match[1] == "/":
            depth -= 1
        elif not match[1]:
            depth += 1
            if depth > levels:
                return True
    return False
