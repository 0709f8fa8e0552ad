"""The report: order, limits, JSON in both directions, links."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from advisories.inspection.addresses import permalink
from advisories.inspection.facts import Entry, Facts
from advisories.inspection.findings import Finding, Problem, Suggestion
from advisories.inspection.report import PER_FILE, PER_PROBE, Report, assemble
from advisories.inspection.report_json import BadReport, as_json, from_json, sha256, to_text
from advisories.records.addresses import normalise_address

COMMIT = "1" * 40
FACTS = Facts(
    "Example",
    address="github.com/example/one",
    source="clone",
    commit=COMMIT,
    committed_at=datetime(2025, 12, 15, 12, tzinfo=UTC),
    branch="main",
    entries={"a.go": Entry("a.go", "file", 3), "link": Entry("link", "link", 1), "sub": Entry("sub", "submodule", 0)},
)
TARGETS = Finding("fuzz.targets", path="a.go", line=3, line_end=4, excerpt="x", tool="Go")
HINT = Finding("fuzz.hint", outcome="false", reason="Nothing was found.")
SYSTEM = Finding("ci.system", path="b.yml", line=1)
NO = Suggestion("no", "Nothing is in use.")


def report(findings: list[Finding], **suggestions: Suggestion) -> Report:
    keys = ["ci_testing", "code_review", "dependency_upgrade", "fuzzing", "sast"]
    return assemble(FACTS, findings, {key: suggestions.get(key, NO) for key in keys}, [])


def test_findings_are_in_the_order_of_activity_probe_path_and_line() -> None:
    later = replace(TARGETS, line=20, line_end=20)
    other = replace(TARGETS, path="Z.go")
    made = report([later, TARGETS, HINT, other, SYSTEM])
    assert [finding.path for finding in made.findings] == ["b.yml", None, "Z.go", "a.go", "a.go"]
    assert [finding.line for finding in made.findings] == [1, None, 3, 3, 20]


def test_suggestion_names_the_numbers_of_its_findings() -> None:
    made = as_json(report([TARGETS, HINT, SYSTEM], fuzzing=Suggestion("yes", "Targets.", [TARGETS])))
    (number,) = made["activities"]["fuzzing"]["evidence"]
    assert made["evidence"][number - 1]["probe"] == "fuzz.targets"
    assert made["evidence"][number - 1]["id"] == number


def test_findings_beyond_the_limits_are_counted_and_none_that_counts_is_lost() -> None:
    many = [Finding("fuzz.hint", path="a.py", line=line, state="hint") for line in range(1, 51)]
    files = [Finding("fuzz.targets", path=f"{number:03}.go", line=1) for number in range(250)]
    cited = Finding("fuzz.targets", path="zz.go", line=9)
    made = report([*many, *files, cited], fuzzing=Suggestion("yes", "Targets.", [cited]))
    hints = [finding for finding in made.findings if finding.probe == "fuzz.hint"]
    targets = [finding for finding in made.findings if finding.probe == "fuzz.targets"]
    assert (len(hints), len(targets)) == (PER_FILE, PER_PROBE)
    assert hints[-1].values == {"further": 30}
    assert targets[-1].path == "zz.go"
    assert targets[-1].values == {"further": 51}
    assert made.suggestions["fuzzing"].findings == (targets[-1],)


def test_text_of_a_repository_cannot_command_a_terminal() -> None:
    made = report([replace(TARGETS, excerpt="\x1b[31mred\x9b2J\n<b>", tool="a\nb", values={"name": "x\x1b]0;y\x07"})])
    (finding,) = made.findings
    assert finding.excerpt == "[31mred2J\n<b>"
    assert finding.tool == "a b"
    assert "\\u001b" not in to_text(made)


def test_json_is_read_back_to_the_same_bytes() -> None:
    made = report([TARGETS, HINT, SYSTEM], fuzzing=Suggestion("yes", "Targets.", [TARGETS]))
    again = from_json(json.loads(to_text(made)))
    assert to_text(again) == to_text(made)
    assert sha256(again) == sha256(made)
    assert as_json(again)["snapshot"]["files"] == 2
    assert again.suggestions["fuzzing"].findings[0] is again.findings[again.findings.index(TARGETS)]


def changed(change: Callable[[dict[str, Any]], Any]) -> Any:
    data = copy.deepcopy(as_json(report([TARGETS, HINT], fuzzing=Suggestion("yes", "Targets.", [TARGETS]))))
    change(data)
    return data


WRONG = [
    pytest.param(lambda data: data.update(format="x/1"), "format", id="format"),
    pytest.param(lambda data: data.pop("snapshot"), "snapshot", id="missing"),
    pytest.param(lambda data: data["snapshot"].update(commit="--help"), "snapshot.commit", id="commit"),
    pytest.param(lambda data: data["snapshot"].update(files=True), "snapshot.files", id="boolean"),
    pytest.param(lambda data: data["snapshot"].update(committed_at="2025-13-01"), "committed_at", id="time"),
    pytest.param(lambda data: data["activities"]["sast"].update(suggestion="perhaps"), "perhaps", id="suggestion"),
    pytest.param(lambda data: data["activities"]["sast"].update(evidence=[99]), "does not exist", id="number"),
    pytest.param(lambda data: data["evidence"][0].update(id=7), "evidence[1].id", id="id"),
    pytest.param(lambda data: data["evidence"][0].update(reason=""), "reason", id="reason"),
    pytest.param(lambda data: data["evidence"][0].update(line=0), "evidence[1].line", id="line"),
    pytest.param(lambda data: data["evidence"][0].update(probe="sast.action"), "probe", id="probe"),
    pytest.param(lambda data: data.update(problems=[None]), "problems[1]", id="null"),
]


@pytest.mark.parametrize(("change", "name"), WRONG)
def test_wrong_report_is_refused_with_the_name_of_the_field(change: Callable[[dict[str, Any]], Any], name: str) -> None:
    with pytest.raises(BadReport) as error:
        from_json(changed(change))
    assert name in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("data", [None, [], "text", 3])
def test_something_else_is_no_report(data: Any) -> None:
    with pytest.raises(BadReport):
        from_json(data)


def test_problems_are_sorted_and_named_once() -> None:
    problems = [
        Problem("b", "Not read."),
        Problem(None, "No history."),
        Problem("a", "Not read."),
        Problem("b", "Not read."),
    ]
    made = assemble(FACTS, [], {}, problems)
    assert [problem.path for problem in made.problems] == [None, "a", "b"]


def test_problems_beyond_the_limit_are_counted() -> None:
    made = assemble(FACTS, [], {}, [Problem(f"{number:04}", "Not read.") for number in range(600)])
    assert len(made.problems) == 501
    assert made.problems[-1] == Problem(None, "100 further problems are not listed.")


@pytest.mark.parametrize(
    ("address", "normalised"),
    [
        ("https://github.com/Sigstore/Cosign.git", "github.com/sigstore/cosign"),
        ("git@github.com:sigstore/cosign.git", "github.com/sigstore/cosign"),
        ("ssh://git@github.com:22/sigstore/cosign", "github.com/sigstore/cosign"),
        ("git+https://www.github.com/sigstore/cosign/", "github.com/sigstore/cosign"),
        ("https://user:secret@gitlab.com:443/a/b/c.git", "gitlab.com/a/b/c"),
        ("https://git.example.org:8443/a/b", "git.example.org:8443/a/b"),
        ("github.com/a/b", "github.com/a/b"),
        ("", ""),
        ("/srv/git/a.git", ""),
        ("../a.git", ""),
        ("file:///srv/a.git", ""),
        ("C:/a/b", ""),
        ("ext::sh -c touch% /tmp/x", ""),
        ("https://[::1", ""),
        ("https://github.com/", ""),
        ("https://github.com/../b", ""),
        ("https://github.com/a/b\x1b[2J", ""),
    ],
)
def test_address_is_normalised(address: str, normalised: str) -> None:
    assert normalise_address(address) == normalised
    assert normalise_address(normalised) == normalised


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("github.com/a/b", f"https://github.com/a/b/blob/{COMMIT}/x%20y%23.py#L3-L5"),
        ("gitlab.com/a/b/c", f"https://gitlab.com/a/b/c/-/blob/{COMMIT}/x%20y%23.py#L3-5"),
        ("bitbucket.org/a/b", f"https://bitbucket.org/a/b/src/{COMMIT}/x%20y%23.py#lines-3:5"),
        ("codeberg.org/a/b", f"https://codeberg.org/a/b/src/commit/{COMMIT}/x%20y%23.py#L3-L5"),
        ("git.example.org/a/b", ""),
        ("", ""),
    ],
)
def test_permalink_has_the_shape_of_its_host(address: str, link: str) -> None:
    assert permalink(address, COMMIT, "x y#.py", 3, 5) == link


def test_no_permalink_without_a_commit_or_for_an_odd_name() -> None:
    assert permalink("github.com/a/b", None, "a.py", 1) == ""
    assert permalink("github.com/a/b", COMMIT, "new\\nline", 1) == ""
    assert permalink("github.com/a/b", COMMIT, None) == f"https://github.com/a/b/commit/{COMMIT}"
