"""Freeze versions of the codebook."""

from __future__ import annotations

from advisories.platform.transactions import step
from coding.access.membership import require_role
from coding.audit.record import record
from coding.clock import now
from coding.locks import lock_study
from coding.models import CodebookVersion, EventKind, Member
from coding.steps.codebook.codes import content_of


@step
def freeze_codebook(*, by: Member) -> CodebookVersion:
    """Freeze the shared codebook as a numbered version, or return the last one if nothing has changed."""
    require_role(by, "lead")
    study = lock_study(by.study_id)
    codes = study.codes.filter(owner__isnull=True, retired_at__isnull=True).select_related("parent")
    content = [content_of(code) for code in codes]
    last = study.codebook_versions.last()
    if last is not None and last.content == content:
        return last
    version = CodebookVersion.objects.create(
        study=study, number=last.number + 1 if last else 1, content=content, created_at=now(), created_by=by
    )
    record(study=study, kind=EventKind.CODEBOOK_FROZEN, by=by, data={"version": version.number, "codes": len(content)})
    return version
