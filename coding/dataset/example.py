"""A small study for the examples in docstrings: three units, two raters, one disagreement."""

from __future__ import annotations

from hashlib import sha256

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


def _segments(number: int, codes: tuple[str, ...]) -> tuple[SegmentRow, ...]:
    """Return one segment on the last word of the unit's text."""
    text = TEXTS[number - 1].rstrip(".")
    start = text.rindex(" ") + 1
    return (SegmentRow(codes[0], start, len(text), text[start:], codes[0]),)
