"""What a release says of the origin of its ratings: of ratings from files, nothing that is not known (promise 8)."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coding.dataset.pseudonyms import pseudonymise
from coding.dataset.rating_sources import RatingSourceRow
from coding.dataset.rows import CommitmentRow
from coding.release.reports.agreement import agreement_md
from coding.release.reports.checklists import checklists_md
from coding.release.reports.methods import methods_md
from coding.release.reports.origin_text import BLANK, UNKNOWN, origin_text
from coding.results.derive import Publication, derive
from coding.statistics.design.screening_flow import Flow, Screened
from tests.coding.release.test_recompute import release
from tests.support import publications as factory
from tests.support.recomputing import recompute

SHA = "3f2a" + "0" * 60
BOTH = RatingSourceRow("study.csv", "Zoe", "2026-02-03T10:00:00Z", (("Ada", 4), ("Bo", 4)), SHA, 640, "replicate")
BO = RatingSourceRow("bo.xlsx", "Zoe", "2026-02-04T10:00:00Z", (("Bo", 4),), SHA, 640, "codings_import")
OWN = replace(BO, entered_by="Bo")
SOME_OF_BO = replace(OWN, ratings=(("Bo", 3),))
ADA_IN_PAGE = (("Ada", 4),)
# What is never said of ratings from files.
FORBIDDEN = re.compile(
    r"seal|blind|independen|only their own|fixed when|in advance|fixed before|frozen before|commitment",
    re.I,
)
# Items and names that say nothing of these ratings: those of the checklists, a setting that is off, an empty file.
ALLOWED = (
    UNKNOWN,
    "States whether raters worked independently",
    "identified in advance",
    '"color": "independent"',
    '"blind_adjudication": false',
    "commitments.json",
    '"commitments":',
)


def publication(*sources: RatingSourceRow, in_page: Any = (), **changes: Any) -> Publication:
    """Return the study `small`, whose ratings come from these files and, of the raters `in_page`, from Intercoder."""
    committed = [CommitmentRow(name, "2026-02-05T00:00:00Z", "s", "[]", "0" * 64, True) for name in dict(in_page)]
    left = {(rater, source.name): count for source in sources for rater, count in source.ratings}
    codings = []
    for row in factory.small().data.codings:
        file = next((name for (rater, name), count in left.items() if rater == row.rater and count), "")
        if file:
            left[row.rater, file] -= 1
        codings.append(replace(row, source=file))
    given = {"codings": tuple(codings), "commitments": committed, "rating_sources": sources, "in_page": in_page}
    return derive(factory.changed(factory.small().data, **{**given, **changes}))


PAGE = {"in_page": (("Ada", 4), ("Bo", 4))}


def texts(publication: Publication) -> str:
    return b"".join([methods_md(publication), checklists_md(publication), agreement_md(publication)]).decode()


def plain(page: str) -> str:
    """Return the text without the escapes of Markdown."""
    return re.sub(r"\\([^\w\s])", r"\1", page)


def all_texts(publication: Publication) -> dict[str, str]:
    """Return every text of the release by file, also those inside of archives."""
    contents = {}
    for name, content in factory.render_all(publication).items():
        if name.endswith((".qdpx", ".xlsx")):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                contents |= {
                    f"{name}/{part}": archive.read(part).decode("utf-8", "ignore") for part in archive.namelist()
                }
        elif not name.endswith((".png", ".pdf")):
            contents[name] = content.decode()
    return contents


def test_methods_of_ratings_from_files_name_file_hash_person_and_day() -> None:
    page = plain(texts(publication(BOTH)))
    for sentence in (
        "The ratings were entered from files: those of Ada and Bo from study.csv (SHA-256 3f2a00000000…, 8 ratings) by "
        f"Zoe on 2026-02-03. {UNKNOWN}",
        "Cohen's kappa was reported as the primary statistic, with a threshold of 0.60, and disagreements were settled "
        "by the final rater, as stated when the ratings were entered.",
        "The labels of the files were taken as codes of a fixed codebook.",
        "Agreement was computed from the ratings in the files",
        f"The ratings were entered from files on 2026-02-03: {BLANK}.",
        f"Cohen's kappa, stated when the ratings were entered (2026-02-03); when it was chosen: {BLANK}; reported with",
        "The threshold of 0.60, stated when the ratings were entered, is",
    ):
        assert sentence in page, sentence


@pytest.mark.parametrize(
    ("style", "sentence"),
    [
        ("open", "The raters' labels were taken as vocabularies of their own."),
        ("shared", "All labels of the files were taken as one codebook."),
    ],
)
def test_codebook_of_files_is_that_of_their_labels(style: str, sentence: str) -> None:
    assert sentence in plain(texts(publication(BOTH, style=style)))


def test_statistic_without_a_threshold_and_discussion_as_stated() -> None:
    page = plain(texts(publication(BOTH, threshold=None, resolution_method="discussion", final_rater="")))
    assert (
        "Cohen's kappa was reported as the primary statistic, and disagreements were settled in discussion, as stated "
        "when the ratings were entered."
    ) in page
    assert "No threshold was stated when the ratings were entered." in page


@pytest.mark.parametrize("pseudonyms", [False, True])
@pytest.mark.parametrize("style", ["open", "shared", "closed"])
def test_no_text_of_a_release_from_files_has_a_forbidden_word(style: str, pseudonyms: bool) -> None:
    given = publication(BOTH, style=style, screening=Screened(Flow(1, (), 0, 1, 1, 1, 0, 1), ()))
    if style == "open":
        rows = {"codings": tuple(replace(row, source="study.csv") for row in factory.open_style().data.codings)}
        given = derive(factory.changed(factory.open_style().data, rating_sources=(BOTH,), **rows))
    if pseudonyms:
        given = derive(pseudonymise(given.data))
    for name, text in all_texts(given).items():
        text = plain(text)
        for allowed in ALLOWED:
            text = text.replace(allowed, "")
        assert not (word := FORBIDDEN.search(text)), (name, text[max(0, word.start() - 90) : word.end() + 60])


def test_ratings_of_both_kinds_are_told_apart_by_rater() -> None:
    given = publication(BO, in_page=ADA_IN_PAGE)
    page = plain(texts(given))
    for sentence in (
        "Ada coded in Intercoder. The ratings of Bo were entered from bo.xlsx (SHA-256 3f2a00000000…, 4 ratings) by "
        f"Zoe on 2026-02-04; how they were made is not known to the software: {BLANK}.",
        "were fixed when the round was opened on 2026-02-01; it was closed on 2026-02-20. Ratings of Bo may be older.",
        "In Intercoder, raters coded from a codebook that was frozen before. The labels of Bo were taken as codes of "
        "that codebook.",
        "The codings of Ada were sealed from 2026-02-01T00:00:00Z to 2026-02-20T00:00:00Z. Those of Bo were entered "
        f"from a file by Zoe, who saw them: {BLANK}. 1 of 1 commitment to completed codings still match. They cover 4 "
        "of 4 ratings coded in Intercoder.",
        "fixed when the round was opened (2026-02-01T00:00:00Z); reported with",
    ):
        assert sentence in page, sentence
    assert "only their own" not in page
    assert origin_text(given.plan) == "Ada: coded in Intercoder, sealed. Bo: entered from a file."


def test_rater_with_both_kinds_is_told_apart_by_units() -> None:
    given = publication(SOME_OF_BO, in_page=(("Ada", 4), ("Bo", 1)))
    page = plain(texts(given))
    for sentence in (
        "Ada coded in Intercoder. Bo coded 1 unit in Intercoder; 3 were entered from bo.xlsx (SHA-256 3f2a00000000…, 3 "
        f"ratings) by Bo on 2026-02-04; how they were made is not known to the software: {BLANK}.",
        "The codings of Ada and Bo on 1 unit were sealed from",
        f"Those of Bo on 3 units were entered from a file by Bo: {BLANK}.",
    ):
        assert sentence in page, sentence
    assert "Bo: 1 unit coded in Intercoder, sealed; 3 entered from a file." in origin_text(given.plan)


def test_rater_who_entered_their_own_file_is_named_and_not_said_to_have_seen_it() -> None:
    page = plain(texts(publication(OWN, in_page=ADA_IN_PAGE)))
    assert "bo.xlsx (SHA-256 3f2a00000000…, 4 ratings) by Bo on 2026-02-04" in page
    assert f"Those of Bo were entered from a file by Bo: {BLANK}." in page


def test_nothing_was_fixed_before_ratings_that_were_entered_earlier() -> None:
    older = replace(BO, entered_at="2026-01-04T10:00:00Z")
    page = plain(texts(publication(older, in_page=ADA_IN_PAGE)))
    assert "were stated when the round was opened on 2026-02-01" in page
    assert "fixed when" not in page


def test_ratings_submitted_here_are_called_sealed() -> None:
    page = texts(publication(**PAGE))
    assert "each rater saw only their own. 2 of 2 commitments" in page
    assert "entered" not in page
    assert origin_text(publication(**PAGE).plan) == "Sealed coding in Intercoder."


def test_what_else_a_file_held_is_said() -> None:
    source = replace(BO, held_others=("Ada",), held_final="Agreed")
    page = plain(texts(publication(source, in_page=ADA_IN_PAGE)))
    assert "The file of Bo also held the ratings of Ada and a column Agreed." in page
    assert "The file of Ada and Bo also held a column Agreed." in plain(
        texts(publication(replace(BOTH, held_final="Agreed")))
    )


def test_decisions_on_labels_are_printed() -> None:
    decided = [
        {"option": "join", "value": "Non=Not", "label": "Non", "read_as": "Not", "raters": {"Ada": 2, "Bo": 1}},
        {"option": "missing", "value": "NA", "ratings": 1, "label": "NA", "read_as": "", "raters": {"Bo": 1}},
        {"option": "separator", "value": ";", "ratings": None},
        {"option": "doubled", "value": "first", "ratings": None},
        {"option": "drop_rows", "value": "Total", "ratings": None},
    ]  # fmt: skip
    page = plain(texts(publication(replace(BOTH, reading={"decided": decided}))))
    for sentence in (
        "On import “Non” was read as “Not” (2 ratings of Ada and 1 of Bo), as decided by Zoe.",
        "On import “NA” was read as not coded (1 rating of Bo), as decided by Zoe.",
        "On import “;” separated the codes of a cell, as decided by Zoe.",
        "On import the first row counted of a unit that stood twice, as decided by Zoe.",
        "On import the row “Total” was left out, as decided by Zoe.",
    ):
        assert sentence in page, sentence


def test_settings_of_the_page_are_not_said_of_ratings_from_files() -> None:
    shown = {"show_classifications": True, "unit_order": "random"}
    assert "Raters saw severity" not in texts(publication(BOTH, **shown))
    assert "In Intercoder, raters saw severity, CVSS and CWE while they coded." in texts(
        publication(BO, in_page=ADA_IN_PAGE, **shown)
    )


def test_final_rater_of_ratings_from_files_is_not_called_blind() -> None:
    page = texts(publication(BOTH, blind_adjudication=True, reopenings=(("2026-02-22", "typing error"),)))
    assert "The final rater did not see" not in page
    assert "Intercoder did not show the final rater who had coded what until the round was settled" in page
    assert "The final rater did not see who had coded what." in texts(publication(**PAGE, blind_adjudication=True))


def test_codings_csv_sources_json_and_agreement_json_have_the_origin() -> None:
    files = factory.render_all(publication(replace(BO, reading={"layout": "wide"}), in_page=ADA_IN_PAGE))
    rows = list(csv.DictReader(io.StringIO(files["codings.csv"].decode())))
    of = {row["rater"]: (row["source"], row["entered_by"], row["entered_at"]) for row in rows}
    assert of == {"Ada": ("", "", ""), "Bo": ("bo.xlsx", "Zoe", "2026-02-04T10:00:00Z")}
    [source] = json.loads(files["sources.json"])
    assert (source["source"], source["sha256"], source["reading"]) == ("bo.xlsx", SHA, {"layout": "wide"})
    assert json.loads(files["agreement.json"])["origin"] == "mixed"
    crate = {one["@id"]: one for one in json.loads(files["ro-crate-metadata.json"])["@graph"]}
    assert (crate["#origin"]["value"], crate["#source-1"]["sha256"]) == ("mixed", SHA)
    assert json.loads(files["study.json"])["rating_sources"][0]["source"] == "bo.xlsx"
    page = factory.render_all(publication(**PAGE))
    assert "sources.json" not in page
    assert json.loads(page["agreement.json"])["origin"] == "page"


def test_release_of_each_kind_recomputes_itself(tmp_path: Path) -> None:
    mixed = publication(BO, in_page=ADA_IN_PAGE)
    for given in (publication(BOTH), mixed, derive(pseudonymise(mixed.data)), publication(**PAGE)):
        assert recompute(release(given, tmp_path)).returncode == 0


SECRET = {
    "decided": [
        {"option": "join", "value": "a=b", "label": "a", "read_as": "b", "raters": {"Bo": 2}},
        {"option": "missing", "value": "x", "raters": {"Zoe of the file": 2}},
        {"option": "raters", "value": "Zoe", "ratings": None},
    ],
    "raters": [{"name": "Bo", "from": "Zoe"}],
}
HELD = replace(BO, held_others=("Ada", "Carl"), held_final="Agreed")


@pytest.mark.parametrize(("source", "in_page"), [(BOTH, ()), (HELD, ADA_IN_PAGE)])
def test_pseudonymised_release_calls_files_by_number_and_who_entered_them_lead(source: Any, in_page: Any) -> None:
    given = publication(replace(source, reading=SECRET), in_page=in_page)
    files = all_texts(derive(pseudonymise(given.data, {1: ["Bo", "Ada"]})))
    [listed] = json.loads(files["sources.json"])
    assert (listed["source"], listed["entered_by"], listed["entered_at"]) == ("file 1", "lead", source.day)
    assert (listed["sha256"], listed["bytes"], listed["door"]) == (None, None, None)
    assert {row["source"] for row in csv.DictReader(io.StringIO(files["codings.csv"]))} <= {"", "file 1"}
    for name, text in files.items():
        for hidden in (*("bo.xlsx", "study.csv", SHA[:12], "T10:00:00Z"), *("Ada", "Bo ", "Zoe", "Carl", "Agreed")):
            assert hidden not in text, (name, hidden)
    page = plain(files["methods.md"])
    assert "On import “a” was read as “b” (2 ratings of rater-1), as decided by the lead." in page
    if in_page:
        assert (
            "rater-2 coded in Intercoder. The ratings of rater-1 were entered from file 1 (4 ratings) by the lead"
            in page
        )
        assert "also held the ratings of rater-2 and another person and a column of decisions." in page


def test_pseudonymised_rater_who_entered_their_own_file_has_a_letter() -> None:
    data = pseudonymise(publication(OWN, in_page=ADA_IN_PAGE).data)
    [source] = data.plan.rating_sources
    assert (source.entered_by, source.ratings) == ("rater-2", (("rater-2", 4),))
    others = replace(BOTH, entered_by="Bo")  # a rater who is the lead as well
    assert [row.entered_by for row in pseudonymise(publication(others).data).plan.rating_sources] == ["lead"]


def test_codings_that_their_rater_changed_are_counted() -> None:
    data = factory.small().data
    assert "changed by the rater" not in texts(derive(data))
    first, *others = data.codings
    changed = replace(data, codings=[replace(first, version=2), *others])
    assert "1 coding was changed by the rater before the round was closed; the last version counts." in texts(
        derive(changed)
    )
