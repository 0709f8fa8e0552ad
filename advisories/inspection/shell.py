"""Lines of a shell script split into the simple commands that they run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from advisories.inspection.wrappers import is_silent, program, without_wrappers, word_set

LENGTH_LIMIT: Final = 8_000  # characters of one command; the rest is cut
VARIABLE_LIMIT: Final = 200  # of one script
NESTED_LIMIT: Final = 4  # levels of `bash -c "…"`


@dataclass(frozen=True, slots=True)
class Words:
    """A simple command.

    Parameters
    ----------
    line : its first line, from 1.
    tokens : its words without quotation marks, environment variables and wrappers such as `sudo` and `poetry run`.
    runner : the wrapper that may also name a task of the project, such as "hatch", or "".
    loose : whether the words are behind a wrapper whose own arguments are not known, such as `docker run`.
    """

    line: int
    tokens: tuple[str, ...]
    runner: str = ""
    loose: bool = False

    @property
    def head(self) -> str:
        """Name of the program, without its folder and ending."""
        return program(self.tokens[0])


CONTAINERS: Final = frozenset(
    {"docker", "podman", "nerdctl", "docker-compose", "podman-compose", "singularity", "apptainer"}
)
CONTAINER_WORDS: Final = frozenset({"run", "exec", "up", "shell"})

_WORD = r"""(?:\$\{\{[^}]*\}\}|\$\([^()]*\)|\$\{[^}]*\}|\\.|"(?:[^"\\]|\\.)*"|'[^']*'|[^\s;|&"'\\])+"""
_TOKEN = re.compile(rf"(?P<operator>&&|\|\||[;|&])|(?P<word>{_WORD})|(?P<other>\S)", re.S)
_QUOTED = re.compile(r"""\\(?P<escaped>.)|"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>[^']*)'""", re.S)
# A line that sets a variable to a text, such as `export RUN="docker exec web"`.
_SETS = re.compile(
    r"""(?:export |local |readonly )?([A-Za-z_]\w*)=(?:"([^"`]{1,300})"|'([^'`]{1,300})'|([^\s"'`;&|]{1,300}));?"""
)
_VARIABLE = re.compile(r"\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)")
_REDIRECTION = re.compile(r"\d?>&\d?|&>>?")
_HEREDOC = re.compile(r"<<-?\s*[\\'\"]?([A-Za-z_]\w*)")
_COMMENT = re.compile(r"(?:^|\s)#(?![{]).*$")
# A program or script behind the words of `docker run`.
_INSIDE = re.compile(
    r"(?:/\S*/)?(?:bash|sh|python[\d.]*|make|tox|nox|npm|yarn|pnpm|mvn|gradle|bazel|hatch|just|task)|(?!-)[^\s:=]+\.(?:sh|py)"
)
# A function of a script that runs the words behind it, such as `retry_test python x.py`.
_FUNCTION = re.compile(r"\w*(?:retry|try|run|time|with|wrap)\w*")
_SHELLS = word_set(
    """
    bash sh zsh dash ksh ash pwsh powershell cmd su ssh
    """
)


def joined_lines(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield lines with their continuations, without comments and the texts of here-documents."""
    start, text = 0, ""
    ending = ""
    for line, part in lines:
        if ending:
            ending = "" if part.strip() == ending else ending
            continue
        stripped = part.strip()
        if not text and (stripped.startswith("#") or re.match(r"(?i)(?:rem|::)(?:\s|$)", stripped)):
            continue
        if not text:
            start = line
        if stripped.endswith(("\\", "`", "^")) and not stripped.endswith("\\\\"):
            text += stripped[:-1] + " "
            continue
        text += stripped
        if text.count("'") % 2 == 0 and text.count('"') % 2 == 0:
            text = _COMMENT.sub("", text) if "'" not in text and '"' not in text else text
        if heredoc := _HEREDOC.search(text):
            ending = "" if re.match(r"\s*(?:sudo\s+)?(?:bash|sh|ssh|docker)\b", text) else heredoc[1]
        if text.strip():
            yield start, text[:LENGTH_LIMIT]
        text = ""
    if text.strip():
        yield start, text[:LENGTH_LIMIT]


def simple_commands(lines: Iterable[tuple[int, str]]) -> Iterator[Words]:
    """Yield the simple commands of a script, without those that only install, print or move files.

    Commands of `bash -c "…"` are included. Variables that the script sets are replaced in the lines after that.
    """
    variables: dict[str, str] = {}
    for line, text in joined_lines(lines):
        if variables and "$" in text:
            text = _VARIABLE.sub(lambda match: variables.get(match[1] or match[2], match[0]), text)[:LENGTH_LIMIT]
        if (match := _SETS.fullmatch(text)) and len(variables) < VARIABLE_LIMIT:
            variables[match[1]] = next((part for part in match.groups()[1:] if part), "")
        yield from _commands(line, text, 0)


def _commands(line: int, text: str, level: int, loose: bool = False) -> Iterator[Words]:
    tokens: list[str] = []
    for match in _TOKEN.finditer(_REDIRECTION.sub(" ", text)):
        if match["operator"]:
            yield from _command(line, tokens, level, loose)
            tokens = []
        elif match["word"]:
            tokens.append(match["word"])
        # An unpaired quotation mark is not a word.
    yield from _command(line, tokens, level, loose)


def _unquoted(token: str) -> str:
    return _QUOTED.sub(lambda match: match["escaped"] or match["double"] or match["single"] or "", token)


def _command(line: int, raw: list[str], level: int, loose: bool) -> Iterator[Words]:
    tokens = [_unquoted(token) for token in raw]
    tokens = [token.rstrip(")") if "(" not in token else token for token in tokens]
    tokens, runner = without_wrappers([token for token in tokens if token])
    if not tokens:
        return
    words = Words(line, tuple(tokens), runner, loose)
    head = words.head
    if head in CONTAINERS and _is_container_run(tokens):
        words = Words(line, tuple(tokens), runner, loose=True)
    elif is_silent(tokens):
        return
    yield words
    if words.loose and level < NESTED_LIMIT and not loose:
        for position in range(2, len(tokens)):
            if _INSIDE.fullmatch(tokens[position]) and not tokens[position - 1].startswith("--"):
                yield from _command(line, tokens[position:], level + 1, False)
                break
    elif _FUNCTION.fullmatch(tokens[0]) and len(tokens) > 1 and _INSIDE.fullmatch(tokens[1]):
        yield from _command(line, tokens[1:], level + 1, loose)
    if level >= NESTED_LIMIT or head in {"python", "python3", "node", "perl", "ruby"}:
        return
    nested = [token for token in tokens[1:] if re.search(r"\S\s+\S", token) and not token.startswith("-")]
    if head in _SHELLS or words.loose or head not in PLAIN_ARGUMENTS:
        for token in nested:
            yield from _commands(line, token, level + 1, words.loose)
    if head in _SHELLS and not nested and (position := _option_c(tokens)):
        yield from _commands(line, " ".join(tokens[position:]), level + 1)


# Programs whose quoted arguments are texts, not commands.
PLAIN_ARGUMENTS: Final = word_set(
    """
    pytest go cargo mvn gradle ruff eslint flake8 tox jest pylint black mypy
    """
)


def _option_c(tokens: list[str]) -> int:
    """Return the position after `-c` or a similar option, or 0."""
    for position, token in enumerate(tokens):
        if re.fullmatch(r"-[a-z]*c|/c|-Command", token, re.IGNORECASE):
            return position + 1
    return 0


def _is_container_run(tokens: list[str]) -> bool:
    return any(token in CONTAINER_WORDS for token in tokens[1:8])
