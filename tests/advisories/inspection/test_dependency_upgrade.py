"""Dependency upgrade: configurations that are on or off, and commits of update tools."""

from collections.abc import Mapping

import pytest

from advisories.inspection.facts import Facts
from advisories.inspection.findings import Finding
from tests.support.inspection import answer_of, commit, facts_of, history_of

DEPENDABOT = ".github/dependabot.yml"
ENTRY = "version: 2\nupdates:\n- package-ecosystem: pip\n  directory: /\n  schedule: {interval: weekly}\n"


def rows_of(probe: str, files: Mapping[str, str]) -> list[Finding]:
    return [row for row in answer_of("dependency_upgrade", facts_of(files))[1] if row.probe == probe]


ON = [
    (DEPENDABOT, ENTRY, "Dependabot", "pip"),
    (".github/dependabot.yaml", ENTRY, "Dependabot", "pip"),
    (DEPENDABOT, f"{ENTRY}  open-pull-requests-limit: 10\n", "Dependabot", "pip"),
    (DEPENDABOT, f"{ENTRY}  target-branch: v2\n", "Dependabot", "pip"),
    (
        DEPENDABOT,
        f"{ENTRY}  open-pull-requests-limit: 0\n- package-ecosystem: github-actions\n  directory: /\n",
        "Dependabot",
        "github-actions",
    ),
    (
        DEPENDABOT,
        f"{ENTRY}  ignore:\n  - dependency-name: '*'\n    update-types: ['version-update:semver-major']\n",
        "Dependabot",
        "pip",
    ),
    ("renovate.json", '{"extends": ["config:recommended"]}', "Renovate", ""),
    ("renovate.json5", "// why\n{extends: ['config:base'], // all\n enabledManagers: ['npm',],}", "Renovate", "npm"),
    (".github/renovate.json5", "{}", "Renovate", ""),
    (".gitlab/renovate.json", "{}", "Renovate", ""),
    (".renovaterc", "{}", "Renovate", ""),
    (".renovaterc.json", '{"packageRules": [{"enabled": false}]}', "Renovate", ""),
    ("package.json", '{\n "name": "a",\n "renovate": {"extends": ["config:base"]}\n}', "Renovate", ""),
    (".pyup.yml", "schedule: every week\n", "PyUp", "pip"),
    (".pyup.yml", "update: insecure\n", "PyUp", "pip"),
    (".depfu.yml", "update_strategy: all\n", "Depfu", ""),
    (".scala-steward.conf", 'pullRequests.frequency = "7 days"\n', "Scala Steward", ""),
    (".whitesource", '{"remediateSettings": {"enableRenovate": true}}', "Mend", ""),
    (".pre-commit-config.yaml", "ci:\n  autoupdate_schedule: quarterly\nrepos: []\n", "pre-commit.ci", "hooks"),
    (".github/workflows/r.yml", "jobs:\n  a:\n    steps:\n    - uses: renovatebot/github-action@v40\n", "Renovate", ""),
]


@pytest.mark.parametrize(("path", "text", "tool", "scope"), ON)
def test_a_configuration_that_is_on_counts(path: str, text: str, tool: str, scope: str) -> None:
    suggestion, findings = answer_of("dependency_upgrade", facts_of({path: text}))
    assert suggestion.answer == "yes"
    [config] = [row for row in findings if row.probe == "deps.config"]
    [enabled] = [row for row in findings if row.probe == "deps.enabled"]
    for row in (config, enabled):
        assert (row.outcome, row.path, row.tool, row.scope, row.state) == ("true", path, tool, scope, "enabled")


