"""The methods section of a paper, in Markdown and LaTeX, with all numbers from the publication."""

from __future__ import annotations

from typing import Any

from advisories.text.counting import count_noun
from coding.release.reports.inspection_text import (
    inspection_text,
)
from coding.release.reports.origin_text import LONGEST_LIST
from coding.release.reports.sentences import (
    agreement_text,
    coding_text,
    disagreements_text,
    estimate_in_words,
    result_text,
    sample_text,
)
from coding.rendering.document import Block, Heading, Paragraph, Table, as_latex, as_markdown
from coding.rendering.estimates import interval_words
from coding.rendering.numbers import (
    ROUNDING_RULE,
    coefficient_name,
    coefficient_value,
    join_words,
    percent,
    percent_of,
    sentence,
)
from coding.results.derive import Publication
from coding.results.rater_influence import rater_influence


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


def _matching(publication: Publication, before: dict[str, Any]) -> str:
    data = publication.data
    names = count_noun(len(data.matching), "code")
    targets = count_noun(len({row.target for row in data.matching if row.target}), "shared code")
    by = join_words([person for person in dict.fromkeys(row.by for row in data.matching) if person])
    who = f" by {by}" if by else ""
    primary = estimate_in_words(before["primary"], before)
    verb = "was" if len(data.matching) == 1 else "were"
    return (
        f"After the round, {names} of the raters' own vocabularies {verb} matched to {targets}{who}. "
        f"Before the matching, with labels compared after folding case and space, {primary}. "
        "A matching is fitted to the very codings that it is applied to, which favours the agreement after."
    )


def _coefficients(report: dict[str, Any]) -> Table:
    rows = []
    for name, estimate in report["coefficients"].items():
        label = sentence(coefficient_name(name))
        if estimate["value"] is None:
            rows.append((label, "undefined", estimate["undefined"] or ""))
            continue
        rows.append((label, coefficient_value(name, estimate["value"]), interval_words(name, estimate)))
    return Table(("Coefficient", "Value", "Interval"), rows)


def _dependence(publication: Publication) -> str:
    sentences = []
    for influence in rater_influence(publication):
        if not influence.units or influence.rate is None or influence.interval is None:
            continue
        low, high = (percent_of(limit) for limit in influence.interval)
        overruled = (
            f"{count_noun(influence.overruled, 'unit')} of the {influence.units:,} that {influence.rater} coded "
        )
        overruled += f"{'was' if influence.overruled == 1 else 'were'} decided differently "
        overruled += f"({percent(influence.overruled, influence.units)} %; 95 % interval {low} to {high})"
        moved = [f"{row.consequence} ({_rank(row.decided_rank)} to {_rank(row.own_rank)})" for row in influence.moved]
        if more := len(moved) - LONGEST_LIST:
            moved = [*moved[:LONGEST_LIST], count_noun(more, "other")] if more > 0 else moved
        ranks = f"the ranks of {join_words(moved)} would change" if moved else "no rank would change"
        sentences.append(f"{overruled}. By the codings of {influence.rater} alone, {ranks}.")
    return " ".join(sentences)


def _rank(rank: int | None) -> str:
    return "unused" if rank is None else f"{rank:,}"
