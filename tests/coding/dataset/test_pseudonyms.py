"""A release under pseudonyms contains no name and has the same results."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from coding.dataset.pseudonyms import pseudonymise
from coding.dataset.rows import CommentRow, CommitmentRow, ExposureRow, MatchingStep, TimeRow
from coding.dataset.study import StudyDataset
from coding.models import Event
from coding.results.derive import derive
from coding.statistics.design.screening_flow import Flow, Screened
from coding.steps.publish.release import publish
from tests.support import publications as factory
from tests.support.factories import People, settled_round

NAMES = ("Quentin", "Xanthippe", "Zebedee", "Philomena")


def named() -> StudyDataset:
    """Return the study in open coding, in which each person has a name that occurs in no other text."""
    data = factory.open_style().data
    of = dict(zip(("Ada", "Bo", "Cleo", "Lea"), NAMES, strict=True))
    return factory.changed(
        data,
        raters=tuple(of[rater] for rater in data.ratings.raters),
        final_rater=of["Cleo"],
        codings=tuple(replace(row, rater=of[row.rater]) for row in data.codings),
        matching=tuple(replace(row, rater=of[row.rater], by=of[row.by]) for row in data.matching),
        decisions=tuple(replace(row, by=of.get(row.by, "")) for row in data.decisions),
        matching_steps=(MatchingStep(1, "", of["Lea"], of["Ada"], "a", "b"),),
        discussion=(CommentRow(2, of["Ada"], "remark", (), "The log is public.", ""),),
        exposures=(ExposureRow(of["Ada"], 1, (2,), ""),),
        times=(TimeRow(of["Bo"], 1, 60),),
        commitments=(CommitmentRow(of["Ada"], "", "salt", "codings", "sum", True),),
        screening=Screened(Flow(1, (), 0, 1, 1, 1, 0, 1), (("P", "included", "", "", "", of["Lea"], ""),)),
    )


def members(files: dict[str, bytes]) -> list[bytes]:
    contents = list(files.values())
    for name in ("study.qdpx", "table.xlsx"):
        with zipfile.ZipFile(io.BytesIO(files[name])) as archive:
            contents += [archive.read(member) for member in archive.namelist()]
    return contents


def test_no_file_of_the_release_contains_a_name() -> None:
    with_names = b"".join(members(factory.render_all(derive(named()))))
    assert all(name.encode() in with_names for name in NAMES)
    without = b"".join(members(factory.render_all(derive(pseudonymise(named())))))
    assert [name for name in NAMES if name.encode() in without] == []


def test_raters_are_numbered_in_the_order_of_the_plan_and_results_are_unchanged() -> None:
    before, after = named(), pseudonymise(named())
    assert after.ratings.raters == ("rater-1", "rater-2")
    assert {row.by for row in after.matching} == {"person-1"}
    assert after.plan.final_rater == "person-2"
    assert derive(after).table == derive(before).table
    kappa = "cohen_kappa"
    assert derive(after).agreement["coefficients"][kappa] == derive(before).agreement["coefficients"][kappa]


@pytest.mark.django_db
def test_release_under_pseudonyms_is_recorded_in_the_audit_trail(people: People) -> None:
    settled_round(people)
    release = publish(by=people.lea, pseudonyms=True)
    assert release.results["agreement"]["raters"] == ["rater-1", "rater-2"]
    assert b"rater-1" in bytes(release.files.get(path="codings.csv").content)
    assert Event.objects.get(kind="release_published").data["pseudonyms"] is True


def test_colours_and_other_rounds_do_not_tell_in_which_order_codes_were_made() -> None:
    data = factory.open_style().data
    worlds = []
    for order, colours in ((1, ("#cc6677", "#332288", "#117733")), (-1, ("#aa4499", "#999933", "#88ccee"))):
        rows = [replace(row, colour=colours[n % 3]) for n, row in enumerate(data.codebook)]
        codes = tuple(sorted((row.label for row in rows), reverse=order < 0))
        other = replace(data.ratings, codebook=codes, codebook_before_merges=codes)
        hidden = pseudonymise(replace(data, codebook=tuple(rows[::order]), rounds=(other,)))
        worlds.append((hidden.codebook, hidden.rounds[0].codebook, hidden.rounds[0].codebook_before_merges))
    assert worlds[0] == worlds[1]
    assert len(worlds[0][0]) > 1