OFF = [
    (DEPENDABOT, f"{ENTRY}  open-pull-requests-limit: 0\n"),
    (DEPENDABOT, f'{ENTRY}  open-pull-requests-limit: "0"\n'),
    (DEPENDABOT, f"{ENTRY}  ignore:\n  - dependency-name: '*'\n"),
    (DEPENDABOT, "version: 2\nupdates: []\n"),
    (DEPENDABOT, ""),
    ("renovate.json", '{"enabled": false}'),
    ("renovate.json5", "{enabled: false}"),
    ("renovate.json", '{"schedule": ["never"]}'),
    ("renovate.json", '{"schedule": "never"}'),
    ("renovate.json", '{"extends": [":disableRenovate"]}'),
    ("package.json", '{"renovate": {"enabled": false}}'),
    (".pyup.yml", "update: false\n"),
    (".whitesource", '{"remediateSettings": {"enableRenovate": false}}'),
]


@pytest.mark.parametrize(("path", "text"), OFF)
def test_a_configuration_that_is_off_does_not_count(path: str, text: str) -> None:
    suggestion, findings = answer_of("dependency_upgrade", facts_of({path: text}))
    assert suggestion.answer == "no"
    [row] = [row for row in findings if row.probe == "deps.enabled"]
    assert (row.outcome, row.path, row.state) == ("false", path, "disabled")
    assert row.reason


NOTHING = [
    ("docs/renovate.json", "{}"),
    ("examples/.github/dependabot.yml", ENTRY),
    (".pre-commit-config.yaml", "repos: []\n"),
    ("package.json", '{"devDependencies": {"renovate": "37"}}'),
    ("package.json", '{"scripts": {"renovate": "renovate"}, "name": "renovate"}'),
    (".github/workflows/r.yml", "    # - uses: renovatebot/github-action@v40\n"),
    (".github/workflows/r.yml", "    - uses: renovatebot/github-action-validator@v1\n"),
    ("README.md", "Dependabot keeps our dependencies fresh.\n"),
]


@pytest.mark.parametrize(("path", "text"), NOTHING)
def test_what_is_no_configuration_does_not_count(path: str, text: str) -> None:
    suggestion, findings = answer_of("dependency_upgrade", facts_of({path: text}))
    assert suggestion.answer == "no"
    assert [row.outcome for row in findings if row.probe == "deps.config"] == ["false"]
    assert [row.outcome for row in findings if row.probe == "deps.enabled"] == ["not applicable"]


@pytest.mark.parametrize("path", ["greenkeeper.json", ".dependabot/config.yml"])
def test_a_tool_that_ended_does_not_count(path: str) -> None:
    suggestion, findings = answer_of("dependency_upgrade", facts_of({path: "{}"}))
    assert suggestion.answer == "no"
    [row] = [row for row in findings if row.probe == "deps.config"]
    assert (row.outcome, row.state, row.path) == ("false", "stale", path)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (DEPENDABOT, "updates: [\n"),
        (DEPENDABOT, "[" * 30_000),
        ("renovate.json", '{"enabled": '),
        ("renovate.json", "[" * 30_000),
        ("renovate.json", '"text"'),
        ("package.json", '{"renovate": {'),
    ],
)
def test_an_only_configuration_that_cannot_be_read_leaves_it_open(path: str, text: str) -> None:
    facts = facts_of({path: text})
    suggestion, findings = answer_of("dependency_upgrade", facts)
    assert suggestion.answer == "cannot_tell"
    [row] = [row for row in findings if row.probe == "deps.config"]
    assert (row.outcome, row.path) == ("not available", path)
    assert [problem.path for problem in facts.problems] == [path]


def test_a_file_that_was_not_read_is_not_available() -> None:
    facts = facts_of({DEPENDABOT: ENTRY})
    facts.texts = {}
    assert answer_of("dependency_upgrade", facts)[0].answer == "cannot_tell"


def test_another_configuration_outweighs_one_that_cannot_be_read() -> None:
    assert answer_of("dependency_upgrade", facts_of({DEPENDABOT: "[", "renovate.json": "{}"}))[0].answer == "yes"


def with_bot(name: str, days_before: int) -> Facts:
    return facts_of({"a": ""}, commits=[commit(), commit(name, days_before=days_before)])


