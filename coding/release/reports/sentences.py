"""Sentences of the methods section that the checklists contain as well."""

from __future__ import annotations

from collections import Counter
from typing import Any

from advisories.corpus.charts import severity_name
from advisories.text.counting import count_noun
from coding.release.reports.agreement import rare_sentence
from coding.release.reports.inspection_text import (
    projects_result_text,
    projects_sample_text,
    unclear_text,
)
from coding.release.reports.origin_text import LONGEST_LIST
from coding.release.reports.passages_text import passages_sentence
from coding.release.reports.plan_text import (
    blinding_text,
    coders_text,
    fixed_text,
    reassignments_text,
    reopenings_text,
)
from coding.rendering.estimates import estimate_words
from coding.rendering.numbers import (
    coefficient_name,
    coefficient_value,
    join_words,
    percent,
    sentence,
    threshold_text,
)
from coding.results.agreement import threshold_met
from coding.results.derive import Publication
from coding.statistics.disagreement import CANNOT_TELL, KINDS, NOT_APPLICABLE, kind_in_words
from coding.statistics.report_text import order_words

_BY_METHOD = {
    "agreed": "by agreement of the raters",
    "discussion": "in discussion",
    "final_rater": "by the final rater",
    "rule": "by a rule",
}
# How an interval was drawn at random: replicates, seed.
DRAWN = {
    "bca": "BCa bootstrap with {:,} replicates and seed {}",
    "posterior": "posterior interval from {:,} draws with seed {}",
}
# Origin of the ratings → what agreement was computed from.
_RATINGS = {
    "page": "first ratings, before any discussion",
    "files": "ratings in the files",
    "mixed": "first ratings coded in Intercoder, before any discussion, and from those in the files",
}
# Settings whose words are part of a sentence here. Those of all others are sentences of their own.
_IN_SENTENCES_BELOW = {"style", "resolution_method", "blind_adjudication"}


def sample_text(publication: Publication) -> str:
    """Return how many units the sample has, from where and when, and how it was drawn."""
    if publication.of_projects:
        return projects_sample_text(publication)
    units, counted = publication.data.units, publication.counts
    projects = f" from {count_noun(len(counted.projects), 'project')}" if counted.projects else ""
    published = ", published between {} and {}".format(*counted.published) if counted.published else ""
    sampling = f" {_full_stop(publication.data.sampling)}" if publication.data.sampling else ""
    return f"The sample consists of {count_noun(len(units), 'unit')}{projects}{published}.{sampling}"


def coding_text(publication: Publication) -> str:
    """Return who coded, under which settings, and how many codes the codebook has."""
    data = publication.data
    text = coders_text(publication)
    text += uncoded_text(publication)
    if changed := publication.counts.changed:
        text += f" {sentence(count_noun(changed, 'coding was', 'codings were'))} changed by the rater before the round "
        text += "was closed; the last version counts."
    for name, words in data.plan.methods.items():
        if name == "multi_label" or (name not in _IN_SENTENCES_BELOW and data.plan.origin == "page"):
            text += f" {words}"
        elif name not in _IN_SENTENCES_BELOW and data.plan.origin == "mixed":
            # Allocation, order and what was shown are those of the page.
            text += f" In Intercoder, {words[:1].lower()}{words[1:]}"
    if data.plan.reassignments:
        text += f" {reassignments_text(data.plan)}"
    codes = count_noun(len(data.codebook), "code")
    return f"{text} The final codebook, version {data.codebook_version}, has {codes}. {fixed_text(data.plan)}"


def uncoded_text(publication: Publication) -> str:
    """Return how often raters gave no code, and how the coefficients treat it, or ""."""
    if publication.of_projects:
        return f" {unclear_text(publication)}"
    uncoded, several = publication.counts.uncoded, publication.data.plan.multi_label
    if not uncoded:
        return ""
    counts = join_words([f"“{why.replace('_', ' ')}” {count_noun(n, 'time')}" for why, n in sorted(uncoded.items())])
    text = f" Instead of a code, the raters gave {counts} as the reason; "
    if not several:
        return f"{text}the coefficients treat these ratings as missing."
    treated = []
    if uncoded[CANNOT_TELL]:
        treated.append("“cannot tell” as missing")
    if uncoded[NOT_APPLICABLE]:
        treated.append("“not applicable” as a rating with no code")
    return f"{text}the coefficients treat {join_words(treated)}."


