"""Lines that are entered into a round, and tables with certain columns."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from advisories.records import Rejected
from coding.formats import OWN_RATINGS, formats_of
from coding.formats.rating_sheets.columns_by_name import read_columns
from coding.formats.rating_sheets.write import OwnCodingRow
from coding.formats.ratings.lines import RatingLine, lines_of
from coding.formats.ratings.options import ReadingOptions, UnreadableRatings
from coding.formats.ratings.paths import File, read_paths
from coding.formats.ratings.read import RatingsRead, read_files


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
    return json.dumps([{"data": {"unit": "1"}, "annotations": results}]).encode()


def entered(data: bytes, name: str, **options: Any) -> RatingsRead:
    return read_files([File(name, data)], ReadingOptions(takes_rest=True, **options), fewest=1)


def codes(read: RatingsRead) -> dict[str, list[tuple[str, ...]]]:
    return {
        person: [line.codes for line in lines_of(read, person) if isinstance(line, RatingLine)]
        for person in read.raters
    }


def test_annotations_of_a_release_keep_their_raters_and_its_decisions_are_no_ratings() -> None:
    data = task(
        {"intercoder_rater": "Ada"},
        {"intercoder_rater": "Bo"},
        {"intercoder_rater": "consensus", "ground_truth": True},
    )
    assert codes(entered(data, "label_studio.json")) == {"Ada": [("leak",)], "Bo": [("leak",)]}


def test_annotator_with_a_number_names_nobody_unless_there_are_several() -> None:
    assert entered(task({"completed_by": 7}), "tasks.json").answers[0].unnamed == {"annotator 7"}
    assert entered(task({"completed_by": 7}, {"completed_by": 8}), "tasks.json").answers[0].unnamed == set()


def test_annotation_without_a_time_beside_another_of_the_same_person_is_refused() -> None:
    read = entered(task({"completed_by": 7}, {"completed_by": 7}), "tasks.json")
    [refused] = lines_of(read, "annotator 7")
    assert isinstance(refused, Rejected)
    assert (refused.source, refused.reason[:40]) == ("tasks.json:task 1", "annotator 7 has two annotations of task ")


def test_notes_and_certainty_are_of_the_rater_whose_name_they_carry() -> None:
    read = entered(b"unit,ada,bo,notes,notes_ada,bo certainty\n1,leak,crash,for nobody,seen,unsure\n", "codes.csv")
    [ada], [bo] = lines_of(read, "ada"), lines_of(read, "bo")
    assert isinstance(ada, RatingLine)
    assert isinstance(bo, RatingLine)
    assert ((ada.memo, ada.certainty), (bo.memo, bo.certainty)) == (("seen", ""), ("", "unsure"))


def test_note_of_a_long_table_is_of_the_person_of_its_row() -> None:
    read = entered(b"unit,rater,code,memo\n1,ada,leak,first\n1,bo,crash,\n2,bo,leak,second\n", "codes.csv")
    memos = {person: [line.memo for line in lines_of(read, person)] for person in read.raters}  # type: ignore[union-attr]
    assert memos == {"ada": ["first"], "bo": ["", "second"]}


def test_code_and_notes_of_a_rater_in_two_columns() -> None:
    read = entered(b"unit,ann_code,ann_notes,ben_code,ben_notes\n1,leak,a,leak,b\n2,crash,,leak,\n", "codes.csv")
    assert [line.memo for line in lines_of(read, "ben")] == ["b", ""]  # type: ignore[union-attr]


def test_marked_words_are_codes_if_a_unit_may_have_several() -> None:
    results = [
        {"from_name": "c", "value": {"choices": ["leak"]}},
        {"from_name": "span", "value": {"labels": ["crash"], "text": "words", "start": 3}},
    ]
    data = json.dumps([{"data": {"unit": "1"}, "annotations": [{"result": results}]}]).encode()
    assert codes(entered(data, "tasks.json")) == {"annotator": [("leak",)]}
    assert codes(entered(data, "tasks.json", multilabel=True)) == {"annotator": [("leak", "crash")]}


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json"])
def test_download_gives_the_codes_with_their_separators(file_format: str) -> None:
    label = "a;b\\c, “d”"
    row = OwnCodingRow(1, "CVE-2026-0001", "", "ada", (label, "e"), "", "", False, "", 1, "", "", None, "")
    content = formats_of(OWN_RATINGS)[file_format].write([row])
    assert codes(entered(content, f"own.{file_format}")) == {"ada": [(label, "e")]}
