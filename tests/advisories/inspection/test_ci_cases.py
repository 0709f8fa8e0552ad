"""CI-based testing and SAST over the shared cases of made-up repositories, read without git."""

from __future__ import annotations

import base64
import dataclasses
import json
from typing import Any

import pytest

from advisories.inspection.facts import Facts
from tests.support import SHARED
from tests.support.inspection import answer_of, facts_of

CASES = SHARED / "cases" / "inspection"
PATHS = sorted(CASES.glob("*.json"))

pytestmark = pytest.mark.skipif(not PATHS, reason="the shared cases (../shared/cases/inspection) are missing")


def facts_of_case(case: dict[str, Any]) -> Facts:
    """Return the facts of a case. Binary files and links have no text."""
    texts, links = {}, []
    for path, content in case["files"].items():
        if isinstance(content, str):
            texts[path] = content
        elif "repeat" in content:
            texts[path] = content["repeat"][0] * content["repeat"][1]
        elif "base64" in content:
            texts[path] = base64.b64decode(content["base64"]).decode("latin-1")
        elif "symlink" in content:
            links.append(path)
    facts = facts_of(texts, address=case["address"], links=links)
    facts.texts = {path: text for path, text in facts.texts.items() if "\0" not in text}
    return facts


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
@pytest.mark.parametrize(("activity", "prefix"), [("ci_testing", "ci."), ("sast", "sast.")])
def test_shared_case_gets_the_expected_answer_and_evidence(path: Any, activity: str, prefix: str) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    facts = facts_of_case(case)
    suggestion, findings = answer_of(activity, facts)
    assert suggestion.answer == case["expect"][activity], suggestion.reason
    rows = [dataclasses.asdict(finding) for finding in findings]
    for expected in case["evidence"]:
        if expected["probe"].startswith(prefix):
            assert any(expected.items() <= row.items() for row in rows), (expected, rows)


def test_broken_deep_and_binary_workflows_are_problems() -> None:
    facts = facts_of_case(json.loads((CASES / "14_bad_yaml.json").read_text(encoding="utf-8")))
    answer_of("ci_testing", facts)
    reasons = {problem.path: problem.reason for problem in facts.problems}
    assert set(reasons) == {f".github/workflows/{name}.yml" for name in "abc"}
    assert reasons[".github/workflows/a.yml"].startswith("Line ")
