"""Copies of one project as ratings: which texts, codes and people are the same."""

from __future__ import annotations

from typing import Any

import pytest

from coding.formats.ratings.options import ReadingOptions, UnreadableRatings
from coding.formats.ratings.paths import File
from coding.formats.ratings.project_copies import CodeLabels
from coding.formats.ratings.read import RatingsRead, read_files
from coding.formats.refi_qda.xml import ReadCode
from tests.support import publications as factory
from tests.support.refi import coded_project

TEXTS = {"a": "The first text.", "b": "The second text.", "c": "The third text."}


def read(*projects: bytes, fewest: int = 1, **options: Any) -> RatingsRead:
    files = [File(f"{number}.qdpx", content) for number, content in enumerate(projects, 1)]
    return read_files(files, ReadingOptions(**options), fewest=fewest)


def sentences(ratings: RatingsRead) -> list[str]:
    return [check.sentence for check in ratings.checks if check.code == "copies"]


def test_codes_are_one_by_guid_else_by_label_and_path() -> None:
    ann = coded_project(TEXTS, {"ann": ["Leak", "Crash", ""]}, guids={"Leak": "g1"})
    ben = coded_project(TEXTS, {"ben": ["Data leak", "Crash", "Crash"]}, guids={"Data leak": "g1", "Crash": "other"})
    ratings = read(ann, ben)
    assert ratings.codes == {"ann": [("Leak",), ("Crash",), None], "ben": [("Leak",), ("Crash",), ("Crash",)]}
    assert sentences(ratings) == ["2.qdpx: The code “Data leak” is “Leak” of another copy."]


def test_codes_of_one_name_in_one_project_stay_two() -> None:
    def code(guid: str, name: str = "leak", parent: str = "") -> ReadCode:
        return ReadCode(guid, name, "", "", parent, codable=True)

    labels = CodeLabels()
    assert labels.of([code("1"), code("2"), code("3", "of data"), code("4", parent="3")])[0] == {
        "1": "leak",
        "2": "leak (2)",
        "3": "of data",
        "4": "of data / leak",
    }
    # In a copy whose program gave other GUIDs, label and path tell.
    assert labels.of([code("5"), code("6", "of data"), code("7", parent="6"), code("8")])[0] == {
        "5": "leak",
        "6": "of data",
        "7": "of data / leak",
        "8": "leak (2)",
    }


def test_people_are_one_by_name_and_guid_if_their_codings_agree() -> None:
    one = coded_project(TEXTS, {"ann": ["leak", "leak", ""], "ben": ["leak", "crash", ""]})
    same = coded_project(TEXTS, {"ann": ["leak", "", "crash"], "carl": ["leak", "leak", ""]})
    ratings = read(one, same)
    assert ratings.codes["ann"] == [("leak",), ("leak",), ("crash",)]
    assert sentences(ratings) == []
    changed = coded_project(TEXTS, {"ann": ["crash", "", ""]})
    assert sentences(read(one, changed)) == ["ann coded both copies differently: the second is “ann (copy 2)”."]
    namesake = coded_project(TEXTS, {"ann": ["leak", "", ""]}, guids={"ann": "another"})
    ratings = read(one, namesake)
    assert ratings.raters == ("ann", "ben", "ann (copy 2)")
    assert sentences(ratings) == ["ann is another user in each copy: the second is “ann (copy 2)”."]


def test_text_that_differs_is_another_unit_and_its_first_difference_is_named() -> None:
    ann = coded_project(TEXTS, {"ann": ["leak", "crash", "leak"]})
    ben = coded_project({**TEXTS, "b": "The second part."}, {"ben": ["leak", "crash", "leak"]})
    ratings = read(ann, ben)
    assert len(ratings.sheaf.units) == 4
    assert sentences(ratings) == [
        "The text “b” differs between 1.qdpx and 2.qdpx from character 12 on (“text.”, “part.”): it counts as two "
        "units."
    ]
    lacking = [check.sentence for check in ratings.checks if check.code == "missing_units"]
    assert lacking == [f"{number}.qdpx lacks 1 unit that other files have." for number in (1, 2)]


def test_raters_of_copies_are_chosen_by_name() -> None:
    copies = [coded_project(TEXTS, {name: ["leak", "crash", ""], "x": ["leak", "", ""]}) for name in ("ann", "ben")]
    assert read(*copies, raters=("ben", "ann")).raters == ("ben", "ann")
    for files in (copies, copies[:1]):
        with pytest.raises(UnreadableRatings, match="Nobody is called “eve”"):
            read(*files, raters=("eve",))


def test_project_without_a_coding_names_the_commands_for_its_codes_and_texts() -> None:
    with pytest.raises(UnreadableRatings) as refused:
        read(coded_project(TEXTS, {"ann": ["", "", ""]}))
    assert str(refused.value) == (
        "1.qdpx: The project has 0 codes and no coding. To take its codes: import_codebook. To take its texts: "
        "save them as a table with the columns id, title and text, and use import_advisories."
    )


def test_projects_and_tables_are_not_mixed_whatever_the_table_says() -> None:
    files = [File("a.csv", b"no,table\n"), File("b.qdpx", coded_project(TEXTS, {"ann": ["leak", "", ""]}))]
    for given in (files, files[::-1]):
        with pytest.raises(UnreadableRatings, match=r"^Do not mix project files and tables\.$"):
            read_files(given)


def test_decisions_of_our_own_export_are_nobodys_ratings() -> None:
    content = factory.rendered("study.qdpx", factory.small())
    ratings = read(content)
    assert ratings.raters == ("Ada", "Bo")
    assert ratings.sheaf.final is not None
    assert (ratings.sheaf.final.name, ratings.sheaf.final.filled) == ("consensus", 4)
    assert "consensus" in read(content, final="none").raters
