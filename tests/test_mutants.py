"""The table of planted faults (`make mutants`): each text occurs once, and each named test exists."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.support import ROOT
from tests.support.mutants import Mutant, read_mutants

MUTANTS = read_mutants()


def test_faults_have_unique_ids() -> None:
    assert [name for name, count in Counter(mutant.id for mutant in MUTANTS).items() if count > 1] == []


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.id)
def test_fault_can_be_planted(mutant: Mutant) -> None:
    assert (ROOT / mutant.file).read_text(encoding="utf-8").count(mutant.old) == 1, mutant.file
    assert mutant.new != mutant.old
    assert mutant.tests
    assert [test for test in mutant.tests if not exists(test)] == []


def exists(test: str) -> bool:
    """Return whether the file or folder exists, and the function or class if one is named."""
    path, _, name = test.partition("::")
    return (ROOT / path).exists() and (not name or f" {name.partition('[')[0]}(" in (ROOT / path).read_text("utf-8"))
