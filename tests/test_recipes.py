"""The recipes of CONTRIBUTING.md, each carried out in a copy of the project with as many files as it states."""

from __future__ import annotations

import hashlib
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
from django.urls import resolve
from coding.api.assign.rounds import RoundPlanInput
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
    "view": resolve("/api/v1/studies/s/made_up/").func.cls.__name__,
}))
"""


def format_of_advisories(top: Path) -> None:
    source = (top / "advisories/formats/osv.py").read_text(encoding="utf-8")
    (top / "advisories/formats/made_up.py").write_text(
        re.sub(r'^NAME(.*)= "osv"', r'NAME\1= "made_up"', source, flags=re.MULTILINE), encoding="utf-8"
    )
    table = top / "advisories/formats/__init__.py"
    replace_once(table, "    gitlab,\n    nvd,", "    gitlab,\n    made_up,\n    nvd,")
    replace_once(table, "*(osv, ghsa_rest, cve, table)", "*(made_up, osv, ghsa_rest, cve, table)")
    row = '        FileFormat(made_up.NAME, "Made up", "A format for a test.", (".json",), "text/json", made_up),\n'
    replace_once(
        table, "        FileFormat(\n            cve.NAME,", f"{row}        FileFormat(\n            cve.NAME,"
    )


def coefficient(top: Path) -> None:
    path = top / "coding/statistics/coefficients.py"
    function = '''

@coefficient(
    scope=(SINGLE, TWO_RATERS), label="made-up share", symbol="Made up", explanation="A coefficient for a test."
)
def made_up(ratings: Ratings, total: Total) -> Quotient:
    """Made-up share of pairs."""
    return percent_agreement.formula(ratings, total)
'''
    append(path, function)
    append(top / "docs/statistics.md", "\n## Made-up share\n\nThe share of pairs.\n")


def release_file(top: Path) -> None:
    module = '"""A file for a test."""\n\n\ndef made_up_csv(publication: object) -> bytes:\n    return b"made,up"\n'
    (top / "coding/release/tables/made_up.py").write_text(module, encoding="utf-8")
    table = top / "coding/release/__init__.py"
    replace_once(
        table,
        "from coding.results.derive import Publication",
        "from coding.release.tables.made_up import made_up_csv\nfrom coding.results.derive import Publication",
    )
    row = 'ReleaseFile("severity.csv", "Units by severity", severity_csv, condition=ADVISORIES),'
    replace_once(table, row, f'{row}\n        ReleaseFile("made_up.csv", "A file for a test", made_up_csv),')


def round_setting(top: Path) -> None:
    field = "    multi_label = models.BooleanField(default=False)"
    replace_once(top / "coding/models/round.py", field, f"    made_up = models.BooleanField(default=False)\n{field}")
    row = '        RoundSetting(\n            name="multi_label",'
    made_up = 'RoundSetting(name="made_up", label="Made up", help="A setting for a test.", kind="flag", default=False),'
    replace_once(top / "coding/round_settings/__init__.py", row, f"        {made_up}\n{row}")


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


STEP = '''"""A step for a test."""

from advisories.platform.transactions import step
from coding.access.membership import require_role
from coding.audit.record import record
from coding.locks import lock_study
from coding.models import EventKind, Member


@step
def make_up(*, by: Member) -> None:
    """Record an event."""
    require_role(by, "lead")
    record(study=lock_study(by.study_id), kind=EventKind.MADE_UP, by=by, data={})
'''
VIEW = '''"""A view for a test."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from coding.api.base import StudyView
from coding.steps.made_up import make_up


class MadeUp(StudyView):
    @extend_schema(operation_id="make_up", request=None, responses={204: None})
    def post(self, request: Request, study: str) -> Response:
        """Make it up."""
        make_up(by=self.member)
        return Response(status=204)
'''


def step_with_its_event(top: Path) -> None:
    (top / "coding/steps/made_up.py").write_text(STEP, encoding="utf-8")
    (top / "coding/api/made_up.py").write_text(VIEW, encoding="utf-8")
    urls = top / "coding/api/urls.py"
    replace_once(urls, "    match,\n", "    made_up,\n    match,\n")
    row = '    path(STUDY + "events/", study.Events.as_view()),\n'
    replace_once(urls, row, f'    path(STUDY + "made_up/", made_up.MadeUp.as_view()),\n{row}')
    append(top / "docs/method.md", "\n## Made up\n\nThe lead makes it up.\n")
    path = top / "coding/models/event_kinds.py"
    replace_once(
        path, '    ROUND_PLANNED = "round_planned"\n', '    MADE_UP = "made_up"\n    ROUND_PLANNED = "round_planned"\n'
    )
    row = "    EventKind.ROUND_PLANNED: EventKindRow("
    made_up = '    EventKind.MADE_UP: EventKindRow(label="made up", describe=lambda d: "made it up"),'
    replace_once(path, row, f"{made_up}\n{row}")


RECIPES: dict[str, Callable[[Path], None]] = {
    "an import format": format_of_advisories,
    "a coefficient": coefficient,
    "a release file": release_file,
    "a setting of a round": round_setting,
    "a step with its event": step_with_its_event,
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
    assert "| `made_up` | Made up | yes or no | no |" in report["docs"]["settings of a round"]
    assert "made_up" in report["plan"]


def test_step_has_a_view_and_its_event_is_in_the_api_and_the_documentation(report: dict[str, Any]) -> None:
    assert "made_up" in names(report, "event_kinds", "kind")
    assert "| `made_up` | made up |" in report["docs"]["kinds of events"]
    assert report["view"] == "MadeUp"


def checksums(top: Path) -> dict[str, str]:
    """Return path → SHA-256 of every file of a copy, without those that are linked."""
    paths = (path for folder in ("advisories", "annotation", "coding", "docs") for path in (top / folder).rglob("*"))
    return {
        path.relative_to(top).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
        if path.is_file()
    }


@pytest.mark.parametrize("recipe", RECIPES)
def test_recipe_touches_the_files_that_contributing_states(recipe: str) -> None:
    (row,) = re.findall(
        rf"^\| \[{recipe}\]\([^)]*\) \| (\d)(?: to (\d))? \|(.*)\|$",
        (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    fewest, most, files = int(row[0]), int(row[1] or row[0]), row[2]
    with copied_project() as top:
        before = checksums(top)
        RECIPES[recipe](top)
        touched = {path for path, checksum in checksums(top).items() if before.get(path) != checksum}
    # The third file of a setting is the step or statistic that it changes; this one changes nothing.
    assert len(touched) in range(fewest - (recipe == "a setting of a round"), most + 1)
    assert [path for path in touched if path not in files and "made_up" not in path] == []
