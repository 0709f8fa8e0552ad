"""Ratings of Label Studio, and tables with certain columns."""

import json
import os
from pathlib import Path

import pytest

from advisories.records import Rejected
from coding.formats.rating_sheets.columns_by_name import read_columns
from coding.formats.rating_sheets.read import read_codings
from coding.formats.rating_sheets.records import RatingLine
from coding.formats.ratings.options import UnreadableRatings
from coding.formats.ratings.paths import read_paths


def test_path_that_is_not_a_regular_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRatings, match="The file does not exist"):
        read_paths([tmp_path / "nothing.csv"])
    with pytest.raises(UnreadableRatings, match="cannot be read"):
        read_paths([tmp_path / ("x" * 300)])
    os.mkfifo(tmp_path / "pipe")  # reading it would block forever
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(UnreadableRatings, match="This is not a regular file"):
            read_paths([path])
        with pytest.raises(UnreadableRatings, match="This is not a regular file"):
            read_columns(path, required=["label"])


def task(*annotations: dict[str, object]) -> bytes:
    choice = {"value": {"choices": ["leak"]}}
    results = [{"result": [choice], **one} for one in annotations]
    return json.dumps([{"data": {"id": "1"}, "annotations": results}]).encode()


def test_annotations_of_a_release_keep_their_raters_and_its_decisions_are_no_ratings() -> None:
    data = task(
        {"intercoder_rater": "Ada"},
        {"intercoder_rater": "Bo"},
        {"intercoder_rater": "consensus", "ground_truth": True},
    )
    lines = list(read_codings(data, "label_studio.json", "Bo"))
    assert [line.rater for line in lines if isinstance(line, RatingLine)] == ["Ada", "Bo"]
    assert len(lines) == 2


def test_annotators_that_have_only_numbers_are_read_if_there_is_one() -> None:
    one = list(read_codings(task({"completed_by": 7}), "tasks.json", "Ada"))
    assert [line.rater for line in one if isinstance(line, RatingLine)] == [""]
    several = list(read_codings(task({"completed_by": 7}, {"completed_by": 8}), "tasks.json", "Ada"))
    assert [isinstance(line, Rejected) for line in several] == [True, True]
    assert "several annotators, named by numbers only" in several[0].reason  # type: ignore[union-attr]
