"""Datasets and publications for tests without a database. Ada and Bo rate, Cleo adjudicates."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from coding.dataset.plan import RoundPlan
from coding.dataset.ratings import RatingData
from coding.dataset.rows import CodeRow, CodingRow, DecisionRow, MatchRow, SegmentRow, UnitRow
from coding.dataset.study import StudyDataset
from coding.release import RELEASE_FILES, render
from coding.results.derive import Publication, derive
from coding.round_settings import ROUND_SETTINGS
from coding.statistics.design.screening_flow import Flow, Screened

# The consequences of the model study with the number of units that have each.
MODEL_COUNTS = {
    "Unauthorized access": 93,
    "Injection of malicious content": 16,
    "Exposure of information": 14,
    "Incorrect redirection": 7,
    "Denial of service": 6,
    "Authentication error": 4,
    "Unexpired sessions": 4,
    "Insecure secrets": 3,
    "Incorrect provisioning": 1,
    "Incorrect rendering": 1,
}

# Names of files that every release of advisories has; docs/release.md describes each.
PROMISED = {
    "table.csv",
    "table.tex",
    "table.md",
    "severity.csv",
    "severity.svg",
    "agreement.json",
    "disagreements.csv",
    "codings.csv",
    "decisions.csv",
    "codebook.qdc",
    "codebook.csv",
    "study.qdpx",
    "methods.md",
    "ro-crate-metadata.json",
    "MANIFEST.sha256",
    "recompute.py",
    "README.md",
    "units.csv",
    "matching.csv",
}

LONG = "x" * 10_000
# Texts that people, or attackers, may write into a label or a memo.
HOSTILE = (
    '"quoted", with a comma',
    "=cmd|' /C calc'!A0",
    "'=already escaped",
    "-2+3 & 100 % $5 #1 a_b {c} ~ ^ \\",
    "\\input{/etc/passwd}",
    "\u202eright to left\u202c \u200f",
    "<script>alert(1)</script>",
    "a | b ** c ` [d](e)",
    "two\nlines\r\nand ; a semicolon \\; \\n",
    "emoji 😀 and Ελληνικά, äöü ß é Ł",
    "control \x01\x0b\x1f\x7f\x85 \ufffe end",
    "[bracket] * star -- dash `` ''",
    LONG,
)


def unit(number: int, **changes: Any) -> UnitRow:
    text = changes.pop("text", f"Advisory {number}\n\nAn attacker 😀 could do thing {number}.")
    row = UnitRow(
        number=number,
        identifier=f"GHSA-{number:04d}",
        aliases=(f"CVE-2026-{number:04d}",),
        title=f"Advisory {number}",
        project="Proj A" if number % 2 else "Proj B",
        text=text,
        sha256=sha256(text.encode(errors="surrogatepass")).hexdigest(),
        severity=("critical", "high", "moderate", "low")[number % 4],
        cvss_score=7.5,
        cwes=("CWE-79",),
        published=f"2026-01-{number % 28 + 1:02d}",
    )
    return replace(row, **changes)


def coding(number: int, rater: str, *codes: str, **changes: Any) -> CodingRow:
    row = CodingRow(number, rater, codes, codes, codes, submitted_at="2026-02-03T04:05:06Z")
    return replace(row, **changes)


def dataset(
    codings: Sequence[CodingRow],
    decisions: Sequence[DecisionRow],
    *,
    codebook: Sequence[CodeRow] | None = None,
    **changes: Any,
) -> StudyDataset:
    """Return the data of a closed round of Ada and Bo over the coded units, with these changes."""
    labels = dict.fromkeys(
        label for row in [*[c.merged_codes for c in codings], *[d.codes for d in decisions]] for label in row
    )
    book = codebook if codebook is not None else [CodeRow(label, f"What {label} is.") for label in labels]
    codings = sorted(codings, key=lambda row: row.unit)
    numbers = sorted({row.unit for row in codings} | {row.unit for row in decisions})
    settings = {
        name: setting.default
        for name, setting in ROUND_SETTINGS.items()
        if setting.kind != "adjudicator" and setting.applies_to("advisories")
    }
    plan = RoundPlan(
        number=1,
        settings=settings | {"style": "closed", "primary_statistic": "cohen_kappa", "threshold": 0.6},
        final_rater="Cleo",
        seed=7,
        opened_at="2026-02-01T00:00:00Z",
        closed_at="2026-02-20T00:00:00Z",
    )
    plan = with_method_sentences(plan)
    base = StudyDataset(
        title="Consequences",
        question="What happens to users?",
        notice="",
        sampling="All advisories of two projects, by date",
        release=1,
        released_on="2026-03-01",
        note="",
        ratings=RatingData.from_rows(plan, ("Ada", "Bo"), (), (), ()),
        units=(),
        codebook=tuple(book),
        codings=(),
        matching=(),
        decisions=tuple(decisions),
    )
    return changed(base, **{"units": tuple(unit(number) for number in numbers), "codings": tuple(codings), **changes})


def with_method_sentences(plan: RoundPlan) -> RoundPlan:
    """Return the plan with the words of the methods section for its settings, as after loading."""
    words = {
        name: ROUND_SETTINGS[name].in_methods(value)
        for name, value in plan.settings.items()
        if ROUND_SETTINGS[name].applies(plan.settings)
    }
    return replace(plan, methods={name: text for name, text in words.items() if text})


def changed(data: StudyDataset, **changes: Any) -> StudyDataset:
    """Return the data with other rows, plan, raters, matching steps or exposures."""
    fields = {field.name for field in dataclasses.fields(RoundPlan)}
    settings = {name: changes.pop(name) for name in [*changes] if name in data.plan.settings}
    plan = replace(data.plan, **{name: changes.pop(name) for name in [*changes] if name in fields})
    plan = with_method_sentences(replace(plan, settings={**plan.settings, **settings}))
    raters = changes.pop("raters", data.ratings.raters)
    steps_and_exposures = {
        name: changes.pop(name, getattr(data.ratings, name)) for name in ("matching_steps", "exposures", "order")
    }
    rows = {name: changes.get(name, getattr(data, name)) for name in ("units", "codings", "codebook")}
    ratings = RatingData.from_rows(
        plan,
        raters,
        [row.number for row in rows["units"]],
        rows["codings"],
        [row.label for row in rows["codebook"]],
        {row.number: row.text for row in rows["units"]},
    )
    return replace(data, ratings=replace(ratings, **steps_and_exposures), **changes)


def small(**changes: Any) -> Publication:
    """Return a study with four units and three codes. Ada and Bo disagree on the last two units."""
    first, second, third = "Access", "Leak", "Outage"
    codings = [
        coding(1, "Ada", first, memo="clear", certainty="certain"),
        coding(1, "Bo", first),
        coding(2, "Ada", second, segments=(SegmentRow(second, 12, 23, "An attacker", second),)),
        coding(2, "Bo", second),
        coding(3, "Ada", first),
        coding(3, "Bo", third),
        coding(4, "Ada", third),
        coding(4, "Bo", second),
    ]
    decisions = [
        DecisionRow(1, (first,), "agreed"),
        DecisionRow(2, (second,), "agreed"),
        DecisionRow(3, (first,), "final_rater", "Cleo", "The text says so.", "2026-02-21T00:00:00Z"),
        DecisionRow(4, (second,), "discussion", "Cleo"),
    ]
    return derive(dataset(codings, decisions, **changes))


def open_style(**changes: Any) -> Publication:
    """Return the study `small` as open coding: each rater has private codes, matched by Lea."""
    publication = small()
    own = {("Ada", label): f"{label.lower()} (a)" for label in ("Access", "Leak", "Outage")}
    own |= {("Bo", label): label for label in ("Access", "Leak", "Outage")}
    codings = tuple(
        replace(
            row,
            own_codes=tuple(own[row.rater, label] for label in row.merged_codes),
            segments=tuple(replace(s, code=own[row.rater, s.code]) for s in row.segments),
        )
        for row in publication.data.codings
    )
    matching = tuple(MatchRow(rater, name, label, "same meaning", "Lea") for (rater, label), name in own.items())
    return derive(changed(publication.data, style="open", codings=codings, matching=matching, **changes))


def model(**changes: Any) -> Publication:
    """Return the counts of the model study. Ada is final rater; Bo disagrees on every fifth unit."""
    labels = [label for label, count in MODEL_COUNTS.items() for _ in range(count)]
    names = list(MODEL_COUNTS)
    codings, decisions = [], []
    for number, label in enumerate(labels, start=1):
        bo_label = names[number % 10] if number % 5 == 0 else label
        codings += [coding(number, "Ada", label), coding(number, "Bo", bo_label)]
        method = "agreed" if label == bo_label else "final_rater"
        decisions.append(DecisionRow(number, (label,), method, "" if method == "agreed" else "Ada"))
    book = [CodeRow(label, f"What {label} is.") for label in names]
    return derive(dataset(codings, decisions, codebook=book, final_rater="Ada", **changes))


def multi_label(**changes: Any) -> Publication:
    """Return a multi-label study of three raters, with one coding without a code and one missing."""
    codings = [
        coding(1, "Ada", "Access", "Leak"),
        coding(1, "Bo", "Access"),
        coding(1, "Dee", "Leak; or worse", "Access"),
        coding(2, "Ada"),
        coding(2, "Bo", "Leak"),
        coding(3, "Ada", "Access", "Leak"),
        coding(3, "Bo", "Access", "Leak"),
        coding(3, "Dee", "Access", "Leak"),
    ]
    decisions = [
        DecisionRow(1, ("Access", "Leak"), "discussion"),
        DecisionRow(2, (), "rule", "Cleo"),
        DecisionRow(3, ("Access", "Leak"), "agreed"),
    ]
    base = dataset(codings, decisions, multi_label=True, raters=("Ada", "Bo", "Dee"))
    return derive(changed(base, primary_statistic="krippendorff_alpha_masi", threshold=None, **changes))


def hostile() -> Publication:
    """Return a study in which every text is hostile: labels, memos, reasons, names, titles."""
    raters = ("=Ada()", 'Bo "<b>"\n;')
    book = [
        CodeRow(label, f"{label} {label[:50]}", "use " + label[:40], colour="red", parent=HOSTILE[0] if i else "")
        for i, label in enumerate(HOSTILE)
    ]
    codings = []
    for number, label in enumerate(HOSTILE, start=1):
        codings.append(coding(number, raters[0], label, memo=label, certainty="=1"))
        codings.append(coding(number, raters[1], HOSTILE[number % len(HOSTILE)], memo=f"\t{label}"))
    decisions = [
        DecisionRow(number, (label,), "final_rater", "@Cleo", label) for number, label in enumerate(HOSTILE, 1)
    ]
    units = tuple(
        unit(number, title=label[:200], identifier=label[:60], aliases=(label[:60],), project=label[:60])
        for number, label in enumerate(HOSTILE, start=1)
    )
    texts = "=SUM(A1) <script> | \\input{/etc/passwd}\n# 😀"
    return derive(
        dataset(
            codings,
            decisions,
            codebook=book,
            raters=raters,
            units=units,
            title=texts,
            question=texts,
            sampling=texts,
            note=texts,
            notice="The labels of this study are constructed & <i>bold</i> = 100 %.",
            final_rater=raters[0],
            screening=Screened(
                Flow(2, tuple((label, 1) for label in HOSTILE), 0, 1, 9, 9, 1, 8),
                tuple((label, "excluded", label, "not_met", label, label, "2031-01-01") for label in HOSTILE),
            ),
        )
    )


def empty() -> Publication:
    """Return a study without codings and without codes."""
    return derive(dataset([], []))


def render_all(publication: Publication) -> dict[str, bytes]:
    """Return every file of the release by name."""
    return {name: b"".join(pieces) for name, pieces in render(publication)}


def rendered(name: str, publication: Publication) -> bytes:
    """Return one file of those that need only the publication."""
    content = RELEASE_FILES[name].render(publication)
    return b"".join(content) if RELEASE_FILES[name].streamed else content