@pytest.mark.parametrize(
    ("name", "tool"),
    [
        ("dependabot[bot]", "Dependabot"),
        ("dependabot-preview[bot]", "Dependabot"),
        ("renovate[bot]", "Renovate"),
        ("Renovate Bot", "Renovate"),
        ("Mend Renovate", "Renovate"),
        ("argoproj-renovate[bot]", "Renovate"),
        ("pre-commit-ci[bot]", "pre-commit.ci"),
        ("snyk-bot", "Snyk"),
        ("pyup-bot", "PyUp"),
        ("greenkeeper[bot]", "Greenkeeper"),
        ("depfu[bot]", "Depfu"),
        ("Scala Steward", "Scala Steward"),
    ],
)
def test_a_recent_commit_of_a_tool_counts_without_a_configuration(name: str, tool: str) -> None:
    suggestion, _ = answer_of("dependency_upgrade", with_bot(name, 300))
    assert suggestion.answer == "yes"
    [row] = suggestion.findings
    assert (row.probe, row.tool, row.values["commits_12_months"]) == ("deps.active", tool, 1)


@pytest.mark.parametrize("name", ["github-actions[bot]", "Zuul", "René Renovate", "allcontributors[bot]", "Depfus"])
def test_commits_of_others_are_no_upgrades(name: str) -> None:
    assert answer_of("dependency_upgrade", with_bot(name, 10))[0].answer == "no"


@pytest.mark.parametrize(
    ("days", "answer", "state"), [(365, "yes", "enabled"), (366, "no", "stale"), (600, "no", "stale")]
)
def test_the_year_ends_with_the_inspected_commit(days: int, answer: str, state: str) -> None:
    suggestion, findings = answer_of("dependency_upgrade", with_bot("dependabot[bot]", days))
    assert suggestion.answer == answer
    [row] = [row for row in findings if row.probe == "deps.active"]
    assert row.state == state
    assert row.values["last"]


def test_a_stale_bot_does_not_outweigh_a_configuration() -> None:
    facts = facts_of({DEPENDABOT: ENTRY}, commits=[commit(), commit("dependabot[bot]", days_before=600)])
    assert answer_of("dependency_upgrade", facts)[0].answer == "yes"


def test_a_bot_at_work_outweighs_a_configuration_that_is_off() -> None:
    files = {DEPENDABOT: f"{ENTRY}  open-pull-requests-limit: 0\n"}
    facts = facts_of(files, commits=[commit(), commit("dependabot[bot]", days_before=6)])
    assert answer_of("dependency_upgrade", facts)[0].answer == "yes"


def test_without_history_the_activity_of_bots_is_not_available() -> None:
    _, findings = answer_of("dependency_upgrade", facts_of({"a": ""}))
    [row] = [row for row in findings if row.probe == "deps.active"]
    assert (row.outcome, row.reason) == ("not available", "There is no history.")


@pytest.mark.parametrize(("days", "outcome"), [(20, "not available"), (400, "false")])
def test_a_short_history_shows_only_as_far_as_it_reaches(days: int, outcome: str) -> None:
    reason = "The clone is shallow."
    history = history_of([commit(), commit(days_before=days)], complete=False, reason=reason)
    _, findings = answer_of("dependency_upgrade", facts_of({"a": ""}, history=history))
    [row] = [row for row in findings if row.probe == "deps.active"]
    assert row.outcome == outcome


@pytest.mark.parametrize(
    "line", ["    - uses: actions/dependency-review-action@v4\n", "    - run: pip list --outdated\n"]
)
def test_a_check_is_a_hint_only(line: str) -> None:
    files = {".github/workflows/c.yml": line}
    assert answer_of("dependency_upgrade", facts_of(files))[0].answer == "no"
    [row] = rows_of("deps.check_only", files)
    assert (row.outcome, row.state, row.line) == ("true", "hint", 1)
