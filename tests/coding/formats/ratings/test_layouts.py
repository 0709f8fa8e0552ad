"""The layouts of sheets, what is asked, and what is refused with a sentence."""

import io
import json
import zipfile

import pytest

from coding.formats.ratings.options import ReadingNeeded, ReadingOptions, UnreadableRatings
from coding.formats.ratings.paths import File
from coding.formats.ratings.read import RatingsRead, read_files
from coding.formats.ratings.spellings import twins


def read(*contents: str | bytes, names: tuple[str, ...] = (), **options: object) -> RatingsRead:
    files = [
        File(names[index] if names else f"codes{index or ''}.csv", text.encode() if isinstance(text, str) else text)
        for index, text in enumerate(contents)
    ]
    return read_files(files, ReadingOptions().but(**options))


def refusal(*contents: str | bytes, names: tuple[str, ...] = (), **options: object) -> str:
    with pytest.raises(UnreadableRatings) as refused:
        read(*contents, names=names, **options)
    return str(refused.value)


WIDE = {"ada": [("leak",), ("outage",)], "bo": [("leak",), None]}


@pytest.mark.parametrize(
    ("content", "options"),
    [
        ("unit,ada,bo\n1,leak,leak\n2,outage,\n", {}),
        ("unit;ada;bo\n1;leak;leak\n2;outage;\n", {}),
        ("unit|ada|bo\n1|leak|leak\n2|outage|\n", {}),
        ("sep=;\nunit;ada;bo\n1;leak;leak\n2;outage;\n", {}),
        ("\ufeffunit,ada,bo\r\n1,leak,leak\r\n2,outage,\r\n", {}),
        ("unit\tada\tbo\n1\tleak\tleak\n2\toutage\n".encode("utf-16"), {}),
        ('\n"ada","Unit","bo"\n\n"leak","1","leak"\n,,\noutage,2\n', {}),
        ("Our study,,\nunit,ada,bo\n1,leak,leak\n2,outage,\n", {}),
        ("unit,coder,label\n1,ada,leak\n1,bo,leak\n2,ada,outage\n", {}),
        ('[{"unit": 1, "ada": "leak", "bo": "leak"}, {"unit": 2, "ada": "outage", "bo": null}]', {}),
        ('{"unit": [1, 2], "ada": ["leak", "outage"], "bo": ["leak", null]}', {}),
        ('{"unit": {"0": 1, "1": 2}, "ada": {"0": "leak", "1": "outage"}, "bo": {"0": "leak"}}', {}),
        ('{"unit": 1, "ada": "leak", "bo": "leak"}\n{"unit": 2, "ada": "outage"}\n', {}),
        ("unit,ada,bo\n1,leak\u00a0,\u200bleak\n2,outage,\n", {}),
        ("unit,bo,ada\n1,leak,leak\n2,,outage\n", {"raters": ("ada", "bo")}),
    ],
    ids=[
        "commas",
        "semicolons",
        "bars",
        "sep line",
        "byte-order mark",
        "Unicode Text",
        "quotes and short rows",
        "title above",
        "long",
        "JSON list",
        "JSON columns",
        "JSON of pandas",
        "JSON lines",
        "blanks at the ends",
        "order of raters",
    ],
)
def test_same_ratings_in_every_file(content: str | bytes, options: dict[str, object]) -> None:
    assert read(content, **options).codes == WIDE


def test_two_files_of_one_rater_each_are_joined_by_the_names_of_units() -> None:
    joined = read("unit,code\n1,leak\n2,outage\n", "unit,code\n2,outage\n1,leak\n", names=("ada.csv", "bo.csv"))
    assert joined.codes == {"ada": [("leak",), ("outage",)], "bo": [("leak",), ("outage",)]}
    assert joined.sheaf.unit_columns == ("unit",)


def test_shortened_hash_names_the_same_unit() -> None:
    long, other = "a6a3a4506513270e269e0d37f2a74de452e6b438", "1818e811892f902bd23f0824128b2f330c5c7fd0"
    first = f"commit,code\n{long},leak\n{other},leak\n"
    joined = read(first, f"commit,code\n{other[:9]},leak\n{long[:7]},outage\n", names=("ada.csv", "bo.csv"))
    assert joined.codes["bo"] == [("outage",), ("leak",)]


def test_final_column_is_kept_apart_and_notes_are_left_out() -> None:
    sheet = read("unit,title,ada,bo,agreed,comment\n1,T,leak,leak,leak,x\n2,U,leak,outage,outage,\n")
    assert sheet.raters == ("ada", "bo")
    assert sheet.sheaf.final is not None
    assert sheet.sheaf.final.name == "agreed"
    assert {left.name for left in sheet.left_out} == {"title", "comment"}


