"""What a release states of ratings that come from files: nothing that is not known (promise 8)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from coding.dataset.plan import ImportedRatings
from coding.dataset.pseudonyms import pseudonymise
from coding.dataset.rows import CommitmentRow
from coding.release.reports.agreement import agreement_md
from coding.release.reports.checklists import checklists_md
from coding.release.reports.methods import methods_md
from coding.results.derive import Publication, derive
from tests.support import publications as factory

CLAIMS = ("sealed", "each rater saw only their own", "fixed when the round", "fixed in advance", "commitment", "blind")
OF_PAGE = {"raters_per_unit": "Each unit was assigned to 2 raters.", "unit_order": "in a different random order"}
ADA = ImportedRatings(4, "Ada", "ratings.csv", "2026-02-03")
BO = ImportedRatings(4, "Bo", "bo.xlsx", "2026-02-04")


def texts(publication: Publication) -> str:
    return b"".join([methods_md(publication), checklists_md(publication), agreement_md(publication)]).decode()


def publication(*imported: ImportedRatings, **changes: Any) -> Publication:
    origin = {0: "page", 1: "mixed", 2: "files"}[len(imported)]
    committed = [CommitmentRow(name, "2026-02-05T00:00:00Z", "s", "[]", "0" * 64, True) for name in ("Ada", "Bo")]
    return factory.small(imported=imported, origin=origin, commitments=committed, **changes)


def test_ratings_from_files_are_never_called_sealed_or_fixed_in_advance() -> None:
    page = texts(publication(ADA, BO))
    assert [claim for claim in CLAIMS if claim in page] == []
    assert "those of Ada from ratings.csv on 2026-02-03 (4 ratings)" in page
    assert "whether the raters worked independently, is not known to the software" in page
    assert "The primary statistic (Cohen's kappa)" in page
    assert "were stated when the ratings were imported." in page
    assert "Agreement was computed from the ratings in the files" in page


def test_final_rater_of_ratings_from_files_is_not_called_blind() -> None:
    page = texts(publication(ADA, BO, blind_adjudication=True))
    assert "The final rater did not see" not in page
    assert "Intercoder did not show the final rater who had coded what." in page
    assert "The final rater did not see who had coded what." in texts(publication(blind_adjudication=True))


def test_ratings_of_both_kinds_are_told_apart() -> None:
    page = texts(publication(BO))
    assert "The codings submitted in Intercoder were sealed from" in page
    assert "each rater saw only their own" not in page
    assert "those of Bo from bo.xlsx on 2026-02-04 (4 ratings)" in page
    assert "Imported ratings may be older." in page
    assert "1 of 1 commitment to completed codings" in page


def test_ratings_submitted_here_are_called_sealed() -> None:
    page = texts(publication())
    assert "each rater saw only their own. 2 of 2 commitments" in page
    assert "imported" not in page


@pytest.mark.parametrize("imported", [(BO,), (ADA, BO)])
def test_pseudonymised_release_states_neither_files_nor_whose_ratings_came_from_them(imported: Any) -> None:
    data = pseudonymise(publication(*imported).data)
    page = texts(derive(data))
    assert f"{4 * len(imported)} ratings came from files." in page
    assert not {"bo.xlsx", "ratings.csv", "2026-02-04", "Ada", "Bo "} & set(page.split())


def test_codings_that_their_rater_changed_are_counted() -> None:
    data = factory.small().data
    assert "changed by the rater" not in texts(derive(data))
    first, *others = data.codings
    changed = replace(data, codings=[replace(first, version=2), *others])
    assert "1 coding was changed by the rater before the round was closed; the last version counts." in texts(
        derive(changed)
    )
