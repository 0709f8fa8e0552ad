"""Import codes from a REFI-QDA codebook file (`.qdc`) into the shared codebook."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from advisories.platform.transactions import step
from coding.access.membership import require_role
from coding.audit.record import record
from coding.dataset.rows import CODE_TEXTS, CodeRow
from coding.errors import BadInput
from coding.formats.refi_qda.read_codebook import read_codebook
from coding.formats.refi_qda.xml import NotRefi
from coding.locks import lock_study
from coding.models import Code, EventKind, Member
from coding.steps.codebook.codes import add_code


@dataclass(frozen=True, slots=True)
class CodeImportResult:
    """The result of importing a codebook file."""

    added: tuple[str, ...]
    known: tuple[str, ...]  # labels that the codebook already has: these codes stay unchanged
    remarks: tuple[str, ...]


@step
def import_codebook(*, by: Member, content: bytes, name: str, dry_run: bool = False) -> CodeImportResult:
    """Add all missing codes of a `.qdc` file to the shared codebook, or none if an error is raised.

    With `dry_run`, only return what the result would be.
    """
    require_role(by, "lead")
    try:
        codebook = read_codebook(content)
    except NotRefi as error:
        raise BadInput(f"{name}: {error}") from None
    study = lock_study(by.study_id)
    codes: dict[str, Code] = {code.label: code for code in study.codes.filter(owner__isnull=True, retired_at=None)}
    known = tuple(row.label for row in codebook.codes if row.label in codes)
    added = []
    for row in codebook.codes:
        if row.label in known:
            continue
        codes[row.label] = add_row(by, row, codes[row.parent].pk if row.parent else None)
        added.append(row.label)
    record(study=study, kind=EventKind.CODES_IMPORTED, by=by, data={"file": name, "added": added, "known": list(known)})
    if dry_run:
        transaction.set_rollback(True)
    return CodeImportResult(tuple(added), known, codebook.remarks)


def add_row(by: Member, row: CodeRow, parent: int | None) -> Code:
    """Add a code read from a file to the shared codebook; `parent` is the id of its parent."""
    return add_code(
        by=by,
        label=row.label,
        colour=row.colour,
        parent=parent,
        **{name: getattr(row, name) for name in CODE_TEXTS},
    )
