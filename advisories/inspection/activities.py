"""The five activities of an inspection: their probes, and their definitions for people who code projects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from advisories.inspection import ci_testing, code_review, dependency_upgrade, fuzzing, sast
from advisories.inspection.facts import Facts, Marker
from advisories.inspection.findings import Finding, Suggestion


class Probes(Protocol):
    """What the module of an activity provides.

    `TEXTS` are regular expressions of whole paths whose text is read. `MARKERS` are searched in code.
    """

    @property
    def TEXTS(self) -> tuple[str, ...]: ...  # noqa: N802
    @property
    def MARKERS(self) -> tuple[Marker, ...]: ...  # noqa: N802

    def probe(self, facts: Facts) -> Iterator[Finding]:
        """Yield the findings of the activity."""
        ...

    def suggest(self, findings: Sequence[Finding], facts: Facts) -> Suggestion:
        """Return what the rules suggest from the findings of the activity."""
        ...


@dataclass(frozen=True, slots=True)
class Activity:
    """A quality assurance activity.

    Parameters
    ----------
    key : name in reports, such as "ci_testing".
    label : label of its code, such as "CI-based testing".
    prefix : the part of its probes' names before the dot, such as "ci".
    module : its probes; None for an activity that is coded by people only.
    definition, when_to_use, when_not_to_use, examples, near_misses : the entry of the codebook.
    out_of_sight : what a clone cannot show of it, as a sentence.
    """

    key: str
    label: str
    prefix: str
    module: Probes | None
    definition: str
    when_to_use: str
    when_not_to_use: str
    examples: str
    near_misses: str
    out_of_sight: str


_ROWS: Final = (
    Activity(
        key="ci_testing",
        label="CI-based testing",
        prefix="ci",
        module=ci_testing,
        definition="Changes are tested by a CI service before or when they enter the project.",
        when_to_use=(
            "A job that a push, pull request or merge request starts runs at least one test of the project. The "
            "test may be run through make, tox, a script or a called workflow, or be part of a submodule."
        ),
        when_not_to_use=(
            "Tests run only by schedule, by hand or on tags. The jobs only build, lint, publish or make "
            "documentation. There are tests in the tree, but no visible CI runs them."
        ),
        examples=(
            "A workflow on pull_request runs “pytest -q”. A job on push runs “make check”, and unit tests are a "
            "prerequisite of that target. A workflow on push runs a script that tests the program from end to "
            "end."
        ),
        near_misses=(
            "A workflow named CI labels issues. A step installs pytest and never runs it. A nightly workflow runs "
            "the tests. The tests run on an internal CI that the repository does not show."
        ),
        out_of_sight=(
            "A clone does not show runs of CI jobs, whether they passed, jobs that are defined on the CI server, "
            "and organisation-wide workflows."
        ),
    ),
    Activity(
        key="code_review",
        label="Code review",
        prefix="review",
        module=code_review,
        definition="Changes are looked at by somebody other than their author before or when they enter.",
        when_to_use=(
            "Changes go through Gerrit or another review system. Or all files have two owners or a team as owner, "
            "and at least half of the people's commits come by change request. Or at least half of the people's "
            "commits on the main line are brought in by another person, with five authors or more. Cannot tell: "
            "the repository is an export from elsewhere, or there is no history."
        ),
        when_not_to_use=(
            "Most changes are pushed or merged by their author. Owners are named, but changes do not pass them. "
            "There is only one author."
        ),
        examples=(
            "Nine of ten commits are squash merges of pull requests by thirty authors. Every commit carries "
            "“Reviewed-on” and “Change-Id”. CODEOWNERS gives all files to a team, and most commits carry the "
            "number of a pull request."
        ),
        near_misses=(
            "CODEOWNERS names one person for all files. Every change is a pull request that its own author "
            "merges. CONTRIBUTING asks for reviews, but most commits are pushed. Commits carry “Co-authored-by”."
        ),
        out_of_sight=(
            "A clone does not show approvals and comments on pull requests, branch protection and rules of the "
            "hosting service."
        ),
    ),
    Activity(
        key="dependency_upgrade",
        label="Dependency upgrade",
        prefix="deps",
        module=dependency_upgrade,
        definition="A tool proposes upgrades of dependencies by itself.",
        when_to_use=(
            "A configuration of such a tool is switched on, for any kind of dependency: packages, actions, images "
            "or hooks. Or such a tool made a commit in the 12 months before the inspected commit."
        ),
        when_not_to_use=(
            "The tool is switched off everywhere and made no such commit. Its last commit is older than 12 "
            "months. Tools only check or report dependencies."
        ),
        examples=(
            "Dependabot is configured for pip and github-actions. Renovate extends “config:recommended”. "
            "pre-commit.ci updates the hooks. There is no configuration, but Dependabot made three commits in the "
            "last year."
        ),
        near_misses=(
            "Every entry of dependabot.yml has “open-pull-requests-limit: 0”. A job runs “pip list --outdated”. "
            "dependency-review-action checks pull requests. Greenkeeper is configured; it ended in 2020."
        ),
        out_of_sight=(
            "A clone does not show proposals that were closed or wait, security updates that are switched on in "
            "the settings, and an app that is configured for the organisation."
        ),
    ),
    Activity(
        key="fuzzing",
        label="Fuzzing",
        prefix="fuzz",
        module=fuzzing,
        definition="Programs are run on invalid or random input automatically to find faults.",
        when_to_use=(
            "The project's own code has a fuzz target. A fuzzing service is configured. Or the project is on the "
            "list of OSS-Fuzz and not disabled there."
        ),
        when_not_to_use=(
            "Property-based tests. Regression tests of old findings. Text about fuzzing. Fuzzy matching. Targets "
            "in vendored code or test data."
        ),
        examples=(
            "A Go test “func FuzzParse(f *testing.F)”. A file with “fuzz_target!”. A C++ function "
            "“LLVMFuzzerTestOneInput”. A script that imports boofuzz. A folder .clusterfuzzlite."
        ),
        near_misses=(
            "Tests that use hypothesis. The library rapidfuzz. A README that plans fuzzing. A fuzz target under "
            "vendor/ or third_party/."
        ),
        out_of_sight=(
            "A clone does not show fuzzing on servers of the project and fuzz targets that are kept in another "
            "repository."
        ),
    ),
    Activity(
        key="sast",
        label="SAST",
        prefix="sast",
        module=sast,
        definition="A tool for static application security testing analyses the project's source.",
        when_to_use=(
            "Such a tool runs in CI on changes or by schedule, or in a pre-commit hook. Or it is a rule set of a "
            "linter that is run, such as S of ruff, or gosec in golangci-lint."
        ),
        when_not_to_use=(
            "Scanners of dependencies, images, secrets or workflows. Plain linters. Results are only uploaded. A "
            "tool is configured, but nothing runs it. The project is itself such a tool."
        ),
        examples=(
            "A workflow runs github/codeql-action/analyze every week. pre-commit runs bandit. golangci-lint runs "
            "with gosec enabled. A job runs “semgrep ci”."
        ),
        near_misses=(
            "snyk test, trivy, pip-audit, zizmor or hadolint. “S101” in the list of ignored rules of ruff. A job "
            "runs codeql-action/upload-sarif alone. A file .lgtm.yml of 2019."
        ),
        out_of_sight=(
            "A clone does not show results of analyses, analyses that are switched on in the settings, and "
            "services that are connected on their own page."
        ),
    ),
)
ACTIVITIES: Final[Mapping[str, Activity]] = {row.key: row for row in _ROWS}


def activity_of(probe: str) -> Activity:
    """Return the activity to which a probe belongs.

    Parameters
    ----------
    probe : name of a probe, such as "ci.runs_tests".

    Returns
    -------
    Activity

    Raises
    ------
    KeyError
        If no activity has its prefix.

    Examples
    --------
    >>> activity_of("fuzz.targets").label
    'Fuzzing'
    """
    return {row.prefix: row for row in _ROWS}[probe.partition(".")[0]]
