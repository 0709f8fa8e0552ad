"""Studies with equal titles that are created at the same moment."""

from __future__ import annotations

import pytest
from django.db import connection

from coding.models import Study
from coding.steps import study as steps
from coding.steps.study import create_study
from tests.support.factories import People, person


@pytest.mark.django_db(transaction=True)
def test_slug_that_another_study_takes_meanwhile_is_chosen_again(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time, so that no study can take the slug meanwhile")
    free = iter([people.study.slug, "another"])
    monkeypatch.setattr(steps, "free_slug", lambda title: next(free))
    create_study(title=people.study.title, user=person("new"), name="new")
    assert Study.objects.filter(slug="another").exists()
