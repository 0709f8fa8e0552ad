"""`manage.py agreement --segments`: passages of a file next to ratings of a file."""

from pathlib import Path

import pytest

from tests.support.agreement_command import refusal, report, run

LABELS = "unit,Ada,Bo\n1,dos,dos\n2,xss,xss\n3,dos,xss\n4,dos,\n"
HEADER = "unit,rater,code,start,end,length\n"
LINES = "1,Ada,dos,0,10,50\n1,Bo,dos,4,14,\n1,Bo,dos,20,30,\n2,Ada,xss,3,9,\n2,,,,,40\n3,,,,,40\n4,Ada,dos,1,2,40\n"


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    path = tmp_path / "labels.csv"
    path.write_text(LABELS, encoding="utf-8")
    return path


def passages(folder: Path, lines: str = LINES) -> Path:
    path = folder / "passages.csv"
    path.write_text(HEADER + lines, encoding="utf-8")
    return path


def test_passages_are_compared_and_named_in_every_form(labels: Path, tmp_path: Path) -> None:
    file = passages(tmp_path)
    segments = report(labels, "--segments", file)["segments"]
    assert segments["segment_dice"]["value"] == pytest.approx(12 / 30)
    assert (segments["segment_both_marked"], segments["segment_one_marked"]) == (1, 1)
    assert (segments["segment_any_overlap"]["value"], segments["segment_exact"]["value"]) == (2 / 3, 0)
    assert set(segments["per_code"]) == {"dos", "xss"}
    last = next(line for line in run(labels, "--segments", file).splitlines() if line.startswith("all codes"))
    assert last.split("  ")[-1] == "67 %"
    assert "1 of 2" in last
    assert "40 %" in last
    assert "| dos | 1 of 1 | 40.0 % |" in run(labels, "--segments", file, "--format", "md")


def test_without_passages_the_report_says_that_only_units_were_compared(labels: Path) -> None:
    assert "segments" not in report(labels)
    assert "Only the codes of units were compared, not passages." in run(labels)
    assert "Only the codes of units were compared" in run(labels, "--format", "md")


def test_equal_codes_on_other_words_are_said_first(labels: Path, tmp_path: Path) -> None:
    lines = "1,Ada,dos,0,10,50\n1,Bo,dos,10,20,\n2,,,,,40\n3,,,,,40\n4,,,,,40\n"
    answer = report(labels, "--segments", passages(tmp_path, lines))
    assert answer["remarks"] == ["The raters gave the same codes, but marked no words in common in 1 of 1 unit."]


def test_units_with_two_texts_are_dropped(labels: Path, tmp_path: Path) -> None:
    segments = report(labels, "--segments", passages(tmp_path, LINES + "1,,,,,51\n"))["segments"]
    assert (segments["units_dropped"], segments["units"], segments["segment_both_gave"]) == (1, 2, 1)
    assert segments["segment_dice"]["undefined"].startswith("no unit was marked by two raters")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("9,Ada,dos,0,1,9", ":9: The unit “9” is not among the units of the ratings."),
        ("1,Cem,dos,0,1,", ":9: The rater “Cem” is not among the raters."),
        ("3,Bo,dos,0,1,", ":9: In the ratings, Bo did not give the code “dos” to unit “3”."),
        ("4,Bo,dos,0,1,", ":9: In the ratings, Bo did not give the code “dos” to unit “4”."),
        ("1,Ada,dos,x,1,", ":9: “x” is no start."),
        ("1,Ada,dos,5,,", ":9: “” is no end."),
        ("1,Ada,dos,-1,4,", ":9: “-1” is no start."),
        ("1,Ada,dos,5,5,", ":9: The passage from 5 to 5 is empty or ends after the text"),
        ("1,Ada,dos,5,51,", ":9: The passage from 5 to 51 is empty or ends after the text, which has 50 characters."),
        ("1,Ada,dos,5,9", ":9: The row has 5 cells"),
    ],
)
def test_line_that_contradicts_the_ratings_is_refused_on_one_line(
    labels: Path, tmp_path: Path, line: str, sentence: str
) -> None:
    message = refusal(labels, "--segments", passages(tmp_path, f"{LINES}{line}\n"))
    assert sentence in message
    assert message.count("\n") == 1


def test_length_of_each_text_is_needed(labels: Path, tmp_path: Path) -> None:
    message = refusal(labels, "--segments", passages(tmp_path, "1,,,,,50\n"))
    assert "The length of the text of unit “2” is missing." in message
