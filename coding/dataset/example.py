"""A small study for the examples in docstrings: three units, two raters, one disagreement."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from coding.dataset.inspection import Answer, EvidenceRow, Inspections, SnapshotRow
from coding.dataset.plan import RoundPlan
from coding.dataset.ratings import RatingData
from coding.dataset.rows import CodeRow, CodingRow, DecisionRow, SegmentRow, UnitRow
from coding.dataset.study import StudyDataset

TEXTS = ("The parser crashes on an empty header.", "A log file shows the password.", "A request stops the server.")
CODES = {"leak": "Discloses information.", "outage": "Stops the service."}
ADA = (("outage",), ("leak",), ("outage",))
BO = (("outage",), ("leak",), ("leak",))
DECIDED = (("outage", "agreed"), ("leak", "agreed"), ("outage", "final_rater"))


def example_dataset() -> StudyDataset:
    """Return the dataset of a settled round: Ada and Bo code three units, Cleo decides one.

    Returns
    -------
    StudyDataset

    Examples
    --------
    >>> data = example_dataset()
    >>> data.ratings.raters, [decision.codes for decision in data.decisions]
    (('Ada', 'Bo'), [('outage',), ('leak',), ('outage',)])
    """
    settings = {
        "style": "closed",
        "purpose": "coding",
        "multi_label": False,
        "primary_statistic": "cohen_kappa",
        "threshold": None,
        "resolution_method": "final_rater",
        "blind_adjudication": False,
    }
    plan = RoundPlan(1, settings, "Cleo", 2026, "", "")
    codebook = tuple(CodeRow(label, definition) for label, definition in CODES.items())
    codings = [
        CodingRow(number, rater, codes, codes, codes, segments=_segments(number, codes) if rater == "Ada" else ())
        for number in range(1, len(TEXTS) + 1)
        for rater, codes in (("Ada", ADA[number - 1]), ("Bo", BO[number - 1]))
    ]
    units = tuple(
        UnitRow(
            number=number,
            identifier=f"CVE-2026-{number:04}",
            aliases=(),
            title=f"Advisory {number}",
            project="demo",
            text=text,
            sha256=sha256(text.encode()).hexdigest(),
            severity="high",
            cvss_score=7.5,
            cwes=(),
            published="",
        )
        for number, text in enumerate(TEXTS, 1)
    )
    decisions = tuple(
        DecisionRow(number, (code,), method, "Cleo" if method == "final_rater" else "")
        for number, (code, method) in enumerate(DECIDED, 1)
    )
    return StudyDataset(
        title="Example",
        question="What are the consequences?",
        notice="",
        sampling="All advisories.",
        release=1,
        released_on="2026-01-15",
        note="",
        ratings=RatingData.from_rows(plan, ("Ada", "Bo"), range(1, len(TEXTS) + 1), codings, CODES),
        units=units,
        codebook=codebook,
        codings=codings,
        matching=(),
        decisions=decisions,
    )


def example_projects() -> StudyDataset:
    """Return the dataset of a small study of projects: three projects, two activities, one outside its repository.

    Returns
    -------
    StudyDataset

    Examples
    --------
    >>> [(row.codes, row.unclear) for row in example_projects().decisions]
    [(('CI-based testing',), ()), (('CI-based testing', 'Fuzzing'), ()), ((), ('Fuzzing',))]
    """
    base = example_dataset()
    labels = {"CI-based testing": "ci_testing", "Fuzzing": "fuzzing"}
    testing, fuzzing = labels
    ada = (((testing,), ()), ((testing, fuzzing), ()), ((), (fuzzing,)))
    bo = (((testing,), ()), ((testing,), ()), ((), ()))
    names = ("alpha", "beta", "gamma")
    settings = {**base.plan.settings, "multi_label": True}
    plan = replace(base.plan, settings=settings)
    codings = [
        CodingRow(number, rater, codes, codes, codes, unclear=unclear)
        for number in range(1, len(names) + 1)
        for rater, (codes, unclear) in (("Ada", ada[number - 1]), ("Bo", bo[number - 1]))
    ]
    decisions = tuple(
        DecisionRow(number, codes, "agreed" if number == 1 else "final_rater", "Cleo", unclear=unclear)
        for number, (codes, unclear) in enumerate(ada, 1)
    )
    evidence = (
        EvidenceRow(1, 1, "ci_testing", "ci.runs_tests", "true", path=".github/workflows/ci.yml", line=9),
        EvidenceRow(2, 1, "ci_testing", "ci.runs_tests", "true", path="tox.ini", line=3, scope="change"),
        EvidenceRow(2, 2, "fuzzing", "fuzz.outside", "true", tool="OSS-Fuzz", state="outside"),
        EvidenceRow(3, 1, "ci_testing", "ci.runs_tests", "false", "No CI configuration."),
    )
    suggestions: tuple[dict[str, Answer], ...] = (
        {"ci_testing": "yes"},
        {"ci_testing": "yes", "fuzzing": "yes"},
        {"ci_testing": "no"},
    )
    snapshots = tuple(
        SnapshotRow(number, name, suggestions={"fuzzing": "no", **suggestion})
        for number, (name, suggestion) in enumerate(zip(names, suggestions, strict=True), 1)
    )
    return replace(
        base,
        question="Which activities do the projects use?",
        ratings=RatingData.from_rows(plan, ("Ada", "Bo"), (1, 2, 3), codings, labels),
        codebook=tuple(CodeRow(label) for label in labels),
        codings=codings,
        decisions=decisions,
        inspections=Inspections(snapshots, evidence, labels),
    )


def _segments(number: int, codes: tuple[str, ...]) -> tuple[SegmentRow, ...]:
    """Return one segment on the last word of the unit's text."""
    text = TEXTS[number - 1].rstrip(".")
    start = text.rindex(" ") + 1
    return (SegmentRow(codes[0], start, len(text), text[start:], codes[0]),)
