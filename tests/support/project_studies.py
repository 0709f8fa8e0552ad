"""Datasets of studies of projects for tests without a database. Ada and Bo rate, Cleo adjudicates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coding.dataset.inspection import EvidenceRow, Inspections, SnapshotRow
from coding.dataset.rows import CodeRow, CodingRow, DecisionRow, SegmentRow
from coding.dataset.study import StudyDataset
from coding.results.derive import Publication, derive
from tests.support.publications import coding, dataset, unit

LABELS = {
    "CI-based testing": "ci_testing",
    "Code review": "code_review",
    "Dependency upgrade": "dependency_upgrade",
    "Fuzzing": "fuzzing",
    "SAST": "sast",
}
TESTING, REVIEW, UPGRADE, FUZZING, SAST = LABELS
LETTERS = dict(zip("tru", LABELS, strict=False)) | {"f": FUZZING, "s": SAST}
COMMIT = "0123456789abcdef0123456789abcdef01234567"

# Per unit the answers of Ada, Bo and Cleo: a letter is yes, one after “?” is cannot tell, all others are no.
UNITS: tuple[tuple[str, str, str], ...] = (
    ("trus", "trus", "trus"),
    ("tr", "tru", "tru"),
    ("trf", "trf", "trf"),
    ("?r", "r", "?r"),
    ("tu?s", "tu?s", "tu?s"),
    ("", "", ""),
)


def codes(letters: str) -> tuple[str, ...]:
    """Return the labels answered with yes."""
    return tuple(label for letter, label in LETTERS.items() if letter in letters.replace(f"?{letter}", ""))


def unclear(letters: str) -> tuple[str, ...]:
    """Return the labels answered with cannot tell."""
    return tuple(label for letter, label in LETTERS.items() if f"?{letter}" in letters)


def rating(number: int, rater: str, letters: str, **changes: Any) -> CodingRow:
    """Return a coding with these answers."""
    return coding(number, rater, *codes(letters), unclear=unclear(letters), **changes)


def decision(number: int, letters: str, method: str) -> DecisionRow:
    """Return a decision with these answers."""
    by = "" if method == "agreed" else "Cleo"
    return DecisionRow(number, codes(letters), method, by, unclear=unclear(letters))


def evidence(number: int, count: int = 1, activity: str = "ci_testing", **changes: Any) -> EvidenceRow:
    """Return evidence of a unit."""
    values: dict[str, Any] = {"probe": "ci.runs_tests", "outcome": "true", "path": f"ci-{count}.yml", "line": count}
    values |= {"url": f"https://github.com/example/p{number}/blob/{COMMIT}/ci-{count}.yml#L{count}"} | changes
    return EvidenceRow(number, count, activity, **values)


EVIDENCE = (
    evidence(1, 1, start=0, end=9),
    evidence(1, 2, start=9, end=30),
    evidence(1, 3, "sast", probe="sast.action", tool="CodeQL", scope="change"),
    evidence(2, 1),
    evidence(2, 2, "dependency_upgrade", probe="deps.active", path="", line=None, url="", values={"Dependabot": 3}),
    evidence(3, 1),
    evidence(3, 2, "fuzzing", probe="fuzz.outside", path="", line=None, url="", tool="OSS-Fuzz", state="outside"),
    evidence(4, 1, "ci_testing", outcome="false", reason="No configuration of a CI service.", path="", url=""),
    evidence(5, 1, "sast", probe="sast.outside", outcome="not available", reason="Named only.", state="outside"),
)
SUGGESTIONS: tuple[Mapping[str, str], ...] = (
    {"ci_testing": "yes", "code_review": "yes", "dependency_upgrade": "yes", "fuzzing": "no", "sast": "yes"},
    {"ci_testing": "yes", "code_review": "no", "dependency_upgrade": "yes", "fuzzing": "no", "sast": "no"},
    {"ci_testing": "yes", "code_review": "yes", "dependency_upgrade": "no", "fuzzing": "yes", "sast": "no"},
    {"ci_testing": "no", "code_review": "cannot tell", "dependency_upgrade": "no", "fuzzing": "no", "sast": "no"},
    {"ci_testing": "yes", "code_review": "no", "dependency_upgrade": "yes", "fuzzing": "no", "sast": "cannot tell"},
    {"ci_testing": "no", "code_review": "no", "dependency_upgrade": "yes", "fuzzing": "no", "sast": "no"},
)


def snapshots() -> tuple[SnapshotRow, ...]:
    """Return one snapshot per unit."""
    return tuple(
        SnapshotRow(
            number,
            f"Project {number}",
            address=f"github.com/example/p{number}",
            commit=COMMIT,
            committed_on="2026-05-01",
            files=number * 100,
            history={"commits": 300, "complete": True, "reason": ""},
            ossfuzz="2026-08-20",
            sha256="ab" * 32,
            problems=(("setup.cfg", "Not read: it is in UTF-16."),) if number == 2 else (),
            suggestions=suggestion,  # type: ignore[arg-type]
            url=f"https://github.com/example/p{number}/commit/{COMMIT}",
        )
        for number, suggestion in enumerate(SUGGESTIONS, 1)
    )


def project_dataset(
    units: Sequence[tuple[str, str, str]] = UNITS, rows: Sequence[EvidenceRow] = EVIDENCE, **changes: Any
) -> StudyDataset:
    """Return the data of a settled study of projects."""
    # Ada marks words of the second evidence twice, Bo words of the first evidence once.
    marks = {"Ada": ((10, 12), (13, 20)), "Bo": ((1, 3),)}
    codings = [
        rating(number, rater, letters, segments=_segments(number, marks[rater]))
        for number, answers in enumerate(units, 1)
        for rater, letters in zip(("Ada", "Bo"), answers[:2], strict=True)
    ]
    decisions = [
        decision(number, final, "agreed" if ada == bo else "final_rater")
        for number, (ada, bo, final) in enumerate(units, 1)
    ]
    decisions = changes.pop("decisions", decisions)
    settings: dict[str, Any] = {"multi_label": True, "primary_statistic": "krippendorff_alpha_masi", "threshold": None}
    return dataset(
        codings,
        decisions,
        codebook=[CodeRow(label, f"What {label} is.") for label in LABELS],
        title="Quality assurance",
        question="Which activities do the projects use?",
        units=tuple(
            unit(
                number,
                identifier=f"project-{number}",
                aliases=(),
                title=f"Project {number}",
                project=f"Project {number}",
                severity="",
                cvss_score=None,
                cwes=(),
                published="",
            )
            for number in range(1, len(units) + 1)
        ),
        inspections=Inspections(snapshots()[: len(units)], tuple(rows), LABELS, "Vulnerabilities"),
        **settings | changes,
    )


def _segments(number: int, marks: Sequence[tuple[int, int]]) -> tuple[SegmentRow, ...]:
    return tuple(SegmentRow(TESTING, start, end, "x", TESTING) for start, end in marks) if number == 1 else ()


def projects(**changes: Any) -> Publication:
    """Return the publication of `project_dataset`."""
    return derive(project_dataset(**changes))