def test_a_rater_may_have_the_name_of_a_note_if_it_is_told() -> None:
    sheet = read("unit,note,final\n1,leak,leak\n2,leak,outage\n", raters=("note", "final"))
    assert sheet.raters == ("note", "final")


@pytest.mark.parametrize(
    ("content", "option", "values"),
    [
        (
            "unit,ada,bo,cy\n1,leak,leak,\n2,leak,outage,leak\n3,outage,leak,leak\n4,leak,leak,\n",
            "final",
            ["cy", ("raters", "ada,bo"), ("raters", "ada,bo,cy")],
        ),
        ("unit,rater,label,code\n1,ada,x,p\n1,bo,y,p\n2,ada,x,q\n", "code_column", ["label", "code"]),
        ("unit,rater,coder,label\n1,ada,x,p\n1,bo,y,p\n2,ada,x,q\n", "rater_column", ["rater", "coder"]),
        ("unit,ada,bo\n1,a;b,b;a\n2,a,b\n3,b;a,a;b\n", "separator", [";"]),
        ("unit,ada,bo\n1,leak,leak\n1,outage,leak\n2,leak,leak\n", "doubled", ["first", "last", "drop", "count"]),
        ("unit,ada,bo\n1,0,1\n2,1,1\n3,0,0\nTotal,1,2\n", "drop_rows", ["Total", ("unit", "")]),
    ],
    ids=["decisions or rater", "two code columns", "two rater columns", "separator", "doubled unit", "total"],
)
def test_what_is_ambiguous_is_asked(content: str, option: str, values: list[str | tuple[str, str]]) -> None:
    with pytest.raises(ReadingNeeded) as asked:
        read(content)
    [ask] = asked.value.asks
    choices = [(choice.option, choice.value) if choice.option else choice.value for choice in ask.choices]
    assert (ask.option, choices) == (option, values)
    assert f"--{option.replace('_', '-')}" in str(asked.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "The file holds no ratings."),
        ("unit,ada,bo\n", "The file holds no ratings."),
        ("unit,ada,bo\n1,,\n2,,\n", "The file holds no ratings."),
        ("unit,ada\n1,leak\n2,outage\n", "Only ada's ratings are here. Name the other file, too."),
        ("unit,ada,ada\n1,leak,leak\n", "Two columns are called “ada” and “ada”."),
        ("unit,ada,bo\n1,leak,leak,outage\n", "Line 2 has 4 cells, the header 3."),
        ('unit,ada,bo\n1,"leak,leak\n', "a double quote is not closed"),
        ("leak,leak\nleak,outage\nleak,leak\noutage,leak\n", "Use --header-row 0 to number the columns"),
        ("unit,ada,bo\n1,é,b\n".encode("latin-1"), "Line 2 is not UTF-8."),
        (b"unit,ada\0,bo\n", "This is no text."),
        (b"%PDF-1.7", "This is a PDF. Save the sheet as CSV, XLSX or ODS."),
        ("unit,Ada,ada\n1,leak,leak\n", "Two columns are called “Ada” and “ada”."),
        (b"PK\x03\x04rest", "The workbook is broken"),
        ("unit,crash,leak\n" + "1,2,1\n2,0,3\n3,3,0\n4,1,2\n5,2,1\n", "Each row sums to 3"),
        ("unit,title,notes\n1,Text,x\n2,Other,y\n", "Name the raters with --raters."),
        ("unit,rater,code\n1,ada,leak\n2,bo,leak\n", "nothing to compare (2 units; ada 1, bo 1)"),
        ("unit,rater,code\n1,ada,leak\n1,bo,leak\n1,ada,outage\n", "ada has two codes for unit 1 (lines 2 and 4)."),
        ("unit,rater,code\n1,ada,leak\n1,,leak\n", "Line 3 names no rater."),
        ("unit,rater,code\n1,ada,leak\n1,,leak\n1,bo,leak\n", "Line 3 names no rater."),
        ("unit,ada,bo\n1,leak,leak\n,outage,leak\n", "Line 3 has codes but names no unit."),
        (
            "unit,ada,bo\n" + "".join(f"{n},leak,leak\n" for n in range(10)) + "10,leak," + "x" * 201 + "\n",
            "is too long. Use at most 200 characters.",
        ),
        ('unit,ada,bo\n1,"[""a""]",b\n2,a,b\n', "some cells of ada are lists of codes and this one is not"),
        (json.dumps([{"data": {"id": 1}, "annotations": [], "predictions": []}]), "1 tasks, no annotation."),
    ],
)
def test_bad_input_is_refused_with_a_sentence(content: str | bytes, sentence: str) -> None:
    message = refusal(content)
    assert sentence in message
    assert "\n" not in message


