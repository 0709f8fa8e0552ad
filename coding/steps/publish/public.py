"""Grant and revoke public access to a release."""

from __future__ import annotations

from advisories.platform.transactions import step
from coding.access.membership import require_role
from coding.audit.record import record
from coding.clock import now
from coding.errors import BadInput
from coding.locks import lock_study
from coding.models import EventKind, Member, PublicAccess, Release


@step
def grant_public_access(*, by: Member, number: int) -> PublicAccess:
    """Grant public access to a release: it can be read without an account."""
    release = locked_release(by, number)
    if release.public_access.filter(revoked_at__isnull=True).exists():
        raise BadInput(f"Release {number} is already public.")
    access = PublicAccess.objects.create(release=release)
    record(study=by.study, kind=EventKind.PUBLIC_ACCESS_GRANTED, by=by, data={"release": number})
    return access


@step
def revoke_public_access(*, by: Member, number: int) -> None:
    """Revoke public access to a release: only members can read it from then on."""
    release = locked_release(by, number)
    if not release.public_access.filter(revoked_at__isnull=True).update(revoked_at=now()):
        raise BadInput(f"Release {number} is not public.")
    record(study=by.study, kind=EventKind.PUBLIC_ACCESS_REVOKED, by=by, data={"release": number})


def locked_release(by: Member, number: int) -> Release:
    """Lock the study and return its release of this number; raise unless `by` is a lead."""
    require_role(by, "lead")
    study = lock_study(by.study_id)
    release = study.releases.filter(number=number).first()
    if release is None:
        raise BadInput(f"There is no release {number}. Choose an existing release.")
    return release
