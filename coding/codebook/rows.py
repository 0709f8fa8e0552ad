"""Rows of the shared codebook: its current state, a frozen version, or all labels that a round uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from coding.dataset.rows import CODE_FIELDS, CODE_TEXTS, ORDER_FIELDS, CodeRow
from coding.models import Code, Study


def codebook_from(codes: Iterable[Code], used: set[str]) -> tuple[CodeRow, ...]:
    """Return the shared codebook and every other label in `used`: retired codes and unconfirmed matches.

    `codes` are the shared codes of the study and the private codes of the round.
    """
    by_label: dict[str, Code] = {}
    private: dict[str, str] = defaultdict(str)
    for code in codes:
        if code.owner_id is not None:
            private[code.label] = private[code.label] or code.definition
        elif code.retired_at is None or (code.label in used and code.label not in by_label):
            by_label[code.label] = code
    rows = [code_row(code) for code in by_label.values()]
    rows += [CodeRow(label, private[label]) for label in sorted(used - by_label.keys())]
    return tuple(rows)


def labels_of(codebook: Iterable[CodeRow]) -> tuple[str, ...]:
    """Return the labels in order."""
    return tuple(code.label for code in codebook)


def code_row(code: Code) -> CodeRow:
    """Return a code as a row."""
    return CodeRow(
        label=code.label,
        colour=code.colour,
        parent=code.parent.label if code.parent else "",
        rank=code.rank,
        score=code.score,
        **{name: getattr(code, name) for name in CODE_TEXTS},
    )


def codebook_of(study: Study, version: int | None = None) -> tuple[CodeRow, ...] | None:
    """Return the current shared codebook or a frozen version, or None if there is no such version."""
    if version is None:
        codes = study.codes.filter(owner__isnull=True, retired_at__isnull=True).select_related("parent")
        return tuple(code_row(code) for code in codes)
    frozen = study.codebook_versions.filter(number=version).first()
    if frozen is None:
        return None
    return tuple(
        CodeRow(**{name: row[name] for name in CODE_FIELDS}, **{name: row.get(name) for name in ORDER_FIELDS})
        for row in frozen.content
    )
