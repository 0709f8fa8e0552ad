"""Annex of disagreements: each unit with the codes and memos of its raters, the discussion and the decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coding.dataset.by_unit import by_unit
from coding.dataset.rows import CodingRow, CommentRow, DecisionRow
from coding.release.reports.sentences import differing_text
from coding.rendering.document import Block, Heading, Paragraph, Table, markdown_pieces
from coding.results.derive import Publication
from coding.results.unit_counts import DisagreementRow
from coding.statistics.disagreement import NOT_APPLICABLE, kind_in_words, no_code_reason_of


def disagreements_md(publication: Publication) -> Iterator[bytes]:
    """Yield one section per disagreement, in the order of units."""
    return markdown_pieces(_blocks(publication))


def _blocks(publication: Publication) -> Iterator[Block]:
    data, rows = publication.data, {row.unit: row for row in publication.disagreements}
    yield Heading(f"Disagreements: {data.title}")
    if data.notice:
        yield Paragraph("", f"Note: {data.notice}")
    resolved = sum(row.status == "resolved_by_merge" for row in rows.values())
    by_merge = f" Merging codes after the round was closed resolved {resolved:,} of them." if resolved else ""
    yield Paragraph(f"{differing_text(publication)}.{by_merge}")
    comments: dict[int, list[CommentRow]] = {}
    for one in data.discussion:
        comments.setdefault(one.unit, []).append(one)
    for records in by_unit(data):
        number = records.unit.number
        if number in rows:
            row, title, of_unit = rows[number], records.unit.title, comments.get(number, [])
            yield from _section(publication, row, title, records.codings, of_unit)


def _section(
    publication: Publication,
    row: DisagreementRow,
    title: str,
    codings: Sequence[CodingRow],
    comments: list[CommentRow],
) -> list[Block]:
    of_projects, multi_label = publication.of_projects, publication.data.plan.multi_label
    table = Table(
        ("Rater", "Codes", "As named", "After merges", "Certainty", "Memo"),
        [
            (c.rater, _codes(c, c.matched_codes, of_projects), _named(c), _merged(c), c.certainty, c.memo)
            for c in codings
        ],
        numbers=False,
    )
    decision = row.decision
    if decision is None:
        settled = Paragraph("None yet.", "Decision.")
    else:
        by = f" by {decision.by}" if decision.by else ""
        why = f": {decision.reason}" if decision.reason else ""
        answer = _codes(decision, decision.codes, of_projects)
        settled = Paragraph(f"{answer} ({decision.method}{by}){why}", "Decision.")
    return [
        Heading(f"Unit {row.unit}: {row.identifier}", 2),
        Paragraph(f"{title} ({kind_in_words(row.kind, multi_label=multi_label)})"),
        table,
        *(Paragraph(one.text, _position(one, of_projects)) for one in comments),
        settled,
    ]


def _position(one: CommentRow, of_projects: bool) -> str:
    if one.kind == "changes":
        answer = "; ".join(one.codes) or _without_a_code(no_code_reason_of(one.codes, one.no_code_reason), of_projects)
        return f"{one.by} changes to {answer}."
    return f"{one.by} keeps their codes." if one.kind == "keeps" else f"{one.by}."


def _codes(row: CodingRow | DecisionRow, codes: tuple[str, ...], of_projects: bool) -> str:
    """Return the codes of an answer, or why it has none, and the codes of which it cannot tell."""
    answer = "; ".join(codes) or _without_a_code(row.uncoded, of_projects)
    return f"{answer} (cannot tell: {'; '.join(row.unclear)})" if row.unclear else answer


def _without_a_code(reason: str, of_projects: bool) -> str:
    # Without a code, the answer about a project is no to each activity.
    return "no activity" if of_projects and reason == NOT_APPLICABLE else reason.replace("_", " ")


def _named(coding: CodingRow) -> str:
    return "" if coding.own_codes == coding.matched_codes else "; ".join(coding.own_codes)


def _merged(coding: CodingRow) -> str:
    return "" if coding.matched_codes == coding.merged_codes else "; ".join(coding.merged_codes)
