"""The table of activities, and its definitions for people who code projects."""

import dataclasses

import pytest

from advisories.inspection.activities import ACTIVITIES, activity_of


def test_activities_keep_their_order() -> None:
    assert list(ACTIVITIES) == ["ci_testing", "code_review", "dependency_upgrade", "fuzzing", "sast"]
    assert [row.label for row in ACTIVITIES.values()] == [
        "CI-based testing",
        "Code review",
        "Dependency upgrade",
        "Fuzzing",
        "SAST",
    ]


def test_every_entry_of_the_codebook_is_filled_in() -> None:
    for row in ACTIVITIES.values():
        fields = dataclasses.asdict(dataclasses.replace(row, module=None))
        assert all(text for name, text in fields.items() if name != "module"), row.key


def test_a_probe_belongs_to_the_activity_of_its_prefix() -> None:
    assert activity_of("review.by_another").key == "code_review"
    with pytest.raises(KeyError):
        activity_of("tests.here")
