"""Fuzzing: which lines are fuzz targets, which services count, and the list of OSS-Fuzz."""

import json

import pytest

from advisories.inspection import fuzzing
from tests.support.inspection import answer_of, facts_of

TARGETS = [
    ("p/p_test.go", "package p\n\nfunc FuzzParse(f *testing.F) {\n", 3),
    ("p/p_test.go", "func Fuzz(f *testing.F) {\n", 1),
    ("fuzz.go", "//go:build gofuzz\n\nfunc FuzzBytes(data []byte) int {\n", 3),
    ("fuzz/fuzz_targets/a.rs", "#![no_main]\nfuzz_target!(|data: &[u8]| {});\n", 2),
    ("fuzz/fuzz_targets/a.rs", "libfuzzer_sys::fuzz_target!(|data: &[u8]| {});\n", 1),
    ("hfuzz/src/main.rs", "loop {\n    fuzz!(|data: &[u8]| {\n", 2),
    ("fuzz/a.cc", 'extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {\n', 1),
    ("fuzz/a.c", "int\nLLVMFuzzerTestOneInput (const uint8_t *data, size_t size)\n", 2),
    ("a_fuzz.cc", "FUZZ_TEST(Suite, Name);\n", 1),
    ("a_fuzz.cc", "DEFINE_PROTO_FUZZER(const Message& message) {\n", 1),
    ("afl.c", "  while (__AFL_LOOP(1000)) {\n", 1),
    ("fuzz_a.py", "import sys\nimport atheris\n", 2),
    ("fuzz_a.py", "import sys, atheris\n", 1),
    ("qa/fuzztest.py", "from boofuzz import *\n", 1),
    ("src/test/AFuzzTest.java", "  @FuzzTest\n  void parse(byte[] data) {\n", 1),
    ("AFuzzer.java", "  public static void fuzzerTestOneInput(FuzzedDataProvider data) {\n", 1),
    ("AFuzzer.kt", '@FuzzTest(maxDuration = "10s")\n', 1),
    ("tools/fuzz.sh", "#!/bin/sh\nexec afl-fuzz -i in -o out -- ./parse @@\n", 2),
    ("fuzz/a.js", "module.exports.fuzz = function (data) {\n", 1),
    ("a.fuzz.ts", 'import { FuzzedDataProvider } from "@jazzer.js/core";\n', 1),
    ("a.fuzz.js", 'require("@jazzer.js/jest-runner");\n', 1),
    ("Fuzz.swift", '@_cdecl("LLVMFuzzerTestOneInput")\n', 1),
    ("Program.cs", "using SharpFuzz;\n", 1),
]


@pytest.mark.parametrize(("path", "text", "line"), TARGETS)
def test_a_fuzz_target_is_found_at_its_line(path: str, text: str, line: int) -> None:
    suggestion, _ = answer_of("fuzzing", facts_of({path: text}))
    assert suggestion.answer == "yes"
    [target] = suggestion.findings
    assert (target.probe, target.outcome, target.path, target.line) == ("fuzz.targets", "true", path, line)
    assert target.tool
    assert target.excerpt


NO_TARGETS = [
    ("p/p_test.go", "var source = `package p\nfunc FuzzParse(f *testing.F) {\n`\n"),  # the text of another program
    ("make.py", 'TEMPLATE = """\nimport atheris\n"""\n'),
    ("a.rs", 'const S: &str = r#"\nfuzz_target!(|data: &[u8]| {});\n"#;\n'),
    ("a.cc", "/*\nint LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)\n*/\n"),
    ("p/p_test.go", "func Fuzzy(f *testing.F) {\n"),  # Go runs no test whose name goes on in a small letter
    ("p/p_test.go", "\tsource := `func FuzzParse(f *testing.F) {`\n"),
    ("p/p.go", "func FuzzParse(f *testing.F) {\n"),  # no test file
    ("p/p_test.go", "// func FuzzParse(f *testing.F) {\n"),
    ("p/fuzz.go", "func FuzzParse(data []byte) error {\n"),
    ("a.rs", '    assert!(text.contains("fuzz_target!(|data|"));\n'),
    ("a.rs", "// fuzz_target!(|data: &[u8]| {});\n"),
    ("a.cc", '  if (name == "LLVMFuzzerTestOneInput(") return;\n'),
    ("a.cc", "// int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)\n"),
    ("a.cc", " * LLVMFuzzerTestOneInput(data, size) is called\n"),
    ("a.h", "#define FUZZ_TEST(suite, name) static int name\n"),
    ("a.py", "import atheris_not\n"),
    ("a.py", 'text = "import atheris"\n'),
    ("a.py", "# import atheris\n"),
    ("a.py", "from rapidfuzz import fuzz\nprint(fuzz.ratio('a', 'b'))\n"),
    ("A.java", " * @FuzzTest marks a target\n"),
    ("A.java", '  String name = "fuzzerTestOneInput(";\n'),
    ("tools/fuzz.sh", "# afl-fuzz -i in\n"),
    ("a.js", "exports.fuzzy = function () {\n"),
    ("a.js", '// require("@jazzer.js/core")\n'),
    ("a.ts", "export function fuzz(term: string, list: string[]) {\n"),
    ("docs/a.md", "func FuzzParse(f *testing.F) {\n"),
    ("vendor/q/q_test.go", "func FuzzQ(f *testing.F) {}\n"),
    ("third_party/zlib/fuzz.c", "int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {\n"),
    ("cmd/testdata/a_test.go", "func FuzzQ(f *testing.F) {}\n"),
    ("third_party/x/fuzz/Cargo.toml", "[package]\n"),
    ("src/fuzz/Cargo.toml.md", "[package]\n"),
]


