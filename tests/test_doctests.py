"""Examples in the docstrings of rooms that need no database."""

from __future__ import annotations

import doctest
import inspect
from importlib import import_module
from types import ModuleType

import pytest

from tests.support import ROOT

ROOMS = (
    "coding/statistics",
    "coding/dataset",
    "coding/results",
    "coding/rendering",
    "coding/formats",
    "advisories/formats",
    "advisories/inspection",
    "advisories/records",
    "advisories/tables",
    "advisories/text",
)
MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


class FinderOfDecorated(doctest.DocTestFinder):
    """Finder that includes functions wrapped by a decorator of another module."""

    def _from_module(self, module: ModuleType | None, object: object) -> bool:
        if module is not None and inspect.isroutine(object) and hasattr(object, "__wrapped__"):
            return inspect.unwrap(object).__module__ == module.__name__
        return bool(super()._from_module(module, object))  # type: ignore[misc]


def test_rooms_exist() -> None:
    assert [room for room in ROOMS if not (ROOT / room).is_dir()] == []


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_a_module_give_the_shown_results(name: str) -> None:
    module = import_module(name)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    report: list[str] = []
    for case in FinderOfDecorated().find(module, name):
        runner.run(case, out=report.append)
    assert runner.tries, f"{name} has examples that the finder missed"
    assert not runner.failures, "".join(report)
