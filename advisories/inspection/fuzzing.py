"""Fuzzing: fuzz targets, services that run them, and the offline list of OSS-Fuzz."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from advisories.inspection.facts import Facts, Marker, excerpt_around, is_own
from advisories.inspection.findings import Finding, Suggestion
from advisories.records.addresses import normalise_address

WORKFLOW: Final = r"\.github/workflows/[^/]+\.ya?ml"
GITLAB: Final = r"\.gitlab-ci\.ya?ml"
README: Final = r"(?i:README(\.(md|rst|txt|adoc))?)"
SERVICE_FILE: Final = r"\.clusterfuzzlite/.+|(.*/)?(build[-_])?oss[-_]?fuzz([-_]build)?\.sh"
RUST_PROJECT: Final = r"(.*/)?fuzz/Cargo\.toml"
TEXTS: Final = (WORKFLOW, GITLAB, README)

C: Final = (".c", ".cc", ".cpp", ".cxx", ".c++", ".C", ".h", ".hh", ".hpp", ".inc", ".m", ".mm")
JAVA: Final = (".java", ".kt", ".scala", ".groovy")
CODE: Final = r'(?:[^"/]|"[^"]*"|/(?![/*]))*'  # the beginning of a line of code, outside strings and comments
SCRIPT: Final = (".js", ".cjs", ".mjs", ".jsx", ".ts", ".cts", ".mts", ".tsx")


def _marker(name: str, extensions: tuple[str, ...], pattern: str) -> Marker:
    return Marker(f"fuzz.{name}", extensions, re.compile(pattern))


# Patterns begin at the start of a line: the same words within a string or a comment are no target.
TARGETS: Final[Mapping[Marker, str]] = {
    _marker("go", ("_test.go",), r"^func Fuzz(?:[^\Wa-z]\w*)?\(\s*\w+ \*testing\.F\s*\)"): "Go fuzzing",
    _marker("go_fuzz", (".go",), r"^func Fuzz\w*\(\s*\w+ \[\]byte\s*\) int\b"): "go-fuzz",
    _marker("rust", (".rs",), r"^\s*(?:libfuzzer_sys::)?fuzz_target!"): "cargo-fuzz",
    _marker(
        "rust_loop", (".rs",), r"^[\s{]*(?:loop\s*\{\s*)?(?:(?:honggfuzz|afl|ziggy)::)?fuzz!\s*\(\s*(?:move\s*)?\|"
    ): ("honggfuzz or AFL"),
    _marker("c", C, rf"^(?!\s*[*#]){CODE}\bLLVMFuzzerTestOneInput\s*\("): "libFuzzer",
    _marker("c_proto", C, r"^\s*DEFINE_(?:(?:BINARY|TEXT|CUSTOM)_)?(?:PROTO|BINARY|TEXT)\w*_FUZZER\s*\("): "libFuzzer",
    _marker("c_fuzztest", C, r"^\s*FUZZ_TEST(?:_F)?\s*\("): "FuzzTest",
    _marker("c_afl", C, rf"^(?!\s*[*#]){CODE}\b__AFL_LOOP\s*\("): "AFL",
    _marker(
        "python", (".py", ".pyx"), r"^\s*(?:import\s+(?:[\w.]+(?:\s+as\s+\w+)?\s*,\s*)*atheris|from\s+atheris)\b"
    ): ("Atheris"),
    _marker("python_network", (".py",), r"^\s*(?:import|from)\s+boofuzz\b"): "boofuzz",
    _marker("python_fuzz", (".py",), r"^\s*from\s+pythonfuzz\b"): "pythonfuzz",
    _marker("afl_command", (".py", ".sh", ".bash"), r"^[^#]*\bafl-fuzz\b"): "AFL",
    _marker("java", JAVA, rf"^\s*@FuzzTest\b|^(?!\s*\*){CODE}\bfuzzerTestOneInput\s*\("): "Jazzer",
    _marker("script", SCRIPT, r"^[^\"'`/*]*(?:\brequire\s*\(|\bfrom\b|\bimport\b)\s*[\"']@jazzer\.js/"): "Jazzer.js",
    _marker("script_export", SCRIPT, r"^\s*(?:module\.)?exports\.fuzz\s*="): "Jazzer.js or jsfuzz",
    _marker("script_function", SCRIPT, r"^export\s+(?:async\s+)?function\s+fuzz\s*\(\s*(?:data|buf|buffer|bytes)\b"): (
        "Jazzer.js"
    ),
    _marker("swift", (".swift",), r"^\s*@_cdecl\(\"LLVMFuzzerTestOneInput\"\)"): "libFuzzer",
    _marker("dotnet", (".cs", ".fs"), r"^\s*(?:using|open)\s+SharpFuzz\b"): "SharpFuzz",
    _marker("ruby", (".rb",), r"^\s*Ruzzy\.fuzz\b"): "Ruzzy",
}
HINTS: Final[Mapping[Marker, str]] = {
    _marker("hypothesis", (".py",), r"^\s*(?:import|from)\s+hypothesis\b"): "Hypothesis",
    _marker(
        "fast_check", SCRIPT, r"(?:require\s*\(|\bfrom\b)\s*[\"'](?:@fast-check/\w+|fast-check)[\"']"
    ): "fast-check",
    _marker("proptest", (".rs",), r"^\s*(?:proptest!|use proptest\b|quickcheck!|#\[quickcheck|use quickcheck\b)"): (
        "proptest or quickcheck"
    ),
    _marker("bolero", (".rs",), r"^\s*(?:bolero::)?check!\s*\("): "Bolero",
    _marker("jqwik", JAVA, r"^\s*import\s+net\.jqwik\b"): "jqwik",
    _marker("go_property", (".go",), r"\"(?:github\.com/leanovate/gopter|pgregory\.net/rapid|testing/quick)\b"): (
        "gopter, rapid or testing/quick"
    ),
    _marker("class", (".py", *JAVA), r"^\s*(?:[\w@]+\s+)*class\s+\w*Fuzz\w*Test\w*\b"): "a class named Fuzz…Test",
}
MARKERS: Final = (*TARGETS, *HINTS)

SERVICES: Final = (
    (r"google/oss-fuzz/infra/cifuzz/actions/", "CIFuzz"),
    (r"google/clusterfuzzlite/actions/", "ClusterFuzzLite"),
    (r"ForAllSecure/(?:mcode|mapi)-action", "Mayhem"),
)
USES: Final = re.compile(
    r"^\s*(?:-\s+)?uses:\s*[\"']?(?:"
    + "|".join(f"(?P<s{i}>{pattern})" for i, (pattern, _) in enumerate(SERVICES))
    + ")",
    re.IGNORECASE,
)
GITLAB_TEMPLATE: Final = re.compile(r"^[^#]*\b(?:Coverage-Fuzzing|API-Fuzzing)(?:\.latest)?\.gitlab-ci\.yml")
MENTION: Final = re.compile(r"\bfuzz(?:ing|ers?|ed)\b|\bfuzz[ -]?tests?\b|\boss-fuzz\b", re.IGNORECASE)
MATCHING: Final = re.compile(r"rapidfuzz|fuzzywuzzy|thefuzz|fuzzy", re.IGNORECASE)


def probe(facts: Facts) -> Iterator[Finding]:
    """Yield the findings about fuzzing.

    Parameters
    ----------
    facts : what was read of the project.

    Yields
    ------
    Finding
        Of the probes fuzz.targets, fuzz.service, fuzz.outside and fuzz.hint.
    """
    targets = list(_targets(facts))
    yield from targets or [
        Finding(
            "fuzz.targets",
            "false",
            "Looked for fuzz targets of Go (func Fuzz…), Rust (fuzz_target!, fuzz/Cargo.toml), C and C++ "
            "(LLVMFuzzerTestOneInput, FUZZ_TEST, __AFL_LOOP), Python (atheris, boofuzz), Java (@FuzzTest, "
            "fuzzerTestOneInput), JavaScript (@jazzer.js, exports.fuzz), Swift, C# and Ruby.",
        )
    ]
    services = list(_services(facts))
    yield from services or [
        Finding(
            "fuzz.service",
            "false",
            "Looked for ClusterFuzzLite (.clusterfuzzlite/), CIFuzz and Mayhem in workflows, fuzzing templates of "
            "GitLab, and oss_fuzz_build.sh.",
        )
    ]
    yield _outside(facts)
    yield from _hints(facts) or [
        Finding(
            "fuzz.hint",
            "false",
            "Looked for property-based tests (hypothesis, fast-check, proptest, quickcheck, jqwik, gopter, rapid), "
            "classes named Fuzz…Test, and fuzzing in the README.",
            state="hint",
        )
    ]


def suggest(findings: Sequence[Finding], facts: Facts) -> Suggestion:
    """Return what the rules suggest for fuzzing.

    Parameters
    ----------
    findings : what `probe` yielded.
    facts : what was read of the project.

    Returns
    -------
    Suggestion
        Yes by a target, a service or the list of OSS-Fuzz; otherwise no.
    """
    own = [row for row in findings if row.source == "clone"]
    for name, what in (
        ("fuzz.targets", "There is a fuzz target in {}."),
        ("fuzz.service", "A fuzzing service is set up in {}."),
        ("fuzz.outside", "The project is on the list of OSS-Fuzz."),
    ):
        if rows := [row for row in own if row.probe == name and row.outcome == "true"]:
            further = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
            return Suggestion("yes", what.format(f"{rows[0].path}{further}"), tuple(rows))
    outside = [row for row in own if row.probe == "fuzz.outside"]
    if any(row.state == "disabled" for row in outside):
        return Suggestion("no", "There is no fuzz target or service, and OSS-Fuzz has disabled the project.", outside)
    if any(row.outcome == "not available" for row in outside):
        reason = "There is no fuzz target or service. The list of OSS-Fuzz was not consulted: no address is known."
        return Suggestion("no", reason)
    return Suggestion("no", "There is no fuzz target or service, and the project is not on the list of OSS-Fuzz.")


def _targets(facts: Facts) -> Iterator[Finding]:
    for marker, tool in TARGETS.items():
        for match in facts.matches.get(marker.name, ()):
            if is_own(match.path) and (marker.name != "fuzz.go" or match.path.endswith("_test.go")):
                yield Finding(
                    "fuzz.targets",
                    path=match.path,
                    line=match.line,
                    line_end=match.line,
                    excerpt=match.excerpt,
                    tool=tool,
                )
    for path in facts.files(RUST_PROJECT):
        if is_own(path):
            yield Finding("fuzz.targets", path=path, tool="cargo-fuzz")


def _services(facts: Facts) -> Iterator[Finding]:
    for path in facts.files(SERVICE_FILE):
        if is_own(path):
            tool = "ClusterFuzzLite" if path.startswith(".clusterfuzzlite/") else "OSS-Fuzz"
            yield Finding("fuzz.service", path=path, tool=tool)
    for path in facts.files(f"{WORKFLOW}|{GITLAB}"):
        lines = facts.texts.get(path, "").split("\n")
        for number, line in enumerate(lines, 1):
            tool = ""
            if match := USES.match(line):
                tool = next(name for index, (_, name) in enumerate(SERVICES) if match[f"s{index}"])
            elif path.startswith(".gitlab") and GITLAB_TEMPLATE.match(line):
                tool = "GitLab fuzzing"
            if tool:
                excerpt = excerpt_around(lines, number)
                yield Finding("fuzz.service", path=path, line=number, line_end=number, excerpt=excerpt, tool=tool)


def _outside(facts: Facts) -> Finding:
    date = str(_list()["date"])[:10]
    address = normalise_address(facts.address)
    if not address:
        reason = "The address of the repository is not known, so that the list of OSS-Fuzz was not consulted."
        return Finding("fuzz.outside", "not available", reason, tool="OSS-Fuzz", state="outside")
    entries = _by_address().get(address, [])
    values = {"list": date, "projects": [entry["name"] for entry in entries]}
    if not entries:
        reason = f"Looked for the repository {address} on the list of OSS-Fuzz of {date}."
        return Finding("fuzz.outside", "false", reason, tool="OSS-Fuzz", state="outside", values=values)
    if all(entry["disabled"] for entry in entries):
        reason = f"OSS-Fuzz has disabled the project “{entries[0]['name']}”."
        return Finding("fuzz.outside", "false", reason, tool="OSS-Fuzz", state="disabled", values=values)
    return Finding("fuzz.outside", tool="OSS-Fuzz", state="outside", values=values)


def _hints(facts: Facts) -> list[Finding]:
    rows = [
        Finding(
            "fuzz.hint",
            path=match.path,
            line=match.line,
            line_end=match.line,
            excerpt=match.excerpt,
            tool=tool,
            state="hint",
        )
        for marker, tool in HINTS.items()
        for match in facts.matches.get(marker.name, ())
        if is_own(match.path)
    ]
    for path in facts.files(README):
        lines = facts.texts.get(path, "").split("\n")
        for number, line in enumerate(lines, 1):
            if MENTION.search(line) and not MATCHING.search(line):
                excerpt = excerpt_around(lines, number)
                rows.append(
                    Finding("fuzz.hint", path=path, line=number, line_end=number, excerpt=excerpt, state="hint")
                )
    return rows


@lru_cache(maxsize=1)
def _list() -> dict[str, Any]:
    """Return the shipped list of projects that OSS-Fuzz fuzzes (google/oss-fuzz, Apache-2.0)."""
    data: dict[str, Any] = json.loads(Path(__file__).with_name("ossfuzz.json").read_text("utf-8"))
    return data


@lru_cache(maxsize=1)
def _by_address() -> dict[str, list[dict[str, Any]]]:
    """Return the entries per normalised address; entries without an address are left out."""
    entries: dict[str, list[dict[str, Any]]] = {}
    for entry in _list()["projects"]:
        if address := normalise_address(entry["main_repo"]):
            entries.setdefault(address, []).append(entry)
    return entries