def test_files_without_names_of_units_are_not_joined_by_their_order() -> None:
    sheet = "code,text\n" + "".join(f"leak,a long text number {n}\n" for n in range(12))
    assert "Rows cannot be joined by their order" in refusal(sheet, sheet, names=("ada.csv", "bo.csv"))


def test_files_that_only_number_their_rows_are_not_joined() -> None:
    message = refusal(
        ",code,note\n0,leak,\n1,outage,x\n", ",code,note\n0,leak,\n1,outage,\n", names=("ada.csv", "bo.csv")
    )
    assert "Rows cannot be joined by their order" in message


def test_files_of_different_samples_are_refused() -> None:
    first = "".join(f"{n},leak\n" for n in range(10))
    other = "".join(f"{n},leak\n" for n in range(8, 18))
    message = refusal(f"unit,code\n{first}", f"unit,code\n{other}", names=("ada.csv", "bo.csv"))
    assert "have 2 of 10 units in common by unit. Are they of the same sample?" in message


def test_option_that_names_no_column_is_refused_with_the_columns() -> None:
    message = refusal("unit,ada,bo\n1,leak,leak\n", raters=("ada", "carl"))
    assert "There is no column “carl”. The columns are unit, ada, bo." in message


def test_doubled_unit_with_the_same_codes_counts_once_with_a_warning() -> None:
    sheet = read("unit,ada,bo\n1,leak,leak\n1,leak,leak\n2,leak,outage\n")
    assert sheet.sheaf.units == ["1", "2"]
    assert [check.severity for check in sheet.checks if check.code == "doubled_unit"] == ["warn"]


@pytest.mark.parametrize(
    ("doubled", "units", "ada"),
    [
        ("first", ["1", "2"], ["leak", "leak"]),
        ("last", ["1", "2"], ["outage", "leak"]),
        ("drop", ["2"], ["leak"]),
        ("count", ["1", "1 (2)", "2"], ["leak", "outage", "leak"]),
    ],
)
def test_doubled_unit_is_read_as_told(doubled: str, units: list[str], ada: list[str]) -> None:
    sheet = read("unit,ada,bo\n1,leak,leak\n1,outage,leak\n2,leak,outage\n", doubled=doubled)
    assert sheet.sheaf.units == units
    assert [codes[0] for codes in sheet.codes["ada"] if codes] == ada


def test_number_in_a_grid_of_raters_and_questions_is_the_rater() -> None:
    content = "unit,why_1,why_2,what1,what2\n1,a,a,p,p\n2,b,a,p,q\n3,a,b,q,q\n"
    assert read(content, question="why").codes == {"1": [("a",), ("b",), ("a",)], "2": [("a",), ("a",), ("b",)]}


def test_codes_and_notes_of_raters_are_no_questions() -> None:
    sheet = read("unit,ada_code,ada_notes,bo_code,bo_notes\n1,leak,see text,leak,\n2,leak,,outage,\n")
    assert sheet.raters == ("ada", "bo")
    assert {left.name for left in sheet.left_out} == {"ada_notes", "bo_notes"}


def test_words_that_look_missing_count_as_codes_until_told() -> None:
    content = "unit,ada,bo\n1,leak,N/A\n2,leak,leak\n"
    assert read(content).codes["bo"] == [("N/A",), ("leak",)]
    assert read(content, missing=("n/a",)).codes["bo"] == [None, ("leak",)]


def test_label_is_read_as_told_and_said() -> None:
    sheet = read("unit,ada,bo\n1,leak,Leak\n2,leak,leak\n", joins={"Leak": "leak"})
    assert sheet.codes["bo"] == [("leak",), ("leak",)]
    assert sheet.decided == [
        {
            "option": "join",
            "value": "Leak=leak",
            "ratings": 1,
            "label": "Leak",
            "read_as": "leak",
            "raters": {"bo": 1},
        }
    ]


def test_backslash_and_semicolon_are_characters() -> None:
    sheet = read("unit,ada,bo\n1,C:\\new,a\\;b\n2,trail ..\\,a\\;b\n")
    assert sheet.codes == {"ada": [("C:\\new",), ("trail ..\\",)], "bo": [("a\\;b",), ("a\\;b",)]}