def agreement_text(publication: Publication) -> str:
    """Return the primary coefficient, the units it was computed on, its band, and whether it reaches the threshold."""
    report = publication.agreement
    primary = report["primary"]
    estimate = report["coefficients"][primary]
    used, dropped = report["units_used"], report["units"] - report["units_used"]
    rest = f"; {count_noun(dropped, 'unit')} had fewer" if dropped else ""
    ratings = _RATINGS[publication.data.plan.origin]
    text = f"Agreement was computed from the {ratings}, on the "
    text += f"{count_noun(used, 'unit')} with two ratings or more{rest}. "
    text += f"{sentence(estimate_in_words(primary, report))}."
    text += "".join(f" {remark}" for remark in rare_sentence(report))
    if words := order_words(report):
        fixed = " It was fixed when the round was opened." if publication.data.plan.opened_before_files else ""
        text += f" {words}{fixed}"
    if estimate["method"] in DRAWN:
        text += " With another seed, the last digit of the interval can differ by 1."
    if band := report.get("band"):
        text += f" On the scale of {band['scale']} this is {band['word']}"
        if band.get("supported"):
            text += f"; the band that is reached with probability .95 is {band['supported']}"
        text += f". {_full_stop(band.get('caveat', ''))}" if band.get("caveat") else "."
    plan = publication.data.plan
    met = threshold_met(plan, estimate["value"])
    if plan.threshold is not None and met is not None:
        text += f" The threshold of {threshold_text(plan.threshold)} {'was reached' if met else 'was not reached'}."
    text += f" {passages_sentence(report, independent=plan.origin == 'page')}"
    if remark := report.get("segments", {}).get("remark"):
        text += f" {remark}"
    return text


def estimate_in_words(name: str, report: dict[str, Any]) -> str:
    """Return `Cohen's kappa was 0.63 (95 % interval 0.51 to 0.72; method and error)`, or why it is undefined."""
    estimate = report["coefficients"][name]
    details = []
    if drawn := DRAWN.get(estimate["method"]):
        details.append(drawn.format(report["replicates"], report["seed"]))
    if estimate["se"] is not None:
        details.append(f"standard error {estimate['se']:.3f}")
    return estimate_words(name, estimate, report["confidence"], verb="was", details=details)


def differing_text(publication: Publication) -> str:
    """Return on how many units the raters differed, with the base, and how many others needed a decision."""
    rows, counts = publication.disagreements, publication.counts
    base = f"{count_noun(counts.comparable, 'unit')} with two ratings or more"
    parts = []
    if not rows:
        parts.append(f"the raters did not differ on any of the {base}")
    elif counts.comparable:
        share = percent(counts.differing, counts.comparable)
        parts.append(f"the raters differed on {count_noun(counts.differing, 'unit')} ({share} % of {base})")
    if other := len(rows) - counts.differing:
        further = "further unit" if counts.comparable else "unit"
        parts.append(f"{count_noun(other, further)} with fewer than two ratings needed a decision")
    return sentence(", and ".join(parts))


