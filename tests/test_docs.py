"""Names in README, CONTRIBUTING and docs/ exist: files, functions, commands, settings, addresses."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands, load_command_class

from tests.support import ROOT
from tests.support.addresses import api_routes
from tests.support.prose import problems

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
APPS = ("annotation", "advisories", "coding", "tests", "benchmarks")
CODE = {".py", ".ts", ".tsx", ".html", ".toml", ".yaml", ".json", ".csv", ".sh", ".service", ".css"}
# Words in code style that look like a module of this project but are not.
OTHERS = {
    "sensitivity.without_unit",
    "sensitivity.without_code",
    "rare.minority",
    "rare.remark",
    "document.text",
    "document.html",
    "coding.example.org",
    "github.com",
    "api.github.com",
}

every_page = pytest.mark.parametrize("doc", PAGES, ids=lambda doc: doc.name)


@cache
def tracked() -> list[str]:
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [name for name in names if (ROOT / name).exists()]


@cache
def source() -> str:
    """Return all code as one text."""
    names = (name for name in tracked() if Path(name).suffix in CODE and not name.startswith("docs/"))
    return "\n".join((ROOT / name).read_text(encoding="utf-8", errors="replace") for name in names)


@cache
def words() -> frozenset[str]:
    return frozenset(re.findall(r"\w+", source()))


def text_of(doc: Path) -> str:
    return doc.read_text(encoding="utf-8")


def prose_of(doc: Path) -> str:
    """Return the page without its blocks of code."""
    return re.sub(r"^```.*?^```", "", text_of(doc), flags=re.S | re.M)


def spans(doc: Path) -> Iterator[str]:
    """Yield the words in code style outside blocks of code."""
    yield from re.findall(r"`([^`\n]+)`", prose_of(doc))


def code_lines(doc: Path) -> Iterator[str]:
    """Yield the words in code style, and the lines of blocks of code."""
    yield from spans(doc)
    for block in re.findall(r"^```.*?\n(.*?)^```", text_of(doc), flags=re.S | re.M):
        yield from block.splitlines()


def missing(doc: Path, exists: Callable[[str], bool], names: Iterator[str]) -> list[str]:
    return sorted({name for name in names if not exists(name)})


# ---- files


def is_a_file(name: str) -> bool:
    name = name.removeprefix("./").rstrip("/")
    if any(part in name for part in "<*{…"):
        pattern = re.escape(name).replace(r"<step>", "[^/]+")
        pattern = re.sub(r"<[^>]*>|\\\*|\\\{.*?\\\}|…", "[^/]+", pattern)
        return any(re.search(rf"(^|/){pattern}(/|$)", path) for path in tracked())
    return any(path == name or path.startswith(name + "/") or path.endswith("/" + name) for path in tracked())


@every_page
def test_files_exist(doc: Path) -> None:
    """Check every `path/` and `path.py`. Files of a release or of a data folder are not checked."""

    def files() -> Iterator[str]:
        for span in spans(doc):
            if re.fullmatch(r"[\w.<>*/-]+\.(?:py|tsx?|toml|yaml|service|css)", span) or re.fullmatch(
                rf"(?:{'|'.join(APPS)}|frontend|docs|deploy)/[\w.<>*/-]*", span
            ):
                yield span

    of_a_release = {"recompute.py"}  # a file of a release
    assert missing(doc, is_a_file, (name for name in files() if Path(name).name not in of_a_release)) == []


@every_page
def test_links_resolve(doc: Path) -> None:
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose_of(doc)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        other = (doc.parent / path).resolve() if path else doc
        if not other.exists() or (anchor and other.suffix == ".md" and anchor not in anchors(other)):
            broken.append(target)
    assert broken == []


def anchors(doc: Path) -> set[str]:
    """Return the anchors that GitHub gives to the headings of a page."""
    seen: dict[str, int] = {}
    names = set(re.findall(r"<a (?:id|name)=\"([^\"]+)\"", text_of(doc)))
    for heading in re.findall(r"^#+ (.+)$", prose_of(doc), flags=re.M):
        plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").strip().lower()
        slug = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        count = seen[slug] = seen.get(slug, -1) + 1
        names.add(slug if not count else f"{slug}-{count}")
    return names


# ---- names in the code


def resolves(name: str) -> bool:
    """Return whether a dotted name is a module or a name in one. The app may be left out."""
    name = name.removesuffix("()")
    return any(_resolves(prefix + name) for prefix in ("", "coding.", "advisories.", "annotation."))


def _resolves(name: str) -> bool:
    parts = name.split(".")
    if parts[0] not in APPS:
        return False
    for count in range(len(parts), 0, -1):
        try:
            thing: Any = import_module(".".join(parts[:count]))
        except ModuleNotFoundError:
            continue
        for part in parts[count:]:
            fields = getattr(thing, "__annotations__", {})
            if not hasattr(thing, part) and part not in fields:
                return False
            thing = getattr(thing, part, None)
        return count > 0
    return False


@every_page
def test_dotted_names_exist(doc: Path) -> None:
    ends = ("csv", "json", "md", "tex", "svg", "py", "pdf", "png", "xlsx", "zip", "qdpx", "qdc", "org", "com", "cff")
    ends += ("toml", "yaml", "sqlite3", "jsonl", "jsonld", "xml", "sha256", "ts", "tsx", "html", "txt", "service")

    def dotted() -> Iterator[str]:
        for span in spans(doc):
            named = re.fullmatch(r"([a-z_]+(?:\.[A-Za-z_]+)+)(?:\([^)]*\))?", span)
            if named and named[1] not in OTHERS and not named[1].endswith(tuple(f".{end}" for end in ends)):
                yield named[1]

    assert missing(doc, resolves, dotted()) == []


@every_page
def test_functions_exist(doc: Path) -> None:
    def functions() -> Iterator[str]:
        for span in spans(doc):
            if named := re.fullmatch(r"(?:[\w.]+\.)?(\w+)\([^)]*\)", span):
                yield named[1]

    def is_defined(name: str) -> bool:
        return re.search(rf"\b(?:def|class|function|const|interface) {name}\b", source()) is not None

    assert missing(doc, is_defined, functions()) == []


@every_page
def test_names_with_underscores_occur_in_the_code(doc: Path) -> None:
    def names() -> Iterator[str]:
        for span in spans(doc):
            if re.fullmatch(r"[a-z]+(?:_[a-z0-9]+)+", span):
                yield span

    assert missing(doc, words().__contains__, names()) == []


# ---- commands, targets and settings


@every_page
def test_commands_and_their_options_exist(doc: Path) -> None:
    wrong = set()
    for line in code_lines(doc):
        for name, arguments in re.findall(r"manage\.py ([a-z_]+)([^`|;&]*)", line):
            if name not in get_commands():
                wrong.add(name)
                continue
            app = get_commands()[name]
            command = load_command_class(app, name) if isinstance(app, str) else app
            options = command.create_parser("manage.py", name)._option_string_actions
            wrong |= {f"{name} {option}" for option in re.findall(r"(?<!\S)\[?(--[a-z][a-z-]*)", arguments)
                      if option not in options}  # fmt: skip
    assert wrong == set()


@every_page
def test_make_targets_exist(doc: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.M))
    named = {name for line in code_lines(doc) for name in re.findall(r"(?:^|[`;&] ?)make ([a-z-]+)", line)}
    assert named - targets == set()


@every_page
def test_environment_variables_are_read(doc: Path) -> None:
    read = set(re.findall(r"\b(?:address|flag|mebibytes|number|text|words)\(\s*\"([A-Z_]+)\"", source()))
    named = set(re.findall(r"\bINTERCODER_([A-Z_]+[A-Z])\b", text_of(doc)))
    assert {name for name in named - read if f"INTERCODER_{name}" not in source()} == set()


# ---- addresses of the API


@cache
def routes() -> list[str]:
    return [re.sub(r"<[^>]+>", "[^/]+", route) for route in api_routes()]


def is_an_address(named: str) -> bool:
    """Return whether the API has this address: STUDY or N may be a parameter, … the beginning."""
    path = named.split("?")[0].strip()
    if path.startswith("…"):
        return any(re.search(f"/{route_end(route, path)}$", "/" + path[1:].strip("/") + "/") for route in routes())
    path = path.lstrip("/")
    return path == "api/v1/" or any(re.fullmatch(route, path) or route.startswith(path) for route in routes())


def route_end(route: str, path: str) -> str:
    count = len(path[1:].strip("/").split("/"))
    return "/".join(route.strip("/").replace("[^/]+", "\0").split("/")[-count:]).replace("\0", "[^/]+") + "/"


@every_page
def test_addresses_of_the_api_exist(doc: Path) -> None:
    def addresses() -> Iterator[str]:
        for line in code_lines(doc):
            yield from re.findall(r"(?:GET|POST|PUT|PATCH|DELETE) (…/[\w…/?=<>-]*)", line)
            yield from re.findall(r"(?<![\w.])/api/v1/[\w/<>-]*", line)

    assert missing(doc, is_an_address, addresses()) == []


# ---- prose


def test_telltale_phrase_is_reported_unless_allowed() -> None:
    assert problems("fine\nwhat came of it") == [(2, "what came of", "the result of")]  # prose: allow
    assert problems("what came of it  # prose: allow") == []


@every_page
def test_page_has_no_telltale_phrase(doc: Path) -> None:
    assert problems(text_of(doc)) == []