def archive(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return stream.getvalue()


def test_members_of_an_archive_are_read_as_if_given_one_by_one() -> None:
    sheets = {"ada.csv": b"unit,code\n1,leak\n", "bo.csv": b"unit,code\n1,outage\n"}
    zipped = archive({**sheets, "__MACOSX/x": b"?", ".DS_Store": b"?"})
    assert read(zipped, names=("both.zip",)).codes == {"ada": [("leak",)], "bo": [("outage",)]}


def test_member_of_an_archive_that_is_too_large_is_refused_and_never_cut() -> None:
    large = b"unit,code\n" + b"1,leak\n" * (3 << 20)
    assert "ada.csv: The file is larger than 20 MiB." in refusal(archive({"ada.csv": large}), names=("a.zip",))


def test_archive_without_a_file_of_ratings_is_refused() -> None:
    assert "holds no file of ratings" in refusal(archive({"__MACOSX/a.csv": b"x"}), names=("a.zip",))


@pytest.mark.parametrize(
    ("key", "value"), [("predictions", 5), ("drafts", 5), ("annotations", 5), ("annotations", [{"result": 5}])]
)
def test_label_studio_with_other_values_than_lists_is_refused(key: str, value: object) -> None:
    good = {"data": {"id": "1"}, "annotations": [{"completed_by": 1, "result": []}], "predictions": []}
    with pytest.raises(UnreadableRatings):
        read(json.dumps([{**good, key: value}, good]))


def test_decisions_in_a_grid_of_raters_and_questions_are_nobodys_ratings() -> None:
    rows = "1,a,p,a,p,a,p\n2,b,p,a,p,a,p\n3,b,q,b,q,b,q\n4,a,q,b,q,b,q\n"
    sheet = read(f"unit,ada_kind,ada_effect,bo_kind,bo_effect,final_kind,final_effect\n{rows}", question="kind")
    assert sheet.raters == ("ada", "bo")
    assert sheet.sheaf.final is not None
    assert sheet.sheaf.final.name == "final_kind"


def test_person_or_file_with_the_name_of_a_decision_is_asked_about() -> None:
    sheets = ["unit,code\n1,leak\n2,outage\n"] * 3
    assert '--raters "ada,bo"' in refusal(*sheets, names=("ada.csv", "bo.csv", "consensus.csv"))
    rows = "".join(f"{unit},{rater},leak\n" for unit in (1, 2) for rater in ("ada", "bo", "agreed"))
    assert '--raters "ada,bo"' in refusal(f"unit,rater,code\n{rows}")


@pytest.mark.parametrize("name", ["finalLabel", "Konsens", "Consolidated", "same", "agree?"])
def test_column_of_decisions_or_comparisons_is_no_rater(name: str) -> None:
    assert read(f"unit,ada,bo,{name}\n1,a,a,a\n2,a,b,b\n3,b,b,b\n").raters == ("ada", "bo")


def test_people_beside_columns_of_ratings_are_asked_about() -> None:
    assert "--layout wide" in refusal("participant,Q1,Q2\nada,u,x\nbo,u,y\ncy,v,z\n")


def test_number_of_a_row_is_no_unit_of_a_long_table() -> None:
    sheet = read("id,issue,rater,code\n1,x,ada,leak\n2,x,bo,leak\n3,y,ada,leak\n4,y,bo,outage\n")
    assert (sheet.sheaf.units, sheet.sheaf.unit_columns) == (["x", "y"], ("issue",))


def test_statistics_below_the_units_are_left_out() -> None:
    rows = "1,a,a\n2,a,b\n3,b,b\nCohen's kappa,0.71,\n% agreement,78%,\nGrand Total,30,30\n"
    assert read(f"unit,ada,bo\n{rows}").sheaf.units == ["1", "2", "3"]


def test_blanks_at_the_ends_count_if_told() -> None:
    content = 'unit,ada,bo\n1,"a ",a\n2,b,b\n'
    assert read(content).codes["ada"] == [("a",), ("b",)]
    assert read(content, blanks="keep").codes["ada"] == [("a ",), ("b",)]


def test_hashes_of_digits_and_in_capitals_are_joined_as_others_are() -> None:
    digits, other = "1234567890123456789012345678901234567890", "a6a3a4506513270e269e0d37f2a74de452e6b438"
    first = f"commit,code\n{digits},leak\n{other},leak\n"
    joined = read(first, f"commit,code\n{digits[:7]},leak\n{other[:7].upper()},outage\n", names=("ada.csv", "bo.csv"))
    assert joined.codes["bo"] == [("leak",), ("outage",)]


def test_first_row_of_ratings_is_seen_although_its_unit_occurs_once() -> None:
    assert "--header-row 0" in refusal("1,leak,crash\n2,leak,leak\n3,crash,crash\n4,leak,leak\n")


def test_thousands_of_labels_are_refused_as_free_text() -> None:
    rows = "".join(f"{n},text {n % 6_000},leak\n" for n in range(6_001))
    assert "Is a column free text?" in refusal(f"unit,ada,bo\n{rows}")


def test_few_pairs_of_many_alike_labels_are_listed() -> None:
    assert len(twins([f"leak{'!' * n}" for n in range(2_000)])) <= 400
