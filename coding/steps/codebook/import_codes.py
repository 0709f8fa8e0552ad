"""Codes from another program's file, through the same step as those that a lead types."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from coding.access.membership import require_role
from coding.audit.record import record
from coding.dataset.rows import CodeRow
from coding.errors import BadInput
from coding.formats.refi_qda.read_codebook import read_codebook
from coding.formats.refi_qda.xml import NotRefi
from coding.models import Code, EventKind, Member, Study
from coding.steps.codebook.codes import add_code


@dataclass(frozen=True, slots=True)
class CodeImportResult:
    """The result of importing a codebook file."""

    added: tuple[str, ...]
    known: tuple[str, ...]  # labels that the codebook has already: left as they are
    remarks: tuple[str, ...]


@transaction.atomic
def import_codebook(*, by: Member, content: bytes, name: str, try_only: bool = False) -> CodeImportResult:
    """Add the codes of a `.qdc` file to the shared codebook: all that are not there, or on a refusal none.

    With `try_only`, only find out what would become of them.
    """
    require_role(by, "lead")
    try:
        found = read_codebook(content)
    except NotRefi as error:
        raise BadInput(f"{name}: {error}") from None
    study = Study.objects.select_for_update().get(pk=by.study_id)
    codes: dict[str, Code] = {code.label: code for code in study.codes.filter(owner__isnull=True, retired_at=None)}
    known = tuple(row.label for row in found.codes if row.label in codes)
    added = []
    for row in found.codes:
        if row.label in known:
            continue
        codes[row.label] = add_row(by, row, codes[row.parent].pk if row.parent else None)
        added.append(row.label)
    record(study=study, kind=EventKind.CODES_IMPORTED, by=by, data={"file": name, "added": added, "known": list(known)})
    if try_only:
        transaction.set_rollback(True)
    return CodeImportResult(tuple(added), known, found.remarks)


def add_row(by: Member, row: CodeRow, parent: int | None) -> Code:
    """Add a code that a file describes to the shared codebook, below `parent`."""
    return add_code(
        by=by,
        label=row.label,
        definition=row.definition,
        when_to_use=row.when_to_use,
        when_not_to_use=row.when_not_to_use,
        examples=row.examples,
        near_misses=row.near_misses,
        colour=row.colour,
        parent=parent,
    )
