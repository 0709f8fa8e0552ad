"""What the readers of CI files share: the systems, and the commands and uses that they yield."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from advisories.inspection import yaml_lines
from advisories.inspection.conditions import ALL
from advisories.inspection.facts import is_own
from advisories.inspection.wrappers import word_set
from advisories.inspection.yaml_lines import Node, Scalar, Table, lines_of, scalars

CHANGE: Final = "change"
SCHEDULE: Final = "schedule"
TAG: Final = "tag"
OTHER: Final = "other"  # by hand, by a comment, by a release

SystemName = str

# CI systems and the paths of their files.
SYSTEMS: Final[Mapping[SystemName, str]] = {
    "GitHub Actions": r"\.(?:github|gitea|forgejo)/workflows/[^/]+\.ya?ml",
    "GitLab CI": r"\.gitlab-ci\.ya?ml",
    "Travis CI": r"\.travis\.ya?ml",
    "CircleCI": r"\.circleci/[^/]+\.ya?ml",
    "Azure Pipelines": r"(?:[^/]+/){0,2}azure-pipelines?[^/]*\.ya?ml|\.azure(?:-?pipelines?|"
    r"-?devops)?/(?:[^/]+/)?[^/]+\.ya?ml|"
    r"\.vsts-ci\.ya?ml|\.ado/[^/]+\.ya?ml|"
    r"(?:\.?pipelines|eng/pipelines|tools/ci_build/github/[\w-]+|\.?azure[\w-]*|ci/azure[\w-]*)/[^/]+\.ya?ml",
    "Jenkins": r"(?:[^/]+/){0,2}(?:Jenkinsfile[^/]*|[^/]*\.[Jj]enkinsfile)|"
    r"(?:\.?ci|\.?jenkins)/(?:[^/]+/)?[^/]+\.(?:groovy|jenkins)",
    "Cirrus CI": r"\.cirrus\.ya?ml",
    "AppVeyor": r"\.?appveyor\.ya?ml",
    "Buildkite": r"\.buildkite/(?:[^/]+/){0,2}[^/]+\.ya?ml",
    "Tekton": r"\.tekton/(?:[^/]+/)?[^/]+\.ya?ml",
    "Prow": r"\.prow\.ya?ml|\.prow/(?:[^/]+/)?[^/]+\.ya?ml",
    "Zuul": r"\.?zuul\.ya?ml|\.?zuul\.d/[^/]+\.ya?ml",
    "Woodpecker": r"\.woodpecker\.ya?ml|\.woodpecker/(?:[^/]+/)?[^/]+\.ya?ml",
    "Drone": r"\.drone\.ya?ml",
    "Bitbucket Pipelines": r"bitbucket-pipelines\.ya?ml",
    "Cloud Build": r"(?:[^/]+/){0,1}\.?cloudbuild[^/]*\.ya?ml",
    "CodeBuild": r"(?:[^/]+/){0,1}buildspec[^/]*\.ya?ml",
    "Kokoro": r"\.kokoro/(?:[^/]+/){0,2}[^/]+\.(?:sh|cfg|bat|gcl)",
    "Semaphore": r"\.semaphore/[^/]+\.ya?ml",
    "Screwdriver": r"screwdriver\.ya?ml",
    "Taskcluster": r"\.taskcluster\.ya?ml",
    "sourcehut": r"\.build\.ya?ml|\.builds/[^/]+\.ya?ml",
    "Codefresh": r"codefresh\.ya?ml|\.codefresh/[^/]+\.ya?ml",
}
_SYSTEM_PATTERNS: Final = {name: re.compile(pattern) for name, pattern in SYSTEMS.items()}
_SAMPLES = re.compile(r"(?:^|/)(?:examples?|samples?|docs?|templates?|cookiecutter[^/]*|\{\{[^/]*)/")

# Files that CI files name: actions, included files, scripts, and settings of what they run.
TEXTS: Final = (
    *SYSTEMS.values(),
    r"(?:.*/)?action\.ya?ml",
    r"(?:.*/)?[^/]*\.gitlab-ci\.ya?ml",
    r"\.(?:gitlab|gitlab-ci|ci|azure[^/]*|pipelines|circleci|github)/(?:.*/)?[^/]+\.ya?ml",
    r"(?:ci|pipelines|gitlab|build|eng|devops|jenkins|azure|templates)/(?:.*/)?[^/]+\.ya?ml",
    r"(?:playbooks|zuul)/(?:.*/)?[^/]+\.ya?ml",
    r"(?:.*/)?(?:GNUmakefile|[Mm]akefile|\.?[Jj]ustfile|Taskfile\.ya?ml|tasks\.py|noxfile\.py)",
    r"(?:.*/)?[^/]+\.mk",
    r"(?:.*/)?(?:tox\.ini|tox\.toml|setup\.cfg|pyproject\.toml|package\.json|composer\.json|\.?mise\.toml)",
    # Scripts of CI are named by variables more often than others.
    r"\.(?:azure[^/]*|buildkite|circleci|ci|github|travis|gitlab|kokoro|semaphore|jenkins)/(?:.*/)?[^/]+\.(?:sh|py|ps1|bat)",
    r"(?:[^/]+/)?(?:ci|hack|ci_scripts|build_scripts)/(?:[^/]+/){0,2}[^/]+\.(?:sh|py|ps1|bat)",
    r"(?:[^/]+/)?(?:ci|dev|hack|\.ci|\.circleci|\.buildkite|script)/[^/.]+",
    # Any script that a configuration names.
    r"(?:.*/)?[^/]+\.(?:sh|bash|zsh|py|ps1|bat|cmd|js|mjs|rb|pl|R)",
    r"(?:.*/)?[^/.]+",
)


@dataclass(frozen=True)
class Run:
    """Lines of shell that one job runs.

    Parameters
    ----------
    path, line : the CI file and the line in it that leads to the commands.
    source : the file that holds the lines: a local action or an included file, otherwise the same.
    lines : numbered lines of `source`.
    folder : folder of the tree in which they run; "" is the root.
    scopes : what starts them: "change", "schedule", "tag", "other".
    disabled : why the job or step never runs, or "".
    title : name of the step, such as "Run tests", or "".
    """

    path: str
    line: int
    source: str
    lines: Sequence[tuple[int, str]]
    folder: str = ""
    scopes: frozenset[str] = ALL
    disabled: str = ""
    title: str = ""


@dataclass(frozen=True)
class Use:
    """An action, a called workflow, an orb, a task or a template that a CI file names.

    `kind` is "action", "workflow" (called by a job), "template" (defines jobs), "job" (of Zuul) or "image".
    """

    path: str
    line: int
    name: str
    kind: str
    scopes: frozenset[str] = ALL
    disabled: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Workflow:
    """A CI file.

    Parameters
    ----------
    path, system : the file and the name of its CI system.
    scopes : what starts it.
    line, line_end : where that is written.
    reason : why changes do not start it, or "".
    problem : why it could not be read, or "".
    """

    path: str
    system: str
    scopes: frozenset[str] = frozenset()
    line: int = 1
    line_end: int = 1
    reason: str = ""
    problem: str = ""
    runs: list[Run] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)

    @property
    def is_started_by_changes(self) -> bool:
        """Whether a push, pull or merge request starts it."""
        return CHANGE in self.scopes


def system_of(path: str) -> str:
    """Return the CI system whose file a path is, or "".

    Examples
    --------
    >>> system_of(".github/workflows/ci.yml"), system_of("docs/ci.yml")
    ('GitHub Actions', '')
    """
    if not is_own(path) or (_SAMPLES.search(path) and not path.startswith(".")):
        return ""
    return next((name for name, pattern in _SYSTEM_PATTERNS.items() if pattern.fullmatch(path)), "")


# ---- what the readers of all systems share

RUN_KEYS: Final = word_set(
    """
    script scripts run command commands before_script after_script test_script sh bash inline powershell pwsh
    cmd install_script build_script before_test after_test test_command shell cmds
    """
)
LONGEST: Final = 4_000  # characters of a line in which values are replaced
_SUFFIX = re.compile(r"\w+_script")


def is_run_key(key: str) -> bool:
    """Return whether a key of a CI file names commands."""
    return key in RUN_KEYS or _SUFFIX.fullmatch(key) is not None


def command_lines(node: Node | None) -> list[tuple[int, str]]:
    """Return the lines of a command, of a list of commands, or of a command given as a list of words."""
    texts = list(scalars(node))
    if len(texts) > 1 and _is_argument_list(texts):
        quoted = [scalar.text if not re.search(r"\s", scalar.text) else f"'{scalar.text}'" for scalar in texts]
        if not any("\n" in scalar.text or "'" in scalar.text for scalar in texts):
            return [(texts[0].line, " ".join(quoted))]
        return [line for scalar in texts for line in lines_of(scalar)]
    return [line for scalar in texts for line in lines_of(scalar)]


def _is_argument_list(texts: Sequence[Scalar]) -> bool:
    """Return whether texts are the words of one command, as in `["bash", "-c", "pytest"]`."""
    head = texts[0].text.strip()
    if not head or re.search(r"\s", head):
        return False
    shells = re.fullmatch(r"(?:/\S*/)?(?:bash|sh|env|python[\d.]*|make|npm|go|runner\.sh|entrypoint)", head)
    return bool(shells) or any(scalar.text.startswith("-") for scalar in texts[1:])


def generic_runs(
    node: Node | None, path: str, scopes: frozenset[str], folder: str = "", disabled: str = ""
) -> Iterator[Run]:
    """Yield the commands under every key that names commands, at any depth."""
    if isinstance(node, Table):
        command: list[Node] = []
        for key, child in node.pairs():
            if key in {"command", "args", "entrypoint"} and "args" in node.nodes:
                command.append(child)
            elif is_run_key(key) and not isinstance(child, Table):
                if lines := command_lines(child):
                    yield Run(path, lines[0][0], child.file.path or path, lines, folder, scopes, disabled)
            elif key not in {"environment", "env", "variables", "parameters", "cache", "artifacts"}:
                yield from generic_runs(child, path, scopes, folder, disabled)
        if command:
            texts = [scalar for child in command for scalar in scalars(child)]
            if texts:
                if any("\n" in scalar.text for scalar in texts):
                    lines = [line for scalar in texts for line in lines_of(scalar)]
                else:
                    words = [
                        part if " " not in part or "'" in part else f"'{part}'" for part in (x.text for x in texts)
                    ]
                    lines = [(texts[0].line, " ".join(words))]
                yield Run(path, lines[0][0], path, lines, folder, scopes, disabled)
    elif isinstance(node, yaml_lines.Items):
        for child in node:
            yield from generic_runs(child, path, scopes, folder, disabled)


def substitute(
    lines: Iterable[tuple[int, str]], pattern: re.Pattern[str], values: Mapping[str, Sequence[str]], limit: int = 24
) -> list[tuple[int, str]]:
    """Return lines in which each name that a pattern captures is replaced by each of its values in turn.

    All names of a line change at once, so that the number of lines is that of the longest list of values.
    """
    replaced: list[tuple[int, str]] = []
    for line, whole in lines:
        text = whole[:LONGEST]
        names = [name for name in dict.fromkeys(_names_in(pattern, text)) if values.get(name)]
        if not names:
            replaced.append((line, whole))
            continue
        seen = set()
        for index in range(min(limit, max(len(values[name]) for name in names))):
            chosen = {name: values[name][index % len(values[name])][:LONGEST] for name in names}
            new = pattern.sub(lambda match, chosen=chosen: chosen.get(_name(match), match[0]), text)[:LONGEST]  # type: ignore[misc]
            if new not in seen:
                seen.add(new)
                replaced.extend((line, part) for part in new.splitlines() or [""])
    return replaced


def _name(match: re.Match[str]) -> str:
    return next((group for group in match.groups() if group), "")


def _names_in(pattern: re.Pattern[str], text: str) -> list[str]:
    return [_name(match) for match in pattern.finditer(text)]
