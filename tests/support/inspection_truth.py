"""Precision and recall of the suggestions: `python -m tests.support.inspection_truth [SHEET [FOLDER]]`.

The sheet has the columns of `../shared/data/inspection_truth.csv`. The folder holds clones named `owner+name`, or
`owner+name/repo`.
A suggestion of “cannot tell” is a miss if the answer is yes, and neither right nor wrong if it is no.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from advisories.inspection.reader import read_path
from advisories.inspection.report import inspect
from tests.support import SHARED

SHEET = SHARED / "data" / "inspection_truth.csv"
FOLDER = SHARED.parent / ".mirror"


@dataclass
class Score:
    """Counts of one activity; `wrong` has a sentence for each row that is not right."""

    hits: int = 0
    false_alarms: int = 0
    misses: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the suggested yes that is right; 1 if there is none."""
        return self.hits / (self.hits + self.false_alarms) if self.hits + self.false_alarms else 1.0

    @property
    def recall(self) -> float:
        """Share of the true yes that is suggested; 1 if there is none."""
        return self.hits / (self.hits + self.misses) if self.hits + self.misses else 1.0


def truth(sheet: Path = SHEET) -> dict[tuple[str, str], list[dict[str, str]]]:
    """Return the rows of a sheet by repository and commit."""
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    with sheet.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows.setdefault((row["repository"], row["commit"]), []).append(row)
    return rows


def snapshot_of(repository: str, folder: Path = FOLDER) -> Path | None:
    """Return the clone of a repository, or None."""
    base = folder / repository.replace("/", "+")
    return next((path for path in (base / "repo", base) if (path / "HEAD").exists() or (path / ".git").exists()), None)


def score(sheet: Path = SHEET, folder: Path = FOLDER) -> tuple[dict[str, Score], list[str]]:
    """Return the score of each activity, and the repositories that have no clone."""
    scores: dict[str, Score] = {}
    absent = []
    for (repository, commit), rows in truth(sheet).items():
        clone = snapshot_of(repository, folder)
        if clone is None:
            absent.append(repository)
            continue
        report = inspect(read_path(clone, repository, address=f"https://github.com/{repository}", commit=commit))
        for row in rows:
            suggestion = report.suggestions[row["activity"]]
            own = scores.setdefault(row["activity"], Score())
            if suggestion.answer != row["answer"]:
                mark = "" if row["scored"] == "yes" else " (not scored)"
                answers = f"{suggestion.answer}, but {row['answer']}{mark}"
                own.wrong.append(f"{repository}: {answers}. {suggestion.reason} | {row['evidence']}")
            if row["scored"] == "yes" and row["answer"] != "cannot_tell":
                own.hits += suggestion.answer == row["answer"] == "yes"
                own.misses += row["answer"] == "yes" != suggestion.answer
                own.false_alarms += suggestion.answer == "yes" != row["answer"]
    return scores, absent


def lines(scores: dict[str, Score], absent: list[str]) -> Iterator[str]:
    """Yield the scores, one line per activity, and each row that is not right."""
    for activity, own in scores.items():
        yield f"{activity:20} precision {own.precision:.2f} recall {own.recall:.2f} ({own.hits} hits)"
        yield from (f"    {sentence}" for sentence in own.wrong)
    if absent:
        yield f"No clone of {', '.join(absent)}."


if __name__ == "__main__":
    print("\n".join(lines(*score(*(Path(argument) for argument in sys.argv[1:])))))