def disagreements_text(publication: Publication) -> str:
    """Return how many disagreements there were and how they were settled.

    The percentage is of the units on which agreement is computed; other disagreements are counted next to it.
    """
    rows = publication.disagreements
    if not rows:
        return f"{differing_text(publication)}."
    kinds = Counter(row.kind for row in rows)
    multi_label = publication.data.plan.multi_label
    typed = join_words(
        [f"{kinds[kind]:,} with {kind_in_words(kind, multi_label=multi_label)}" for kind in KINDS if kinds[kind]]
    )
    text = f"{differing_text(publication)}: {typed}."
    methods = Counter(row.decision.method for row in rows if row.decision)
    if methods:
        (first, count), *others = sorted(methods.items())
        settled = [f"{count:,} {'was' if count == 1 else 'were'} decided {_BY_METHOD.get(first, first)}"]
        settled += [f"{count:,} {_BY_METHOD.get(kind, kind)}" for kind, count in others]
        text += f" Of these, {join_words(settled)}."
    if undecided := len(rows) - sum(methods.values()):
        text += f" {count_noun(undecided, 'unit is', 'units are')} not decided."
    text += merges_text(publication)
    return text + _final_rater(publication)


def merges_text(publication: Publication) -> str:
    """Return what merging codes after closing the round changed, or ""."""
    before = publication.agreement.get("before_merges")
    if before is None:
        return ""
    rows = publication.disagreements
    resolved = sum(row.status == "resolved_by_merge" for row in rows)
    agreed = _value("percent_agreement", before)
    total = count_noun(len(rows), "disagreement")
    text = f" Merging codes after the round was closed resolved {resolved:,} of {total}; "
    text += f"percent agreement was {agreed} before"
    if (primary := before["primary"]) != "percent_agreement":
        text += f", and {coefficient_name(primary)} was {_value(primary, before)}"
    return f"{text}."


def _value(name: str, report: dict[str, Any]) -> str:
    value = report["coefficients"].get(name, {}).get("value")
    return "undefined" if value is None else coefficient_value(name, value)


def _final_rater(publication: Publication) -> str:
    data = publication.data
    text = ""
    if data.plan.final_rater:
        was = "one of the raters" if data.plan.final_rater in data.ratings.raters else "not one of the raters"
        text = f" The final rater, {data.plan.final_rater}, was {was}."
        if hidden := blinding_text(data.plan):
            text += f" {hidden}"
        if data.plan.discussion_ended_at:
            text += (
                f" The discussion was ended on {data.plan.discussion_ended_at[:10]}, before all raters had responded."
            )
    if data.plan.reopenings and not data.plan.blind_adjudication:
        text += f" {reopenings_text(data.plan)}."
    differing = [
        f"from the codes of {rater} on {changed:,} of {count_noun(coded, 'unit')}"
        for rater, changed, coded in publication.overrides
    ]
    return f"{text} The decisions differ {join_words(differing)}." if differing else text


def result_text(publication: Publication) -> str:
    """Return how many units have each consequence, none, or no decision."""
    if publication.of_projects:
        return projects_result_text(publication)
    total, table, counts = publication.decided, publication.table, publication.counts
    untold = len(counts.cannot_tell)
    if not total and not untold:
        return "No unit is decided yet."
    rows = [
        f"{row.consequence} ({count_noun(row.count, 'unit')}, {percent(row.count, total)} %)"
        for row in table[:LONGEST_LIST]
    ]
    if more := len(table) - LONGEST_LIST:
        rows += [count_noun(more, "other")] if more > 0 else []
    text = f"The {count_noun(total, 'decided unit')} {'has' if total == 1 else 'have'} "
    text += f"{count_noun(len(table), 'consequence')}: {join_words(rows)}."
    if not table:
        text = f"None of the {count_noun(total, 'decided unit')} has a code." if total else ""
    if none := len(counts.not_applicable):
        text += f" No consequence applies to {count_noun(none, 'unit')} ({percent(none, total)} %)."
    if untold:
        text += f" {sentence(count_noun(untold, 'unit'))} could not be decided from "
        text += "its text" if untold == 1 else "their texts"
        text += f"; the percentages are of the {count_noun(total, 'other decided unit')}." if total else "."
    if publication.undecided:
        text += f" {sentence(count_noun(len(publication.undecided), 'unit has', 'units have'))} no decision."
    text = text.strip()
    bands = join_words([f"{count:,} {severity_name(band)}" for band, count in publication.severity if count])
    return f"{text} By severity, the sample has {bands}." if bands else text


def _full_stop(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
