"""Permissions, decided by the functions that the settings name, because this app knows no raters."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from advisories.models import Project, Snapshot


def may_see_classifications(user: Any) -> bool:
    """Return whether the user may see severity, CVSS and CWE now."""
    return bool(import_string(settings.ADVISORIES_CLASSIFICATION_GUARD)(user))


def hidden_suggestions(user: Any, project: Project) -> str:
    """Return why suggestions, outcomes and states of evidence of a project are hidden from the user now; "" if not."""
    return str(import_string(settings.ADVISORIES_SUGGESTION_GUARD)(user, project))


def note_suggestion_shown(user: Any, snapshot: Snapshot) -> None:
    """Store that the user is shown the suggestions, outcomes or states of a snapshot now."""
    import_string(settings.ADVISORIES_SUGGESTION_RECORDER)(user, snapshot.document_id)
