"""The profile: stable offsets, no verdicts, and the same bytes for the same findings."""

import dataclasses
import itertools
import re

import pytest

from advisories.inspection.facts import Facts
from advisories.inspection.findings import Finding, Problem, Suggestion
from advisories.inspection.profile import Profile, blocks_of, build
from advisories.inspection.report import Report, assemble
from advisories.inspection.report_json import as_json as to_data
from advisories.inspection.report_json import from_json
from advisories.text.reading import FORBIDDEN, read
from tests.support.inspection import commit, facts_of

HOSTILE = (
    "~~~~\n</code></pre><script>x</script>\n`` `\n[a]: http://example.org\n\U0001f9ea \x1b[31m\x00\n| a |\n|---|\n- b\n"
)


def facts() -> Facts:
    files = {"a.py": "x\n", ".github/dependabot.yml": "y\n"}
    return dataclasses.replace(facts_of(files, name="Demo", commits=[commit()]), address="https://github.com/o/r")


FINDINGS = [
    Finding("ci.runs_tests", path=".github/workflows/b.yml", line=3, line_end=4, excerpt="run: pytest", tool="pytest"),
    Finding("ci.trigger", path=".github/workflows/a.yml", line=1, line_end=1, excerpt="on: push"),
    Finding("ci.tests_here", "not available", "The tests are in a submodule.", path="sub"),
    Finding("ci.templates", "false", "Looked for templates of Zuul and *GitLab*."),
    Finding(
        "review.by_another",
        values={"commits": 300, "people": 266, "requests": 253, "own": 0, "by_another": 1, "pushed": 12, "authors": 34},
    ),
    Finding("review.trailers", "not available", "The clone is shallow."),
    Finding("deps.config", path=".github/dependabot.yml", line=1, line_end=1, excerpt=HOSTILE, tool="Dependabot"),
    Finding(
        "deps.enabled",
        "false",
        "The limit is 0.",
        path=".github/dependabot.yml",
        line=1,
        line_end=1,
        excerpt=HOSTILE,
        tool="Dependabot",
        state="disabled",
    ),
    Finding("deps.active", tool="Renovate", values={"commits": 1200, "commits_12_months": 1, "last": "2025-05-01"}),
    Finding(
        "fuzz.targets", path="tick`s\\xff `.c", line=2, line_end=2, excerpt="  \U0001f9ea LLVMFuzzer", tool="libFuzzer"
    ),
    Finding("fuzz.hint", path="README.md", line=7, line_end=7, excerpt="We plan fuzzing.", state="hint"),
    Finding("fuzz.outside", "not available", "The address is not known.", state="outside"),
    Finding("sast.outside", "not applicable", "There is no such file."),
    Finding(
        "sast.scorecard", tool="OpenSSF Scorecard v5", values={"score": 8.0, "reason": "Found *8*"}, source="scorecard"
    ),
]


def report_of(findings: list[Finding] = FINDINGS) -> Report:
    suggestions = {"fuzzing": Suggestion("yes", "There is a target.", findings[-5:-4])}
    return assemble(facts(), findings, suggestions, [Problem("broken.yml", "Line 3: it is *cut off*.")])


def shown(profile: Profile, report: Report, probe: str) -> str:
    [span] = [profile.spans[n] for n, row in enumerate(report.findings) if row.probe == probe]
    assert span is not None
    return profile.text[slice(*span)]


def test_the_whole_equals_its_parts() -> None:
    report = report_of()
    profile = build(report)
    whole = read(profile.title, "\n\n".join(block.markdown for block in blocks_of(report)))
    assert profile.text == whole.text
    assert profile.html == whole.html
    assert not whole.remark


def test_the_text_is_that_of_the_html() -> None:
    profile = build(report_of())
    assert "<script" not in profile.html
    assert not FORBIDDEN.search(profile.text)
    assert profile.html.startswith("<h2>Demo at 111111111111 (2025-06-01)</h2>")


def test_a_finding_is_shown_at_its_offsets() -> None:
    report = report_of()
    profile = build(report)
    assert shown(profile, report, "ci.runs_tests") == (
        ".github/workflows/b.yml, lines 3 to 4: pytest (at this commit)\nrun: pytest\n\n"
    )
    assert "tick`s\\xff `.c, line 2: libFuzzer" in shown(profile, report, "fuzz.targets")
    assert "  \U0001f9ea LLVMFuzzer" in shown(profile, report, "fuzz.targets")
    assert "of these merged by their own author; 1 were brought" in shown(profile, report, "review.by_another")
    assert "1,200 commits" in shown(profile, report, "deps.active")
    assert shown(profile, report, "ci.templates") == "Not found: templates of Zuul and *GitLab*.\n"
    assert "Found *8*" in shown(profile, report, "sast.scorecard")


