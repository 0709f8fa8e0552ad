"""Precision and recall of the suggestions on labelled public repositories."""

from __future__ import annotations

import pytest

from tests.support.inspection_truth import FOLDER, SHEET, score, snapshot_of, truth

PRESENT = [key for key in truth() if snapshot_of(key[0])] if SHEET.exists() and FOLDER.is_dir() else []


@pytest.mark.skipif(len(PRESENT) < 12, reason="clones of the labelled repositories (../.mirror) are missing")
def test_suggestions_reach_the_required_precision_and_recall() -> None:
    scores, absent = score()
    assert absent == []
    for activity, own in scores.items():
        assert own.precision >= 0.95, (activity, own.wrong)
        assert own.recall >= 0.90, (activity, own.wrong)
