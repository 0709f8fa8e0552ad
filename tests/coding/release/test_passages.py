"""Agreement on passages in a release: words, and the script that recomputes it."""

from dataclasses import replace
from pathlib import Path

from coding.dataset.rows import SegmentRow
from coding.results.derive import Publication
from tests.support import publications as factory
from tests.support.recomputing import recompute

READ = (
    *("table.csv", "outcomes.csv", "codings.csv", "decisions.csv", "matching.csv", "agreement.json", "recompute.py"),
    "segments.csv",
)


def marked(*, ada: tuple[int, int] | None, bo: tuple[int, int] | None) -> Publication:
    """Return the study `small`, in which both raters give unit 2 the same code and mark these characters."""
    data = factory.small().data
    of = {"Ada": ada, "Bo": bo}

    def segments(rater: str) -> tuple[SegmentRow, ...]:
        passage = of[rater]
        return (SegmentRow("Leak", *passage, "words", "Leak"),) if passage else ()

    codings = [replace(row, segments=segments(row.rater) if row.unit == 2 else ()) for row in data.codings]
    return factory.derive(factory.changed(data, codings=tuple(codings)))


def written(publication: Publication, folder: Path) -> Path:
    for name in READ:
        (folder / name).write_bytes(factory.rendered(name, publication))
    return folder


def test_common_characters_are_recomputed_from_the_passages(tmp_path: Path) -> None:
    folder = written(marked(ada=(0, 10), bo=(5, 20)), tmp_path)
    run = recompute(folder)
    assert (run.returncode, run.stderr) == (0, "")
    assert "segment_dice: 0.4000\n" in run.stdout
    passages = folder / "segments.csv"
    passages.write_text(passages.read_text().replace(",5,20,", ",6,20,"))
    run = recompute(folder)
    assert run.returncode == 1
    assert "agreement.json says segment_dice is 0.4, the passages give" in run.stderr


def test_texts_state_the_share_of_common_characters() -> None:
    publication = marked(ada=(0, 10), bo=(5, 20))
    methods = factory.rendered("methods.md", publication).decode()
    assert "Raters marked passages independently; of the marked characters 40.0 % were common." in methods
    assert "| Leak | 1 of 1 | 40.0 % |" in factory.rendered("agreement.md", publication).decode()


def test_equal_codes_on_other_words_do_not_read_as_agreement() -> None:
    publication = marked(ada=(0, 10), bo=(10, 20))
    remark = "The raters gave the same codes, but marked no words in common in 1 of 1 unit."
    assert remark in publication.agreement["remarks"]
    for name in ("methods.md", "agreement.md"):
        assert factory.rendered(name, publication).decode().count(remark) == 1


def test_without_passages_the_texts_say_that_only_units_were_compared() -> None:
    publication = marked(ada=None, bo=None)
    assert "segments" not in publication.agreement
    for name in ("methods.md", "agreement.md"):
        assert "Only the codes of units were compared" in factory.rendered(name, publication).decode()


def test_passages_of_one_rater_alone_are_no_agreement() -> None:
    publication = marked(ada=(0, 10), bo=None)
    assert publication.agreement["segments"]["segment_one_marked"] == 1
    methods = factory.rendered("methods.md", publication).decode()
    assert "Agreement on passages is undefined: no unit was marked by two raters" in methods
