"""Links to a commit of a repository, and to lines of a file at it."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from advisories.records.addresses import normalise_address


def permalink(
    address: str, commit: str | None, path: str | None, line: int | None = None, last: int | None = None
) -> str:
    """Return the link to the lines `line` to `last` of a file at a commit, or to the commit.

    Parameters
    ----------
    address : the address of the repository.
    commit : full hash of the commit.
    path : path as shown to people; None for a link to the commit.
    line, last : first and last line, from 1.

    Returns
    -------
    str
        "" where the host is unknown, the commit is missing, or the path has characters that are shown as "\\x…".

    Examples
    --------
    >>> permalink("github.com/a/b", "c0ffee", "src/a b.py", 3, 4)
    'https://github.com/a/b/blob/c0ffee/src/a%20b.py#L3-L4'
    """
    host, _, name = normalise_address(address).partition("/")
    if not commit or not name or (path is not None and "\\" in path):
        return ""
    for pattern, of_commit, of_file, of_lines, to_line in SHAPES:
        if re.fullmatch(pattern, host):
            top = f"https://{host}/{quote(name)}"
            if path is None:
                return f"{top}{of_commit}{commit}"
            lines = of_lines.format(line) if line else ""
            if line and last and last > line:
                lines += to_line.format(last)
            return f"{top}{of_file}{commit}/{quote(path)}{lines}"
    return ""


# Hosts, path of a commit, path of a file, fragment of the first and of the last line.
SHAPES: Final = (
    (r"github\.com|github\..+", "/commit/", "/blob/", "#L{}", "-L{}"),
    (r"gitlab\.com|gitlab\..+", "/-/commit/", "/-/blob/", "#L{}", "-{}"),
    (r"bitbucket\.org", "/commits/", "/src/", "#lines-{}", ":{}"),
    (r"codeberg\.org|gitea\.com|(gitea|forgejo)\..+", "/commit/", "/src/commit/", "#L{}", "-L{}"),
)
