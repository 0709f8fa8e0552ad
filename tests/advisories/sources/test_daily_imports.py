"""Daily imports: a shared corpus is kept current until a maintainer stops it, and nothing starts twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from advisories.corpus.corpora import make_shared_corpus, own_corpus
from advisories.intake.daily_imports import repeat_daily, start_due_imports, stop_daily
from advisories.models import Corpus, DailyImport, ImportRun, Job
from advisories.platform.errors import BadInput
from tests.advisories.sources.conftest import Time, run_import
from tests.support.fake_sources import Source, ghsa

pytestmark = pytest.mark.django_db

DAILY = "/api/v1/corpora/all/imports/daily/"


@pytest.fixture
def corpus(lea: Any) -> Corpus:
    return make_shared_corpus(slug="all", name="Everything", maintainers=[lea])


@pytest.fixture
def run_due(time: Time, monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], list[ImportRun]]:
    """Return a function that starts the imports that are due, as the sweeper does, and runs them, as a worker does."""
    return lambda moment: [run_import(run, time, monkeypatch) for run in start_due_imports(moment)]


def run_first(daily: DailyImport, time: Time, monkeypatch: pytest.MonkeyPatch) -> ImportRun:
    assert daily.last_import
    return run_import(daily.last_import, time, monkeypatch)


def test_import_is_repeated_at_the_same_time_of_each_day(
    source: Source,
    corpus: Corpus,
    lea: Any,
    time: Time,
    monkeypatch: pytest.MonkeyPatch,
    run_due: Callable[[datetime], list[ImportRun]],
) -> None:
    daily = repeat_daily("github", {"ecosystem": "pip"}, lea, corpus)
    assert run_first(daily, time, monkeypatch).created == 5
    first = daily.next_at
    assert run_due(first - timedelta(seconds=1)) == []
    source.advisories[0] = ghsa(0, description="New text.", updated_at="2031-02-01T00:00:00Z")
    (second,) = run_due(first)
    assert (second.created, second.updated, second.query, second.corpus) == (0, 1, {"ecosystem": "pip"}, corpus)
    assert run_due(first) == []
    # The server was off for three days: one import, and the next one at the usual time.
    (third,) = run_due(first + timedelta(days=3, hours=5))
    daily.refresh_from_db()
    assert (daily.next_at, daily.last_import) == (first + timedelta(days=4), third)


def test_import_is_not_started_while_the_last_one_runs_or_the_source_is_switched_off(
    source: Source, corpus: Corpus, lea: Any, settings: Any, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    daily = repeat_daily("osv", {"ecosystem": "PyPI"}, lea, corpus)
    assert start_due_imports(daily.next_at) == []  # no worker has run the first one yet
    Job.objects.update(state=Job.State.FAILED)
    settings.OSV_URL = ""
    assert start_due_imports(daily.next_at + timedelta(days=1)) == []
    settings.OSV_URL = f"{source.url}/osv"
    assert len(start_due_imports(daily.next_at + timedelta(days=2))) == 1


def test_stopped_import_is_not_repeated_and_can_be_set_up_again(source: Source, corpus: Corpus, lea: Any) -> None:
    daily = repeat_daily("github", {}, lea, corpus)
    with pytest.raises(BadInput, match="repeated every day already"):
        repeat_daily("github", {}, lea, corpus)
    assert ImportRun.objects.count() == 1
    stopped = stop_daily(daily, lea)
    assert stop_daily(daily, lea).stopped_at == stopped.stopped_at
    Job.objects.update(state=Job.State.DONE)
    assert start_due_imports(timezone.now() + timedelta(days=2)) == []
    assert repeat_daily("github", {}, lea, corpus).pk != daily.pk


def test_corpus_of_a_study_is_not_kept_current(source: Source, lea: Any) -> None:
    with pytest.raises(BadInput, match="Only a shared corpus"):
        repeat_daily("github", {}, lea, own_corpus())
    assert not ImportRun.objects.exists()


def test_maintainer_sets_up_reads_and_stops_a_daily_import(
    source: Source, corpus: Corpus, api: APIClient, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = api.post(DAILY, {"source": "github", "github": {"ecosystem": "pip"}}, format="json")
    assert made.status_code == 201, made.json()
    daily = DailyImport.objects.get()
    run_first(daily, time, monkeypatch)
    listed = api.get(DAILY).json()
    (row,) = listed["daily"]
    assert (row["source"], row["created_by"]) == ("GitHub (type reviewed, ecosystem pip)", "lea")
    assert (row["last_state"], row["last_message"]) == ("done", "5 records read, 0 rejected")
    day = daily.created_at.date().isoformat()
    assert listed["days"] == [{"day": day, "created": 5, "updated": 0, "merged": 0, "rejected": 0}]
    assert api.post(f"{DAILY}{daily.pk}/stop/").status_code == 204
    assert api.get(DAILY).json()["daily"] == []


def test_list_takes_the_same_queries_for_any_number(
    source: Source, corpus: Corpus, lea: Any, api: APIClient, django_assert_num_queries: Any
) -> None:
    for ecosystem in ("pip", "npm", "go"):
        repeat_daily("github", {"ecosystem": ecosystem}, lea, corpus)
    with django_assert_num_queries(4):  # corpus, maintainers, daily imports, days
        assert len(api.get(DAILY).json()["daily"]) == 3


def test_others_neither_see_nor_stop_a_daily_import(
    source: Source, corpus: Corpus, lea: Any, api: APIClient, django_user_model: Any
) -> None:
    daily = repeat_daily("github", {}, lea, corpus)
    api.force_authenticate(django_user_model.objects.create_user("eve"))
    assert api.get(DAILY).status_code == 404
    assert api.post(DAILY, {"source": "github"}, format="json").status_code == 403
    assert api.post(f"{DAILY}{daily.pk}/stop/").status_code == 403
    make_shared_corpus(slug="other", name="Other", maintainers=[lea])
    api.force_authenticate(lea)
    assert api.post(f"/api/v1/corpora/other/imports/daily/{daily.pk}/stop/").status_code == 404
