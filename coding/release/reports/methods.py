"""The methods section of a paper, in Markdown and LaTeX, with all numbers from the publication."""

from __future__ import annotations

from collections import Counter
from typing import Any

from advisories.corpus.charts import severity_name
from coding.release.reports.agreement import rare_sentence
from coding.release.reports.inspection_text import (
    inspection_text,
    projects_result_text,
    projects_sample_text,
    unclear_text,
)
from coding.release.reports.plan_text import (
    LONGEST_LIST,
    blinding_text,
    coders_text,
    fixed_text,
    reassignments_text,
    reopenings_text,
)
from coding.rendering.document import Block, Heading, Paragraph, Table, as_latex, as_markdown
from coding.rendering.estimates import estimate_words, interval_words
from coding.rendering.numbers import (
    ROUNDING_RULE,
    coefficient_name,
    coefficient_value,
    count_noun,
    join_words,
    percent,
    percent_of,
    sentence,
    threshold_text,
)
from coding.results.agreement import threshold_met
from coding.results.derive import Publication
from coding.results.rater_influence import rater_influence
from coding.statistics.disagreement import CANNOT_TELL, NOT_APPLICABLE

_KINDS = {
    "different": "with no code in common",
    "overlap": "with some codes in common",
    "abstained": "with a rater who gave no code",
    "subset": "with one set of codes within the other",
}
_KINDS_OF_PROJECTS = {"abstained": "with a rater who could not tell"}
_HOW = {
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
# Settings whose words are part of a sentence here. Those of all others are sentences of their own.
_IN_SENTENCES_BELOW = {"style", "resolution_method", "blind_adjudication"}


def methods_md(publication: Publication) -> bytes:
    """Return the methods section as Markdown."""
    return as_markdown(methods(publication))


def methods_tex(publication: Publication) -> bytes:
    """Return the methods section as LaTeX."""
    return as_latex(methods(publication))


def methods(publication: Publication) -> list[Block]:
    """Return the section, one paragraph per step of the method."""
    data = publication.data
    blocks: list[Block] = [Heading(f"Methods: {data.title}")]
    if data.notice:
        blocks.append(Paragraph("", f"Note: {data.notice}"))
    if data.question:
        blocks.append(Paragraph(data.question, "Question."))
    blocks += [Paragraph(sample_text(publication), "Sample."), Paragraph(coding_text(publication), "Coding.")]
    if publication.agreement_before is not None:
        blocks.append(Paragraph(_matching(publication, publication.agreement_before), "Matching."))
    return [
        *blocks,
        Paragraph(agreement_text(publication), "Agreement."),
        _coefficients(publication.agreement),
        Paragraph(disagreements_text(publication), "Disagreements."),
        Paragraph(result_text(publication), "Result."),
        *([Paragraph(text, "Inspection.")] if (text := inspection_text(publication)) else []),
        *([Paragraph(text, "Influence of individual raters.")] if (text := _dependence(publication)) else []),
        Paragraph(
            f"{ROUNDING_RULE} The script recompute.py, run in the folder of the release with nothing but Python, "
            "computes the table and the coefficients again from the CSV files.",
            "Rounding and recomputation.",
        ),
    ]


def sample_text(publication: Publication) -> str:
    if publication.of_projects:
        return projects_sample_text(publication)
    units, counted = publication.data.units, publication.counts
    of = f" from {count_noun(len(counted.projects), 'project')}" if counted.projects else ""
    when = ", published between {} and {}".format(*counted.published) if counted.published else ""
    how = f" {_full_stop(publication.data.sampling)}" if publication.data.sampling else ""
    return f"The sample consists of {count_noun(len(units), 'unit')}{of}{when}.{how}"


def coding_text(publication: Publication) -> str:
    data = publication.data
    text = coders_text(publication)
    text += uncoded_text(publication)
    if changed := publication.counts.changed:
        text += f" {sentence(count_noun(changed, 'coding was', 'codings were'))} changed by the rater before the round "
        text += "was closed; the last version counts."
    for name, words in data.plan.methods.items():
        # Allocation, order and what was shown are those of the page.
        if name not in _IN_SENTENCES_BELOW and (name == "multi_label" or data.plan.origin != "files"):
            text += f" {words}"
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


def _matching(publication: Publication, before: dict[str, Any]) -> str:
    data = publication.data
    names = count_noun(len(data.matching), "code")
    targets = count_noun(len({row.target for row in data.matching if row.target}), "shared code")
    by = join_words([person for person in dict.fromkeys(row.by for row in data.matching) if person])
    who = f" by {by}" if by else ""
    primary = _estimate(before["primary"], before)
    were = "was" if len(data.matching) == 1 else "were"
    return (
        f"After the round, {names} of the raters' own vocabularies {were} matched to {targets}{who}. "
        f"Before the matching, with labels compared after folding case and space, {primary}. "
        "A matching is fitted to the very codings that it is applied to, which favours the agreement after."
    )


def agreement_text(publication: Publication) -> str:
    report = publication.agreement
    primary = report["primary"]
    estimate = report["coefficients"][primary]
    used, dropped = report["units_used"], report["units"] - report["units_used"]
    rest = f"; {count_noun(dropped, 'unit')} had fewer" if dropped else ""
    ratings = (
        "ratings in the files" if publication.data.plan.origin == "files" else "first ratings, before any discussion"
    )
    text = f"Agreement was computed from the {ratings}, on the "
    text += f"{count_noun(used, 'unit')} with two ratings or more{rest}. "
    text += f"{sentence(_estimate(primary, report))}."
    text += "".join(f" {remark}" for remark in rare_sentence(report))
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
    return text


def _estimate(name: str, report: dict[str, Any]) -> str:
    """Return `Cohen's kappa was 0.63 (95 % interval 0.51 to 0.72; method and error)`, or why it is undefined."""
    estimate = report["coefficients"][name]
    details = []
    if drawn := DRAWN.get(estimate["method"]):
        details.append(drawn.format(report["replicates"], report["seed"]))
    if estimate["se"] is not None:
        details.append(f"standard error {estimate['se']:.3f}")
    return estimate_words(name, estimate, report["confidence"], verb="was", details=details)


def _coefficients(report: dict[str, Any]) -> Table:
    rows = []
    for name, estimate in report["coefficients"].items():
        label = sentence(coefficient_name(name))
        if estimate["value"] is None:
            rows.append((label, "undefined", estimate["undefined"] or ""))
            continue
        rows.append((label, coefficient_value(name, estimate["value"]), interval_words(name, estimate)))
    return Table(("Coefficient", "Value", "Interval"), rows)


def disagreements_text(publication: Publication) -> str:
    """Return how many disagreements there were and how they were settled.

    The percentage is of the units on which agreement is computed; other disagreements are counted next to it.
    """
    rows, counts = publication.disagreements, publication.counts
    base = f"{count_noun(counts.comparable, 'unit')} with two ratings or more"
    if not rows:
        return f"The raters did not differ on any of the {base}."
    kinds = Counter(row.kind for row in rows)
    words_of = _KINDS | (_KINDS_OF_PROJECTS if publication.of_projects else {})
    typed = join_words([f"{kinds[kind]:,} {words}" for kind, words in words_of.items() if kinds[kind]])
    parts = []
    if counts.comparable:
        share = percent(counts.differing, counts.comparable)
        parts.append(f"the raters differed on {count_noun(counts.differing, 'unit')} ({share} % of {base})")
    if other := len(rows) - counts.differing:
        further = "further unit" if counts.comparable else "unit"
        parts.append(f"{count_noun(other, further)} with fewer than two ratings needed a decision")
    text = f"{sentence(', and '.join(parts))}: {typed}."
    how = Counter(row.decision.method for row in rows if row.decision)
    if how:
        (first, count), *others = sorted(how.items())
        settled = [f"{count:,} {'was' if count == 1 else 'were'} decided {_HOW.get(first, first)}"]
        settled += [f"{count:,} {_HOW.get(kind, kind)}" for kind, count in others]
        text += f" Of these, {join_words(settled)}."
    if undecided := len(rows) - sum(how.values()):
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


def _dependence(publication: Publication) -> str:
    sentences = []
    for alone in rater_influence(publication):
        if not alone.units or alone.rate is None or alone.interval is None:
            continue
        low, high = (percent_of(limit) for limit in alone.interval)
        told = f"{count_noun(alone.overruled, 'unit')} of the {alone.units:,} that {alone.rater} coded "
        told += f"{'was' if alone.overruled == 1 else 'were'} decided differently "
        told += f"({percent(alone.overruled, alone.units)} %; 95 % interval {low} to {high})"
        moved = [f"{row.consequence} ({_rank(row.decided_rank)} to {_rank(row.own_rank)})" for row in alone.moved]
        if more := len(moved) - LONGEST_LIST:
            moved = [*moved[:LONGEST_LIST], count_noun(more, "other")] if more > 0 else moved
        ranks = f"the ranks of {join_words(moved)} would change" if moved else "no rank would change"
        sentences.append(f"{told}. By the codings of {alone.rater} alone, {ranks}.")
    return " ".join(sentences)


def _rank(rank: int | None) -> str:
    return "unused" if rank is None else f"{rank:,}"


def _full_stop(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
