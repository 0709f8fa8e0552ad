"""Tables of docs/ that are generated from the code."""

import pytest

from tests.support import ROOT
from tests.support.docs_tables import TABLES, filled


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_the_documentation_are_current(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == filled(name), "run `make docs`"
