"""Annex of disagreements: each unit with the codes and memos of its raters, the discussion and the decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coding.dataset.by_unit import by_unit
from coding.dataset.rows import CodingRow, CommentRow
from coding.rendering.document import Block, Heading, Paragraph, Table, markdown_pieces
from coding.rendering.numbers import count_noun
from coding.results.derive import Publication
from coding.results.unit_counts import DisagreementRow
from coding.statistics.disagreement import no_code_reason_of

_KINDS = {
    "different": "no code in common",
    "overlap": "some codes in common",
    "abstained": "a rater gave no code",
    "subset": "one set of codes contains the other",
}


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
    yield Paragraph(f"The raters differed on {count_noun(len(rows), 'unit')} of {len(data.units):,}.{by_merge}")
    comments: dict[int, list[CommentRow]] = {}
    for one in data.discussion:
        comments.setdefault(one.unit, []).append(one)
    for records in by_unit(data):
        number = records.unit.number
        if number in rows:
            yield from _section(rows[number], records.unit.title, records.codings, comments.get(number, []))


def _section(row: DisagreementRow, title: str, codings: Sequence[CodingRow], comments: list[CommentRow]) -> list[Block]:
    table = Table(
        ("Rater", "Codes", "As named", "After merges", "Certainty", "Memo"),
        [(c.rater, _codes(c, c.matched_codes), _named(c), _merged(c), c.certainty, c.memo) for c in codings],
        numbers=False,
    )
    decision = row.decision
    if decision is None:
        settled = Paragraph("None yet.", "Decision.")
    else:
        by = f" by {decision.by}" if decision.by else ""
        why = f": {decision.reason}" if decision.reason else ""
        answer = "; ".join(decision.codes) or decision.uncoded.replace("_", " ")
        settled = Paragraph(f"{answer} ({decision.method}{by}){why}", "Decision.")
    return [
        Heading(f"Unit {row.unit}: {row.identifier}", 2),
        Paragraph(f"{title} ({_KINDS.get(row.kind, row.kind)})"),
        table,
        *(Paragraph(one.text, _position(one)) for one in comments),
        settled,
    ]


def _position(one: CommentRow) -> str:
    if one.kind == "changes":
        answer = "; ".join(one.codes) or no_code_reason_of(one.codes, one.no_code_reason).replace("_", " ")
        return f"{one.by} changes to {answer}."
    return f"{one.by} keeps their codes." if one.kind == "keeps" else f"{one.by}."


def _codes(coding: CodingRow, codes: tuple[str, ...]) -> str:
    return "; ".join(codes) or coding.uncoded.replace("_", " ")


def _named(coding: CodingRow) -> str:
    return "" if coding.own_codes == coding.matched_codes else "; ".join(coding.own_codes)


def _merged(coding: CodingRow) -> str:
    return "" if coding.matched_codes == coding.merged_codes else "; ".join(coding.merged_codes)