@pytest.mark.parametrize(("path", "text"), NO_TARGETS)
def test_what_only_looks_like_a_fuzz_target_is_none(path: str, text: str) -> None:
    suggestion, findings = answer_of("fuzzing", facts_of({path: text}))
    assert suggestion.answer == "no"
    [row] = [row for row in findings if row.probe == "fuzz.targets"]
    assert (row.outcome, row.path) == ("false", None)
    assert row.reason.startswith("Looked for")


def test_a_crate_in_a_folder_named_fuzz_is_a_target() -> None:
    suggestion, _ = answer_of("fuzzing", facts_of({"crates/a/fuzz/Cargo.toml": "[package]\n"}))
    assert suggestion.answer == "yes"


@pytest.mark.parametrize(
    ("path", "text", "tool"),
    [
        (".clusterfuzzlite/build.sh", "", "ClusterFuzzLite"),
        ("tests/oss_fuzz_build.sh", "", "OSS-Fuzz"),
        (
            ".github/workflows/f.yml",
            "jobs:\n  a:\n    steps:\n    - uses: google/oss-fuzz/infra/cifuzz/actions/run_fuzzers@master\n",
            "CIFuzz",
        ),
        (
            ".github/workflows/f.yml",
            '      - name: run\n        uses: "google/clusterfuzzlite/actions/run_fuzzers@v1"\n',
            "ClusterFuzzLite",
        ),
        (".gitlab-ci.yml", "include:\n- template: Security/Coverage-Fuzzing.gitlab-ci.yml\n", "GitLab fuzzing"),
    ],
)
def test_a_fuzzing_service_counts(path: str, text: str, tool: str) -> None:
    suggestion, _ = answer_of("fuzzing", facts_of({path: text}))
    assert suggestion.answer == "yes"
    assert suggestion.findings[0].tool == tool


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".github/workflows/f.yml", "    # - uses: google/clusterfuzzlite/actions/run_fuzzers@v1\n"),
        (".github/workflows/f.yml", "    - run: echo google/oss-fuzz/infra/cifuzz/actions/run_fuzzers\n"),
        ("vendor/x/oss_fuzz_build.sh", ""),
        ("docs/clusterfuzzlite.md", "uses: google/clusterfuzzlite/actions/run_fuzzers@v1\n"),
    ],
)
def test_what_only_names_a_service_does_not_count(path: str, text: str) -> None:
    suggestion, _ = answer_of("fuzzing", facts_of({path: text}))
    assert suggestion.answer == "no"


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/sigstore/cosign",
        "git@github.com:Sigstore/Cosign.git",
        "ssh://git@github.com/sigstore/cosign/",
    ],
)
def test_a_project_on_the_list_of_oss_fuzz_is_fuzzed_outside(address: str) -> None:
    suggestion, _ = answer_of("fuzzing", facts_of({}, address=address))
    assert suggestion.answer == "yes"
    [row] = suggestion.findings
    assert (row.probe, row.state, row.path) == ("fuzz.outside", "outside", None)


def test_a_disabled_project_of_oss_fuzz_is_not_fuzzed() -> None:
    address = "https://github.com/AzureAD/azure-activedirectory-library-for-python"
    suggestion, findings = answer_of("fuzzing", facts_of({}, address=address))
    assert suggestion.answer == "no"
    [row] = [row for row in findings if row.probe == "fuzz.outside"]
    assert (row.outcome, row.state) == ("false", "disabled")


@pytest.mark.parametrize("address", ["", "/srv/git/x", "file:///srv/x"])
def test_without_an_address_the_list_is_not_consulted(address: str) -> None:
    suggestion, findings = answer_of("fuzzing", facts_of({}, address=address))
    assert suggestion.answer == "no"
    assert "not consulted" in suggestion.reason
    [row] = [row for row in findings if row.probe == "fuzz.outside"]
    assert row.outcome == "not available"


def test_a_sister_repository_is_not_on_the_list() -> None:
    suggestion, _ = answer_of("fuzzing", facts_of({}, address="https://github.com/sigstore/cosign-docs"))
    assert suggestion.answer == "no"


def test_a_repository_with_one_enabled_entry_of_several_counts() -> None:
    entries = fuzzing._by_address()
    several = next(address for address, rows in entries.items() if len({row["disabled"] for row in rows}) == 2)
    suggestion, _ = answer_of("fuzzing", facts_of({}, address=f"https://{several}"))
    assert suggestion.answer == "yes"


def test_the_list_names_its_source_and_licence() -> None:
    data = fuzzing._list()
    assert data["source"].startswith("google/oss-fuzz")
    assert data["licence"].startswith("Apache-2.0")
    assert json.dumps(data["date"])


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("tests/test_p.py", "from hypothesis import given\n"),
        ("a.test.ts", 'import fc from "fast-check";\n'),
        ("a.rs", "proptest! {\n"),
        ("FuzzParserTest.java", "public class FuzzParserTest {\n"),
        ("README.md", "We plan fuzzing with OSS-Fuzz.\n"),
    ],
)
def test_a_hint_is_shown_and_never_counts(path: str, text: str) -> None:
    suggestion, findings = answer_of("fuzzing", facts_of({path: text}))
    assert suggestion.answer == "no"
    [row] = [row for row in findings if row.probe == "fuzz.hint"]
    assert (row.outcome, row.state, row.path, row.line) == ("true", "hint", path, 1)


@pytest.mark.parametrize("text", ["Uses rapidfuzz for fuzzy matching.\n", "fuzzywuzzy\n", "thefuzz: fuzzed strings\n"])
def test_fuzzy_matching_is_not_even_a_hint(text: str) -> None:
    _, findings = answer_of("fuzzing", facts_of({"README.md": text}))
    assert [row.outcome for row in findings if row.probe == "fuzz.hint"] == ["false"]
