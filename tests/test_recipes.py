"""The recipes of CONTRIBUTING.md, each carried out in a copy of the project with as many files as it states."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support import ROOT
from tests.support.project_copy import copied_project, replace_once

REPORT = """
import io, json
from contextlib import redirect_stdout
from django.core.management import call_command
from coding.api.assign import RoundPlanInput
from coding.api.meta import meta
from tests.support.docs_tables import TABLES

coefficient = io.StringIO()
with redirect_stdout(coefficient):
    from coding.statistics import coefficients
    help(getattr(coefficients, "made_up", coefficients.cohen_kappa))
options = io.StringIO()
with redirect_stdout(options):
    try:
        call_command("import_advisories", "--help")
    except SystemExit:
        pass
print(json.dumps({
    "meta": {name: rows for name, rows in meta().items() if isinstance(rows, list)},
    "docs": {title: table() for tables in TABLES.values() for title, table in tables.items()},
    "help": coefficient.getvalue(),
    "options": options.getvalue(),
    "plan": list(RoundPlanInput().fields),
}))
"""


def format_of_advisories(top: Path) -> list[str]:
    source = (top / "advisories/formats/osv.py").read_text(encoding="utf-8")
    (top / "advisories/formats/made_up.py").write_text(
        re.sub(r'^NAME(.*)= "osv"', r'NAME\1= "made_up"', source, flags=re.MULTILINE), encoding="utf-8"
    )
    table = top / "advisories/formats/__init__.py"
    replace_once(table, "ghsa_rest, osv, table", "ghsa_rest, made_up, osv, table")
    row = '        FileFormat(made_up.NAME, "Made up", "A format for a test.", (".json",), "text/json", made_up),\n'
    replace_once(
        table, "        FileFormat(\n            cve.NAME,", f"{row}        FileFormat(\n            cve.NAME,"
    )
    return ["advisories/formats/made_up.py", "advisories/formats/__init__.py"]


def coefficient(top: Path) -> list[str]:
    path = top / "coding/statistics/coefficients.py"
    function = '''

@coefficient(
    scope=(SINGLE, TWO_RATERS), label="made-up share", symbol="Made up", explanation="A coefficient for a test."
)
def made_up(ratings: Ratings, total: Total) -> Quotient:
    """Made-up share of pairs."""
    return percent_agreement.formula(ratings, total)
'''
    path.write_text(path.read_text(encoding="utf-8") + function, encoding="utf-8")
    return ["coding/statistics/coefficients.py", "docs/statistics.md"]


def release_file(top: Path) -> list[str]:
    module = '"""A file for a test."""\n\n\ndef made_up_csv(publication: object) -> bytes:\n    return b"made,up"\n'
    (top / "coding/release/tables/made_up.py").write_text(module, encoding="utf-8")
    table = top / "coding/release/__init__.py"
    replace_once(
        table,
        "from coding.results.derive import Publication",
        "from coding.release.tables.made_up import made_up_csv\nfrom coding.results.derive import Publication",
    )
    row = 'ReleaseFile("severity.csv", "Units by severity", severity_csv),'
    replace_once(table, row, f'{row}\n        ReleaseFile("made_up.csv", "A file for a test", made_up_csv),')
    return ["coding/release/tables/made_up.py", "coding/release/__init__.py"]


def round_setting(top: Path) -> list[str]:
    field = "    multi_label = models.BooleanField(default=False)"
    replace_once(top / "coding/models/round.py", field, f"    made_up = models.BooleanField(default=False)\n{field}")
    row = '        RoundSetting(\n            name="multi_label",'
    made_up = 'RoundSetting(name="made_up", label="Made up", help="A setting for a test.", kind="flag", default=False),'
    replace_once(top / "coding/round_settings/__init__.py", row, f"        {made_up}\n{row}")
    return ["coding/models/round.py", "coding/round_settings/__init__.py"]


def event_kind(top: Path) -> list[str]:
    path = top / "coding/models/event_kinds.py"
    replace_once(
        path, '    ROUND_PLANNED = "round_planned"\n', '    MADE_UP = "made_up"\n    ROUND_PLANNED = "round_planned"\n'
    )
    row = "    EventKind.ROUND_PLANNED: EventKindRow("
    made_up = '    EventKind.MADE_UP: EventKindRow(label="made up", describe=lambda d: "made it up"),'
    replace_once(path, row, f"{made_up}\n{row}")
    return ["coding/models/event_kinds.py"]


RECIPES: dict[str, Callable[[Path], list[str]]] = {
    "an import format": format_of_advisories,
    "a coefficient": coefficient,
    "a release file": release_file,
    "a setting of a round": round_setting,
    "a step with its event": event_kind,
}


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    """What a copy of the project with all made-up things answers."""
    with copied_project() as top:
        for recipe in RECIPES.values():
            recipe(top)
        command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", REPORT]
        environment = os.environ | {"INTERCODER_DATA_DIR": str(top / "data")}
        done = subprocess.run(command, cwd=top, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def names(report: dict[str, Any], table: str, key: str = "name") -> set[str]:
    return {row[key] for row in report["meta"][table]}


def test_import_format_is_in_the_api_the_documentation_and_the_command_line(report: dict[str, Any]) -> None:
    assert "made_up" in names(report, "formats")
    assert "| `made_up` | Made up | A format for a test. |" in report["docs"]["formats of advisories"]
    assert "made_up" in report["options"]


def test_coefficient_is_in_the_api_the_documentation_and_its_help(report: dict[str, Any]) -> None:
    assert "made_up" in names(report, "coefficients")
    assert "| `made_up` | Made up | A coefficient for a test. |" in report["docs"]["coefficients"]
    assert "Made-up share of pairs." in report["help"]


def test_release_file_is_in_the_api_and_the_documentation(report: dict[str, Any]) -> None:
    assert "made_up.csv" in names(report, "release_files")
    assert "| `made_up.csv` | A file for a test | text/csv |" in report["docs"]["release files"]


def test_setting_of_a_round_is_in_the_api_the_documentation_and_the_plan(report: dict[str, Any]) -> None:
    assert "made_up" in names(report, "round_settings")
    assert "| `made_up` | Made up | yes or no | `false` |" in report["docs"]["settings of a round"]
    assert "made_up" in report["plan"]


def test_event_kind_is_in_the_api_and_the_documentation(report: dict[str, Any]) -> None:
    assert "made_up" in names(report, "event_kinds", "kind")
    assert "| `made_up` | made up |" in report["docs"]["kinds of events"]


@pytest.mark.parametrize("recipe", RECIPES)
def test_recipe_touches_at_most_the_files_that_contributing_states(recipe: str) -> None:
    (row,) = re.findall(
        rf"^\| \[{recipe}\]\([^)]*\) \| (\d)[^|]*\|(.*)\|$", (ROOT / "CONTRIBUTING.md").read_text(), re.MULTILINE
    )
    stated, files = int(row[0]), row[1]
    with copied_project() as top:
        touched = RECIPES[recipe](top)
    assert len(touched) <= stated
    unnamed = [name for name in touched if Path(name).name not in files and "made_up" not in name]
    assert unnamed == []
