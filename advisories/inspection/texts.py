"""What is read from the files of a project: texts that probes ask for, and lines of code in which a marker matches."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from advisories.inspection.activities import ACTIVITIES
from advisories.inspection.facts import Entry, Marker, Match, excerpt_around, is_own
from advisories.inspection.findings import Problem
from advisories.inspection.literals import required_literals
from advisories.inspection.quoting import quoted_lines

TEXT_BYTES: Final = 1 << 20  # of a file of configuration
CODE_BYTES: Final = 512 << 10  # of a file that is searched
SCRIPT_CHARACTERS: Final = 60_000
ALL_CHARACTERS: Final = 64 << 20  # of all texts that are kept
SCRIPT_COUNT: Final = 3_000
SCRIPT_LEVELS: Final = 3  # a configuration names a script, which names another, which names a third
BINARY_HEAD: Final = 8_000  # bytes in which a NUL makes a file binary
SECONDS: Final = 60.0  # of reading and searching all files
LINE: Final = 10_000  # characters of a line that is searched; longer ones are generated code
MATCHES_PER_FILE: Final = 100
MATCHES: Final = 5_000  # per marker
DOCUMENTS: Final = frozenset({"md", "rst", "txt", "adoc", "html"})
SCRIPTS: Final = frozenset(
    ("sh", "bash", "zsh", "ksh", "py", "ps1", "bat", "cmd", "js", "mjs", "cjs", "ts", "rb", "pl", "R", "r")
)
# Configuration whose name has no ending.
PLAIN_NAMES: Final = re.compile(r"(?:GNU)?[Mm]akefile|[Jj]ustfile|Jenkinsfile|CODEOWNERS|OWNERS|OWNERS_ALIASES|\..+")
WORD: Final = re.compile(r"[\w+-]+(?:\.[\w+-]+)*")
MODULE: Final = re.compile(r"-m[ \t]+([\w.]+)")
# Lines end at a line feed alone, so that all line numbers are those that git and hosts show.
OTHER_LINE_ENDS: Final = "\x00\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"

Read = Callable[[Sequence[str]], Iterable[tuple[str, bytes | None]]]


@dataclass
class Collected:
    """What was read. See `Facts` for the fields."""

    texts: dict[str, str] = field(default_factory=dict)
    matches: dict[str, list[Match]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    files_read: int = 0
    bytes_read: int = 0


@dataclass(frozen=True)
class Patterns:
    """The patterns of texts that probes ask for: of certain names, and of any file with some ending."""

    certain: tuple[re.Pattern[str], ...]
    general: tuple[re.Pattern[str], ...]

    def names(self, path: str) -> bool:
        """Return whether a file of this name is always read."""
        return any(pattern.fullmatch(path) for pattern in self.certain)

    def allows(self, path: str) -> bool:
        """Return whether a file is read if a configuration names it."""
        return any(pattern.fullmatch(path) for pattern in self.general)


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """Return the patterns of all activities."""
    texts = dict.fromkeys(
        text for activity in ACTIVITIES.values() if activity.module is not None for text in activity.module.TEXTS
    )
    compiled = [re.compile(text) for text in texts]
    samples = [
        f"{folder}xqzj{ending}" for folder in ("", "xqzj/") for ending in ("", *(f".{name}" for name in SCRIPTS))
    ]
    general = [pattern for pattern in compiled if any(pattern.fullmatch(sample) for sample in samples)]
    return Patterns(_joined([pattern for pattern in compiled if pattern not in general]), tuple(general))


def _joined(compiled: Sequence[re.Pattern[str]]) -> tuple[re.Pattern[str], ...]:
    """Return one pattern for all, which is four times faster; all if they cannot be joined."""
    try:
        return (re.compile("|".join(f"(?:{pattern.pattern})" for pattern in compiled)),)
    except re.error:  # flags or names of groups that clash
        return tuple(compiled)


@dataclass(frozen=True)
class Search:
    """A marker, with words of which each of its matches contains one; none if they are not known."""

    marker: Marker
    words: tuple[bytes, ...]
    any_case: bool

    def occurs(self, data: bytes) -> bool:
        """Return whether the marker may match in a file."""
        searched = data.lower() if self.any_case else data
        return not self.words or any(word in searched for word in self.words)


@lru_cache(maxsize=1)
def searches() -> tuple[Search, ...]:
    """Return the searches of all activities."""
    rows = []
    for activity in ACTIVITIES.values():
        for marker in activity.module.MARKERS if activity.module is not None else ():
            any_case = bool(marker.pattern.flags & re.IGNORECASE)
            words = tuple(word.encode() for word in required_literals(marker.pattern))
            rows.append(Search(marker, tuple(word.lower() for word in words) if any_case else words, any_case))
    return tuple(rows)


def collect(entries: Mapping[str, Entry], read: Read) -> Collected:
    """Return the texts and matches of a tree.

    Files of certain names are read first, then the code in which markers are searched, with the scripts that those
    files name.

    Parameters
    ----------
    entries : all paths, in the order of their bytes.
    read : yields path and content of some files, in their order; None as the content that cannot be read.

    Returns
    -------
    Collected
    """
    return _Collector(entries).run(read)


class _Collector:
    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.out = Collected(matches={search.marker.name: [] for search in searches()})
        self.certain: list[str] = []
        self.scripts: dict[str, list[str]] = {}  # by the name without folders
        self.code: set[str] = set()
        self.words: set[str] = set()
        self.characters = 0
        self.read_paths: set[str] = set()
        self.missing = 0
        self.until = time.monotonic() + SECONDS
        self._sort(entries)

    def _sort(self, entries: Mapping[str, Entry]) -> None:
        wanted = patterns()
        endings = tuple({ending for search in searches() for ending in search.marker.extensions})
        for path, entry in entries.items():
            if entry.kind == "submodule" or not is_own(path):
                continue
            name = path.rpartition("/")[2]
            stem, _, suffix = name.rpartition(".")
            if wanted.names(path):
                self._sort_certain(path, entry)
            elif entry.kind == "file" and (suffix in SCRIPTS or not stem or wanted.allows(path)):
                self.scripts.setdefault(name, []).append(path)
            if entry.kind == "file" and path.endswith(endings) and entry.size <= CODE_BYTES:
                self.code.add(path)

    def _sort_certain(self, path: str, entry: Entry) -> None:
        if entry.kind == "link":
            if is_configuration(path):
                self._problem(path, "This is a symbolic link. Links are not followed.")
        elif entry.size > TEXT_BYTES:
            if is_configuration(path):
                self._problem(path, f"It has {entry.size:,} bytes. Files above {TEXT_BYTES:,} bytes are not read.")
        else:
            self.certain.append(path)

    def _problem(self, path: str | None, reason: str) -> None:
        self.out.problems.append(Problem(path, reason))

    def run(self, read: Read) -> Collected:
        """Read the files in at most five passes, of which the second is by far the largest."""
        for path, data in self._in_time(read(self.certain)):
            self._add_text(path, data, code=path in self.code)
        named = self._named_scripts()
        self.code -= self.read_paths
        scripts = set(named)
        for path, data in self._in_time(read(sorted(self.code | scripts, key=str.encode))):
            if path in scripts:
                self._add_text(path, data, script=True, code=path in self.code)
            elif data is None:
                self.missing += 1
            else:
                self._count(path, data)
                if b"\0" not in data[:BINARY_HEAD]:
                    self._search(path, data)
        for _ in range(SCRIPT_LEVELS - 1):
            if not (named := self._named_scripts()):
                break
            for path, data in self._in_time(read(named)):
                self._add_text(path, data, script=True)
        if self.missing:
            files = "1 file of code is" if self.missing == 1 else f"{self.missing:,} files of code are"
            self._problem(None, f"{files} missing from the clone or broken.")
        self.out.texts = {path: self.out.texts[path] for path in sorted(self.out.texts, key=str.encode)}
        return self.out

    def _in_time(self, contents: Iterable[tuple[str, bytes | None]]) -> Iterator[tuple[str, bytes | None]]:
        """Yield paths and contents until the time is over."""
        for path, data in contents:
            yield path, data
            if time.monotonic() > self.until:
                self._problem(None, f"Reading the files took more than {SECONDS:g} seconds. Some were not read.")
                return

    def _named_scripts(self) -> list[str]:
        """Return scripts not yet read that the texts name, in the order of paths."""
        names = self.words & self.scripts.keys()
        paths = [path for name in names for path in self.scripts[name]]
        modules = {word.removeprefix("-m ").replace(".", "/") for word in self.words if word.startswith("-m ")}
        for module in modules:
            tail = module.rpartition("/")[2]
            candidates = [*self.scripts.get(f"{tail}.py", ()), *self.scripts.get("__main__.py", ())]
            ends = (f"/{module}.py", f"/{module}/__main__.py")
            paths.extend(path for path in candidates if f"/{path}".endswith(ends))
        self.words.clear()
        fresh = [path for path in dict.fromkeys(paths) if path not in self.out.texts]
        return sorted(fresh, key=str.encode)[:SCRIPT_COUNT]

    def _count(self, path: str, data: bytes) -> None:
        if path not in self.read_paths:
            self.read_paths.add(path)
            self.out.files_read += 1
            self.out.bytes_read += len(data)

    def _add_text(self, path: str, data: bytes | None, *, script: bool = False, code: bool = False) -> None:
        report = is_configuration(path)
        if data is None:
            if report or script:
                self._problem(path, "It is missing from the clone or broken.")
            else:
                self.missing += 1
            return
        self._count(path, data)
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            if report:
                self._problem(path, "It is in UTF-16, which is not read.")
            return
        if b"\0" in data[:BINARY_HEAD]:
            if report:
                self._problem(path, "It is binary, so it is not read as text.")
            return
        text, encoding = decode(data)
        if encoding and report:
            self._problem(path, "It is not UTF-8. It was read as Latin-1.")
        if script:
            text = text[:SCRIPT_CHARACTERS]
        if self.characters + len(text) > ALL_CHARACTERS:
            self._problem(path, f"More than {ALL_CHARACTERS:,} characters of configuration: it was not read.")
            return
        self.characters += len(text)
        self.out.texts[path] = text
        self.words.update(WORD.findall(text))
        self.words.update(f"-m {module}" for module in MODULE.findall(text))
        if code:
            self._search(path, data)

    def _search(self, path: str, data: bytes) -> None:
        """Add the lines of a file in which markers match."""
        lines: list[str] = []
        quoted: frozenset[int] | None = None
        for search in searches():
            marker = search.marker
            matches = self.out.matches[marker.name]
            if not path.endswith(marker.extensions) or len(matches) >= MATCHES or not search.occurs(data):
                continue
            lines = lines or decode(data)[0].split("\n")
            numbers = [
                number for number, line in enumerate(lines, 1) if len(line) <= LINE and marker.pattern.search(line)
            ]
            if numbers and quoted is None:
                quoted = quoted_lines(path, lines)
            for number in [number for number in numbers if number not in (quoted or ())][:MATCHES_PER_FILE]:
                matches.append(Match(path, number, excerpt_around(lines, number)))


def is_configuration(path: str) -> bool:
    """Return whether a file that is asked for by name is configuration rather than a document or a script.

    Examples
    --------
    >>> [is_configuration(path) for path in (".github/dependabot.yml", "a/Makefile", "README.md", "bin/tool", "x.sh")]
    [True, True, False, False, False]
    """
    name = path.rpartition("/")[2]
    stem, _, suffix = name.rpartition(".")
    if PLAIN_NAMES.fullmatch(name):
        return True
    return bool(stem) and suffix not in DOCUMENTS and suffix not in SCRIPTS


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file, with LF line ends, and "Latin-1" if it is not UTF-8.

    Examples
    --------
    >>> decode(b"caf\\xe9\\r\\n")
    ('café\\n', 'Latin-1')
    """
    try:
        text, encoding = data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        text, encoding = data.decode("latin-1"), "Latin-1"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for character in OTHER_LINE_ENDS:
        text = text.replace(character, " ")
    return text, encoding