@pytest.mark.parametrize(
    ("reason", "shown_as"),
    [
        ("Looked for Gerrit (.gitreview) and Bors.", "Not found: Gerrit (.gitreview) and Bors."),
        ("No job runs a SAST tool. Looked for: Bandit, CodeQL.", "Not found: Bandit, CodeQL."),
        ("No template of Zuul.", "Not found: template of Zuul."),
        ("Nothing is there.", "Nothing is there."),
    ],
)
def test_what_was_looked_for_is_listed_without_a_conclusion(reason: str, shown_as: str) -> None:
    text = build(Report(facts(), [Finding("sast.action", "false", reason)], {})).text
    assert f"Looked for and not found\n{shown_as}\n" in text


def test_findings_with_the_same_first_line_are_shown_once() -> None:
    rows = [
        Finding("ci.system", path="a.yml", line=3, line_end=3, excerpt="on:"),
        Finding("ci.trigger", "false", "By hand.", path="a.yml", line=3, line_end=5, excerpt="on:\n  push:"),
    ]
    profile = build(Report(facts(), rows, {}))
    assert profile.spans[0] == profile.spans[1]
    assert profile.text.count("a.yml, lines 3 to 5") == 1
    assert "#L3-L5" in profile.html


def test_findings_of_one_place_share_a_block_and_others_do_not_overlap() -> None:
    report = report_of()
    profile = build(report)
    spans = dict(zip([row.probe for row in report.findings], profile.spans, strict=True))
    assert spans["deps.config"] == spans["deps.enabled"]
    assert spans["sast.outside"] is None
    different = sorted({span for span in profile.spans if span})
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(different))


def test_the_profile_has_no_verdicts() -> None:
    """Outcomes, states, reasons and suggestions of what was found in files change no byte."""
    changed = [
        dataclasses.replace(row, outcome="false", reason="It is not in use.", state="hint", scope="x")
        if row.path
        else row
        for row in FINDINGS
    ]
    other = dataclasses.replace(report_of(changed), suggestions={"fuzzing": Suggestion("no", "Nothing.")})
    assert build(other).html == build(report_of()).html
    text = build(report_of()).text
    assert not re.search(r"\b(hint|outcome|suggest\w*|verdict|cannot tell|disabled|stale)\b", text)


def test_findings_of_an_activity_are_in_the_order_of_their_paths() -> None:
    text = build(report_of()).text
    assert text.index("README.md") < text.index("tick`s")  # a hint stands between findings that count
    assert text.index("workflows/a.yml") < text.index("workflows/b.yml")


def test_the_same_findings_give_the_same_bytes() -> None:
    assert build(report_of()) == build(report_of(FINDINGS[::-1]))


def test_a_report_read_from_json_has_the_same_profile() -> None:
    report = report_of()
    assert build(from_json(to_data(report))) == build(report)


def test_a_long_excerpt_is_cut() -> None:
    excerpt = "\n".join(["y" * 300, *map(str, range(20))])
    finding = Finding("sast.linter", path="a", line=1, line_end=1, excerpt=excerpt)
    text = build(Report(facts(), [finding], {})).text
    lines = text[text.index("yyy") :].split("\n")
    assert len(lines[0]) == 200
    assert lines[0].endswith(" […]")
    assert lines[11:13] == ["10", "[…]"]


@pytest.mark.parametrize(
    ("commits", "title"), [([], "Demo (no commit)"), ([commit()], "Demo at 111111111111 (2025-06-01)")]
)
def test_the_title_names_commit_and_date(commits: list[object], title: str) -> None:
    made = facts_of({}, name="Demo", commits=commits)  # type: ignore[arg-type]
    assert build(Report(made, [], {})).title == title


def test_links_lead_to_the_commit() -> None:
    html = build(report_of()).html
    assert f'href="https://github.com/o/r/blob/{"1" * 40}/.github/workflows/b.yml#L3-L4"' in html
    unknown = dataclasses.replace(report_of(), facts=dataclasses.replace(facts(), address=""))
    assert "href" not in build(unknown).html


@pytest.mark.parametrize("values", [{"people": "many"}, {"people": None, "commits": []}, {"last": {}, "projects": 3}])
def test_values_of_another_kind_do_not_break_it(values: dict[str, object]) -> None:
    rows = [
        Finding(probe, values=values)
        for probe in ("review.by_another", "review.trailers", "deps.active", "fuzz.outside")
    ]
    assert build(Report(facts(), rows, {})).text
