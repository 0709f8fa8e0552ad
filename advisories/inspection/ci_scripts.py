"""CI files that are no YAML: Jenkinsfiles, and scripts and settings of Kokoro."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from advisories.inspection.ci_files import (
    SCHEDULE,
    Run,
    Workflow,
)
from advisories.inspection.yaml_lines import (
    split_lines,
)

STEPS: Final = 2_000  # commands of one Jenkinsfile
_GROOVY = re.compile(
    r"\b(?:sh|bat|powershell|pwsh|sh_or_bat|docker_run|run)\b\s{0,9}\(?\s{0,99}"
    r"(?:\[?\s{0,9}(?:\w{1,30}\s{0,9}:\s{0,9}[\w\"'. ]{1,60},\s{0,99}){0,4}script\s{0,9}:\s{0,9})?"
    r"(?:\"\"\"(?P<long>.*?)\"\"\"|'''(?P<raw>.*?)'''|\"(?P<double>(?:[^\"\\\n]|\\.)*)\"|'(?P<single>(?:[^'\\\n]|\\.)*)')",
    re.S,
)
GROOVY_COMMENT = re.compile(r"(?m)^[^\S\n]*//.*$")


def read_jenkins(workflow: Workflow, text: str) -> bool:
    """Fill in a Jenkinsfile; return false for a Groovy file that is no pipeline."""
    if not re.search(r"\b(?:pipeline|node|stage)\b", text):
        return False
    text = GROOVY_COMMENT.sub("", text)
    triggers = re.search(r"\btriggers\s*\{([^}]{0,2000})\}|pipelineTriggers\(\s*\[([^\]]{0,2000})\]", text)
    if (
        triggers
        and "cron" in triggers[0]
        and not re.search(r"pollSCM|[pP]ush|pullRequest|upstream|issueComment", triggers[0])
    ):
        workflow.scopes = frozenset({SCHEDULE})
        workflow.line = workflow.line_end = text.count("\n", 0, triggers.start()) + 1
        workflow.reason = "It is started by schedule, not by changes."
    for match in islice(_GROOVY.finditer(text), STEPS):
        group = str(match.lastgroup)
        start = text.count("\n", 0, match.start(group)) + 1
        lines = [(start + index, line) for index, line in enumerate(match[group].replace("\\n", "\n").split("\n"))]
        folder = _groovy_folder(text, match.start())
        workflow.runs.append(Run(workflow.path, start, workflow.path, lines, folder, workflow.scopes))
    return True


def _groovy_folder(text: str, position: int) -> str:
    """Return the folder of the innermost `dir('…') {` before a position."""
    before = text[max(0, position - 600) : position]
    matches = list(re.finditer(r"""\bdir\s?\(?\s?["']([^"'$]+)["']\s?\)?\s?\{""", before))
    match = matches[-1] if matches else None
    if match and before.count("{", match.end()) >= before.count("}", match.end()):
        return match[1]
    return ""


def read_kokoro(workflow: Workflow, text: str) -> bool:
    if workflow.path.endswith((".cfg", ".gcl")):
        if re.search(r"(?:^|/)(?:nightly|periodic|release)", workflow.path):
            workflow.scopes = frozenset({SCHEDULE})
        return True
    if re.search(r"(?:nightly|periodic|release|populate|trampoline)", workflow.path):
        workflow.scopes = frozenset({SCHEDULE})
    lines = list(enumerate(split_lines(text[:60_000]), 1))
    workflow.runs.append(Run(workflow.path, 1, workflow.path, lines, "", workflow.scopes))
    return True
