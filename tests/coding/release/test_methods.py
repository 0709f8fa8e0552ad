"""Methods section: its numbers are those of the publication, and its sentences are grammatical."""

from __future__ import annotations

import pytest

from coding.dataset.plan import Reassignment
from coding.dataset.pseudonyms import pseudonymise
from coding.release.reports.agreement import agreement_md
from coding.release.reports.methods import methods_md
from coding.results.derive import Publication, derive
from tests.support import publications as factory


def text(publication: Publication) -> str:
    return methods_md(publication).decode()


def test_codes_too_rare_for_an_ordinary_interval_are_named_at_the_headline() -> None:
    publication = factory.small()
    remark = f"{publication.agreement['rare']['remark']}."
    assert remark == "Only 2 units fall outside the most common code; the interval rests on few units."
    assert remark in text(publication)
    assert remark in agreement_md(publication).decode().partition("## Units")[0]
    assert "posterior interval from 10,000 draws with seed" in text(publication)


def test_threshold_is_published_as_it_was_fixed() -> None:
    page = text(factory.small(threshold=0.667))
    assert "its threshold (0.667)" in page
    assert "The threshold of 0.667 was" in page


def test_methods_of_the_model_study_have_its_numbers() -> None:
    publication = factory.model()
    kappa = publication.agreement["coefficients"]["cohen_kappa"]
    page = text(publication)
    for sentence in (
        "The sample consists of 149 units from 2 projects, published between 2026-01-01 and 2026-01-28. All "
        "advisories of two projects, by date.",
        "Two raters coded the units from a codebook that was frozen before (round 1): Ada 149 units and Bo 149 units.",
        "The primary statistic (Cohen's kappa), its threshold (0.60) and the method of resolving disagreements (the "
        "final rater decides) were fixed when the round was opened on 2026-02-01; it was closed on 2026-02-20.",
        "on the 149 units with two ratings or more. "
        f"Cohen's kappa was {kappa['value']:.2f} (95 % interval {kappa['low']:.2f} to {kappa['high']:.2f}; BCa "
        f"bootstrap with 10,000 replicates and seed 7; standard error {kappa['se']:.3f}). With another seed, the last "
        "digit of the interval can differ by 1.",
        "The threshold of 0.60 was reached.",
        "The raters differed on 20 units (13.4 % of 149 units with two ratings or more): 20 with no code in common. "
        "Of these, 20 were decided by the final rater.",
        "The final rater, Ada, was one of the raters.",
        "from the codes of Ada on 0 of 149 units and from the codes of Bo on 20 of 149 units.",
        "The 149 decided units have 10 consequences: Unauthorized access (93 units, 62.4 %), ",
        "Incorrect provisioning (1 unit, 0.7 %) and Incorrect rendering (1 unit, 0.7 %).",
    ):
        assert sentence in page


def test_band_has_its_scale_and_caveat() -> None:
    publication = factory.model()
    band = publication.agreement["band"]
    page = text(publication)
    assert f"On the scale of {band['scale']} this is {band['word']}; the band that is reached with" in page
    assert band["caveat"] in page


def test_methods_of_open_coding_describe_the_matching() -> None:
    page = text(factory.open_style())
    assert "each in a vocabulary of their own" in page
    assert "6 codes of the raters' own vocabularies were matched to 3 shared codes by Lea." in page
    assert "Cohen's kappa was 0.00 (no interval: " in page
    assert "**Matching.**" not in text(factory.small())


def test_undefined_coefficient_has_a_reason() -> None:
    page = text(factory.empty())
    assert "Cohen's kappa is undefined: no unit was coded by both raters." in page
    assert "threshold of" not in page
    assert "No unit is decided yet." in page


def test_counts_of_one_are_in_the_singular() -> None:
    publication = factory.small()
    first = publication.data.units[0]
    one = factory.changed(
        publication.data,
        units=(first,),
        codings=publication.data.codings[:2],
        decisions=publication.data.decisions[:1],
        codebook=publication.data.codebook[:1],
    )
    page = text(derive(one))
    for sentence in (
        "The sample consists of 1 unit from 1 project,",
        "Ada 1 unit and Bo 1 unit.",
        "has 1 code.",
        "The raters did not differ on any of the 1 unit with two ratings or more.",
        "The 1 decided unit has 1 consequence: Access (1 unit, 100.0 %).",
    ):
        assert sentence in page


def test_methods_state_which_units_changed_hands() -> None:
    moved = (Reassignment(5, "Bo", "Cem", "2026-02-03"), Reassignment(1, "Ada", "Bo", "2026-02-04"))
    assert (
        "After the round was opened, units were reassigned: 5 units from Bo to Cem on 2026-02-03 and 1 unit from Ada "
        "to Bo on 2026-02-04. The allocation was planned before." in text(factory.small(reassignments=moved))
    )
    assert "reassigned" not in text(factory.small())
    hidden = text(derive(pseudonymise(factory.small(reassignments=moved[:1]).data)))
    assert "units were reassigned: 5 units from one rater to another." in hidden
    assert "2026-02-03" not in hidden


def test_undecided_units_are_counted() -> None:
    publication = factory.small()
    waiting = derive(factory.changed(publication.data, decisions=publication.data.decisions[:2]))
    page = text(waiting)
    assert "2 units are not decided." in page
    assert "2 units have no decision." in page


@pytest.mark.parametrize("make", [factory.multi_label, factory.hostile, factory.empty, factory.open_style])
def test_methods_contain_no_internal_value(make) -> None:
    for leak in ("None", " nan", "{", "}", "final_rater", "krippendorff_alpha"):
        assert leak not in text(make()).replace("{/etc/passwd}", "").replace("{c}", "")


def test_methods_describe_blinding_and_the_end_of_the_discussion() -> None:
    data = factory.changed(
        factory.model().data,
        resolution_method="discussion_then_final_rater",
        blind_adjudication=True,
        discussion_ended_at="2026-02-25T10:00:00Z",
    )
    page = text(derive(data))
    assert "The final rater did not see who had coded what." in page
    assert "The discussion was ended on 2026-02-25, before all raters had responded." in page
    for sentence in ("did not see who", "The discussion was ended"):
        assert sentence not in text(factory.model())
