"""The annex of disagreements: each unit on which raters differ, what each said and why, and what was decided."""

from __future__ import annotations

from coding.derivation import DisagreementRow, Publication
from coding.exporters.document import Block, Heading, Paragraph, Table, as_markdown
from coding.exporters.numbers import several
from coding.inputs import CodingRow, CommentRow

_KINDS = {
    "different": "no code in common",
    "overlap": "some codes in common",
    "abstained": "somebody gave no code",
    "subset": "one set of codes within the other",
}


def disagreements_md(publication: Publication) -> bytes:
    """A section a disagreement, in the order of units."""
    inputs, rows = publication.inputs, publication.disagreements
    blocks: list[Block] = [Heading(f"Disagreements: {inputs.title}")]
    if inputs.notice:
        blocks.append(Paragraph("", f"Note: {inputs.notice}"))
    blocks.append(Paragraph(f"The raters differ on {several(len(rows), 'unit')} of {len(inputs.units):,}."))
    codings = {(row.unit, row.rater): row for row in inputs.codings}
    titles = {unit.number: unit.title for unit in inputs.units}
    for row in rows:
        answers = [codings[row.unit, rater] for rater, _ in row.codes]
        said = [one for one in inputs.discussion if one.unit == row.unit]
        blocks += _section(row, titles[row.unit], answers, said)
    return as_markdown(blocks)


def _section(row: DisagreementRow, title: str, answers: list[CodingRow], said: list[CommentRow]) -> list[Block]:
    table = Table(
        ("Rater", "Codes", "As named", "Certainty", "Memo"),
        [(a.rater, _codes(a, a.matched), _named(a), a.certainty, a.memo) for a in answers],
        numbers=False,
    )
    decision = row.decision
    if decision is None:
        settled = Paragraph("None yet.", "Decision.")
    else:
        by = f" by {decision.by}" if decision.by else ""
        why = f": {decision.reason}" if decision.reason else ""
        settled = Paragraph(f"{'; '.join(decision.codes) or 'no code'} ({decision.how}{by}){why}", "Decision.")
    return [
        Heading(f"Unit {row.unit}: {row.identifier}", 2),
        Paragraph(f"{title} ({_KINDS.get(row.kind, row.kind)})"),
        table,
        *(Paragraph(one.text, _spoken(one)) for one in said),
        settled,
    ]


def _spoken(one: CommentRow) -> str:
    if one.kind == "moves":
        return f"{one.by} moves to {'; '.join(one.codes) or 'no code'}."
    return f"{one.by} stays." if one.kind == "stays" else f"{one.by}."


def _codes(answer: CodingRow, codes: tuple[str, ...]) -> str:
    return "; ".join(codes) or answer.uncoded.replace("_", " ") or "no code"


def _named(answer: CodingRow) -> str:
    return "" if answer.codes == answer.matched else "; ".join(answer.codes)
