"""Releases: their files, their numbers, and the folder into which they are written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from advisories.corpus.figure_renderer import RENDERER, RenderingFailed
from advisories.models import SourceRecord
from coding import clock
from coding.errors import NotReady
from coding.loading.ratings import load_ratings_of_rounds
from coding.loading.study import load_study
from coding.models import Code, CodebookVersion, Release, ReleaseFile
from coding.results.derive import derive
from coding.steps.adjudicate.decide import apply_final_rater_codes
from coding.steps.adjudicate.settle import settle
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round
from coding.steps.codebook.codes import change_code
from coding.steps.publish.files import FolderInUse, write_release
from coding.steps.publish.release import publish
from coding.steps.refresh_facts import refresh_facts
from tests.support import publications as factory
from tests.support.factories import People, client, closed_round, matched_round, planned_round, rate, settled_round
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.fixture
def release(people: People) -> Release:
    with clock.fixed(NOON):
        settled_round(people)
        return publish(by=people.lea, note="First")


@pytest.mark.parametrize("state", [None, planned_round, closed_round, matched_round])
def test_unsettled_study_is_not_published(people: People, state: object) -> None:
    if callable(state):
        state(people)
    with refused(NotReady, "No round is settled yet"):
        publish(by=people.lea)


def test_release_stores_its_files_with_size_and_checksum(release: Release) -> None:
    files = {file.path: file for file in release.files.all()}
    for file in files.values():
        content = bytes(file.content)
        assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    manifest = files["MANIFEST.sha256"]
    assert release.manifest_sha256 == manifest.sha256
    listed = dict(reversed(line.split("  ")) for line in bytes(manifest.content).decode().splitlines())
    assert listed == {path: file.sha256 for path, file in files.items() if path != "MANIFEST.sha256"}


def test_release_is_reproduced_from_its_data(release: Release) -> None:
    data = load_study(release.round, release=1, released_on="2026-01-15", note="First")
    rendered = factory.render_all(derive(factory.changed(data, rounds=tuple(load_ratings_of_rounds([release.round])))))
    assert rendered == {file.path: bytes(file.content) for file in release.files.all()}


def test_release_lists_the_current_source_records_of_its_units(people: People) -> None:
    advisory = people.study.units.get(number=2).document.advisory
    assert advisory is not None
    for current, digest in ((False, "a" * 64), (True, "b" * 64)):
        SourceRecord.objects.create(
            corpus=advisory.corpus,
            advisory=advisory,
            format="osv",
            identifier="GHSA-x",
            content=digest,
            sha256=digest,
            origin="=cmd.json",
            imported_at=datetime(2026, 1, 15, 12, tzinfo=UTC),
            current=current,
        )
    refresh_facts(by=people.lea, numbers=[2])  # the records of a unit are those of the sample
    settled_round(people)
    release = publish(by=people.lea)
    content = bytes(release.files.get(path="imports.csv").content).decode()
    assert content.splitlines()[1:] == [f"2,GHSA-x,osv,'=cmd.json,{'b' * 64},2026-01-15T12:00:00Z"]


def test_second_release_has_the_next_number_and_leaves_the_first_unchanged(people: People, release: Release) -> None:
    change_code(by=people.lea, code=Code.objects.get(owner=None, label="Access"), definition="now defined")
    second = publish(by=people.lea, note=" A definition was added. ")
    assert (second.number, second.note) == (2, "A definition was added.")
    readme = bytes(second.files.get(path="README.md").content).decode()
    assert "Release 2, " in readme
    assert "A definition was added" in readme
    assert CodebookVersion.objects.count() == 2
    release.refresh_from_db()
    assert "now defined" not in bytes(release.files.get(path="table.csv").content).decode()


def test_release_is_of_the_last_settled_round(people: People, release: Release) -> None:
    second_round = open_round(by=people.lea, number=planned_round(people, style="shared", final_rater="ada").number)
    for rater in (people.ada, people.bo):
        rate(rater, second_round, 1, "Access")
    closed = close_round(by=people.lea, number=2, even_if_unfinished=True)
    assert publish(by=people.lea).round.number == 1
    people.ada.refresh_from_db()
    apply_final_rater_codes(by=people.ada, coding_round=closed)
    settle(by=people.ada, coding_round=closed)
    third = publish(by=people.lea)
    assert (third.number, third.round.number) == (3, 2)


def test_release_is_written_into_a_new_or_empty_folder(release: Release, tmp_path: Path) -> None:
    for folder in (tmp_path / "new" / "folder", tmp_path / "empty"):
        if folder.name == "empty":
            folder.mkdir()
        written = write_release(release, folder)
        assert sorted(written) == sorted(folder.iterdir())
        assert {path.name: path.read_bytes() for path in written} == {
            file.path: bytes(file.content) for file in release.files.all()
        }


def test_release_may_be_written_over_its_own_files(release: Release, tmp_path: Path) -> None:
    (written, *_) = write_release(release, tmp_path)
    written.unlink()
    write_release(release, tmp_path)
    assert written.exists()


@pytest.mark.parametrize("name", ["notes.txt", "table.csv"])
def test_folder_with_other_files_is_refused_and_unchanged(release: Release, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(FolderInUse, match="contains other files"):
        write_release(release, tmp_path)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]


def test_path_of_a_file_is_refused_as_a_folder(release: Release, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(FolderInUse, match="is a file"):
        write_release(release, tmp_path / "out")


def test_release_that_cannot_be_written_completely_leaves_no_files(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = ReleaseFile.read

    def full_disk(file: ReleaseFile) -> Iterator[bytes]:
        yield from read(file)
        if file.path == "study.qdpx":
            raise OSError(28, "No space left on device", file.path)

    monkeypatch.setattr(ReleaseFile, "read", full_disk)
    with pytest.raises(OSError, match="No space left"):
        write_release(release, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_release_records_what_its_figures_cannot_show(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coding.release.reports.figures.without_sign", lambda text: "デ")
    settled_round(people)
    publish(by=people.lea)
    answer = client(people.vic).get("/api/v1/studies/consequences/releases/1/").json()
    assert (answer["scripts_not_shown"], answer["figures_missing"]) == (["Katakana"], [])


def test_release_records_which_figures_are_missing(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(figure: bytes) -> bytes:
        raise RenderingFailed("An error occurred while subsetting a font")

    monkeypatch.setattr(RENDERER, "pdf", fail)
    settled_round(people)
    publish(by=people.lea)
    answer = client(people.vic).get("/api/v1/studies/consequences/releases/1/").json()
    assert "consequences.pdf" in answer["figures_missing"]
    assert "consequences.pdf" not in {file["path"] for file in answer["files"]}
