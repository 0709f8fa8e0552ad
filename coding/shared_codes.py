"""The shared codebook as rows: as it stands, as it was frozen, and with what a round uses besides."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields

from coding.inputs import CodeRow, CodingRow, DecisionRow
from coding.models import Code, Round, Study

CODE_FIELDS = tuple(field.name for field in fields(CodeRow))


def codebook_rows(
    round: Round, codings: tuple[CodingRow, ...], decisions: tuple[DecisionRow, ...]
) -> tuple[CodeRow, ...]:
    """The shared codebook, and any label in use that it does not hold: retired, or a match not yet confirmed."""
    used = {label for row in codings for label in row.matched} | {label for row in decisions for label in row.codes}
    shared = Code.objects.filter(study=round.study_id, owner__isnull=True).select_related("parent")
    by_label: dict[str, Code] = {}
    for code in shared:
        if code.retired_at is None or (code.label in used and code.label not in by_label):
            by_label[code.label] = code
    rows = [code_row(code) for code in by_label.values()]
    private: dict[str, str] = defaultdict(str)
    for code in Code.objects.filter(round=round, owner__isnull=False):
        private[code.label] = private[code.label] or code.definition
    rows += [CodeRow(label, private[label]) for label in sorted(used - by_label.keys())]
    return tuple(rows)


def code_row(code: Code) -> CodeRow:
    return CodeRow(
        label=code.label,
        definition=code.definition,
        when_to_use=code.when_to_use,
        when_not_to_use=code.when_not_to_use,
        examples=code.examples,
        near_misses=code.near_misses,
        colour=code.colour,
        parent=code.parent.label if code.parent else "",
    )


def codebook_of(study: Study, version: int | None = None) -> tuple[CodeRow, ...] | None:
    """The shared codebook as it stands, or a frozen version of it; None if there is no such version."""
    if version is None:
        codes = study.codes.filter(owner__isnull=True, retired_at__isnull=True).select_related("parent")
        return tuple(code_row(code) for code in codes)
    frozen = study.codebook_versions.filter(number=version).first()
    if frozen is None:
        return None
    return tuple(CodeRow(**{name: row[name] for name in CODE_FIELDS}) for row in frozen.content)
