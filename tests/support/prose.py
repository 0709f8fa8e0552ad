"""Report telltale phrases of translated English: `python -m tests.support.prose` in `make check`.

A line that ends with the comment `prose: allow` is not checked. Add a pattern once no line contains it.
"""

from __future__ import annotations

import re
import subprocess
import sys

from tests.support import ROOT

# Pattern -> what to write instead.
PATTERNS = {
    r"\bwhat came of\b": "the result of",
    r"\bso (many|few) (answers|rows|units|lines|files)\b": "that many, N units",
    r"\bno fault\b": "harmless",
    r"\ba (row|line|file|column) a (unit|rater|row)\b": "one row per unit",
    r"\bstands in the\b": "is in, is listed in",
    r"\bin order counts\b": "is valid and counts",
    r"\bof (itself|themselves)\b": "automatically, without adjudication",
    r"\bMay be empty\b": "(optional)",
}
ALLOWED = "prose: allow"
NOT_CHECKED = ("tests/support/prose.py", "frontend/src/api/schema.d.ts", "CHANGELOG.md")


def problems(text: str) -> list[tuple[int, str, str]]:
    """Return (line, phrase, what to write instead) of every telltale phrase."""
    return [
        (number, match[0], instead)
        for number, line in enumerate(text.splitlines(), 1)
        if ALLOWED not in line
        for pattern, instead in PATTERNS.items()
        for match in re.finditer(pattern, line, flags=re.IGNORECASE)
    ]


def main() -> int:
    listing = ["git", "ls-files", "*.py", "*.ts", "*.tsx", "*.md"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    status = 0
    for name in names:
        if name in NOT_CHECKED or not (ROOT / name).exists():
            continue
        for line, phrase, instead in problems((ROOT / name).read_text(encoding="utf-8")):
            print(f"{name}:{line}: “{phrase}”. Write: {instead}.", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
