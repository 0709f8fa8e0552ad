"""Reporting checklists, answered from the data if possible, otherwise marked for the authors.

The items are abridged and grouped; the sources have the authoritative wording. ACM SIGSOFT: Empirical Standards,
supplement on inter-rater reliability and agreement. COREQ: Tong, Sainsbury and Craig 2007. SRQR: O'Brien et al. 2014.
"""

from __future__ import annotations

from advisories.text.counting import count_noun
from coding.release.reports.origin_text import BLANK
from coding.release.reports.plan_text import independence_text, may_be_older, when_chosen_text
from coding.release.reports.sentences import (
    agreement_text,
    coding_text,
    disagreements_text,
    result_text,
    sample_text,
    uncoded_text,
)
from coding.rendering.document import Block, Heading, Paragraph, Table, as_markdown
from coding.rendering.numbers import coefficient_name, join_words
from coding.results.derive import Publication

Item = tuple[str, str]


def checklists_md(publication: Publication) -> bytes:
    """Return the three checklists, one row per item."""
    data = publication.data
    blocks: list[Block] = [Heading(f"Reporting checklists: {data.title}")]
    if data.notice:
        blocks.append(Paragraph("", f"Note: {data.notice}"))
    lists = (
        ("Inter-rater reliability and agreement (ACM SIGSOFT Empirical Standards)", sigsoft(publication)),
        ("COREQ: analysis and reporting of qualitative data", coreq(publication)),
        ("SRQR: reporting of qualitative research", srqr(publication)),
    )
    missing = sum(answer == BLANK for _, items in lists for _, answer in items)
    answered = sum(len(items) for _, items in lists) - missing
    blocks.append(
        Paragraph(
            f"{count_noun(answered, 'item')} are answered from the data of release {data.release}, "
            f"{count_noun(missing, 'item')} are left for the authors and marked {BLANK}. The items are abridged; "
            "check them against their sources."
        )
    )
    for title, items in lists:
        blocks += [Heading(title, 2), Table(("Item", "Answer"), items, numbers=False)]
    return as_markdown(blocks)


def sigsoft(publication: Publication) -> list[Item]:
    """Return the items of the ACM SIGSOFT checklist with answers."""
    data, report = publication.data, publication.agreement
    raters = join_words(list(data.ratings.raters)) or "none"
    others = [coefficient_name(name) for name in report["coefficients"] if name != data.plan.primary]
    return [
        (
            "States who rated, and how many raters there were",
            f"{count_noun(len(data.ratings.raters), 'rater')}: {raters}.",
        ),
        ("Describes the raters' training and background", BLANK),
        ("States what was rated, and how much of it by more than one rater", _overlap(publication)),
        ("States whether raters worked independently", independence_text(publication)),
        ("States how the categories were developed", coding_text(publication)),
        ("Gives the codebook with definitions", f"{count_noun(len(data.codebook), 'code')}, in codebook.md."),
        (
            "Names the measure of agreement and when it was chosen",
            f"{coefficient_name(data.plan.primary)}, {when_chosen_text(data.plan)}; reported with {join_words(others)}."
            f"{may_be_older(data.plan)}",
        ),
        ("Justifies the choice of the measure", BLANK),
        ("Reports its value with an interval", agreement_text(publication)),
        (
            "States how missing and unclear ratings were treated",
            uncoded_text(publication).strip() or "All codings have a code.",
        ),
        ("States how disagreements were resolved", disagreements_text(publication)),
        ("Makes the ratings available", "codings.csv, decisions.csv, disagreements.md; recompute.py checks them."),
        ("Discusses what the level of agreement means for the conclusions", BLANK),
    ]


def coreq(publication: Publication) -> list[Item]:
    """Return the items of COREQ with answers."""
    data = publication.data
    raters = join_words(list(data.ratings.raters)) or "none"
    return [
        ("Research team: occupation, gender, experience and training", BLANK),
        ("Relationship of the team with the participants", BLANK),
        ("Methodological orientation", BLANK),
        ("Sampling: how the material was selected", sample_text(publication)),
        ("Sample size", f"{count_noun(len(data.units), 'unit')}."),
        ("Material that was left out, and why", "screening_flow.csv and screening.csv." if data.screening else BLANK),
        ("Setting of data collection", BLANK),
        (
            "Number of data coders",
            f"{count_noun(len(data.ratings.raters), 'coder')}: {raters}.",
        ),
        ("Description of the coding tree", f"{_tree(publication)}; codebook.md."),
        ("Derivation of themes: derived from the data or identified in advance", coding_text(publication)),
        ("Software", "Intercoder."),
        ("Checking by participants", BLANK),
        ("Quotations are presented and identified", _quotations(publication)),
        ("Data and findings are consistent", "recompute.py derives the table from decisions.csv."),
        ("Clarity of major and minor themes", result_text(publication)),
    ]


def srqr(publication: Publication) -> list[Item]:
    """Return the items of SRQR with answers."""
    data = publication.data
    return [
        ("Title and abstract", BLANK),
        ("Problem, purpose and research question", data.question or BLANK),
        ("Approach and paradigm", BLANK),
        ("Researchers' characteristics and reflexivity", BLANK),
        ("Context", BLANK),
        ("Sampling strategy", sample_text(publication)),
        ("Ethics approval and consent", BLANK),
        ("Data collection: methods, instruments, units", f"{sample_text(publication)} units.csv lists them."),
        (
            "Data processing and integrity",
            "MANIFEST.sha256 has the checksum of each file, units.csv of each text.",
        ),
        ("Data analysis", coding_text(publication)),
        ("Techniques to enhance trustworthiness", f"{independence_text(publication)} {agreement_text(publication)}"),
        ("Synthesis and interpretation", result_text(publication)),
        ("Links to empirical data", _quotations(publication)),
        ("Integration with prior work, and limitations", BLANK),
        ("Conflicts of interest and funding", BLANK),
    ]


def _overlap(publication: Publication) -> str:
    report = publication.agreement
    return f"{count_noun(report['units'], 'unit')}, {report['units_used']:,} of them with two ratings or more."


def _tree(publication: Publication) -> str:
    book = publication.data.codebook
    below = sum(bool(code.parent) for code in book)
    return f"{count_noun(len(book), 'code')}, {below:,} of them below another"


def _quotations(publication: Publication) -> str:
    by = {rater: one.segments for rater, one in publication.counts.raters.items()}
    if not any(by.values()):
        return "No passages of the texts were marked."
    each = join_words([f"{rater} {by[rater]:,}" for rater in publication.data.ratings.raters if by[rater]])
    return f"{count_noun(sum(by.values()), 'marked passage')} ({each}), in segments.csv with unit and rater."
