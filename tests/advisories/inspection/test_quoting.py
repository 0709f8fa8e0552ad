"""Lines of code that are the inside of a string or a comment."""

import time

import pytest

from advisories.inspection.facts import Entry
from advisories.inspection.quoting import quoted_lines
from advisories.inspection.texts import collect


@pytest.mark.parametrize(
    ("path", "text", "quoted"),
    [
        ("a.py", 'x = """\nimport atheris\n"""\nimport atheris\n', {2, 3}),
        ("a.py", "x = r'''\nimport atheris\n'''\n", {2, 3}),
        ("a.py", '# don\'t """\nimport atheris\n', set()),
        ("a.py", 'x = \'"""\'\nimport atheris\n', set()),
        ("a.py", 'x = """ \\""" \nimport atheris\n', {2, 3}),
        ("a.go", "s := `\nfunc FuzzA(f *testing.F) {\n`\nfunc FuzzB(f *testing.F) {\n", {2, 3}),
        ("a.go", "c := '`'\nfunc FuzzA(f *testing.F) {\n", set()),
        ("a.go", "// it`s\nfunc FuzzA(f *testing.F) {\n", set()),
        ("a.go", "/* one\nfunc FuzzA(f *testing.F) {\n*/\n", {2, 3}),
        ("a.rs", 'let s = r#"\nfuzz_target!(|data| {});\n"#;\nfuzz_target!(|data| {});\n', {2, 3}),
        ("a.rs", "fn a<'a>(b: &'a str) {}\nlet c = '\"';\nfuzz_target!(|data| {});\n", set()),
        ("a.rs", 'let s = "one\ntwo";\nfuzz_target!(|data| {});\n', {2}),
        ("a.cc", 'auto s = R"x(\nint LLVMFuzzerTestOneInput(\n)" )x";\nint a;\n', {2, 3}),
        ("a.cc", "int a = 1'000;\n#error don't\nint LLVMFuzzerTestOneInput(\n", set()),
        ("a.c", "/*\nint LLVMFuzzerTestOneInput(\n*/ int a;\n", {2, 3}),
        ("A.java", 'String s = """\n  @FuzzTest\n  """;\n', {2, 3}),
        ("a.js", "const s = `\nmodule.exports.fuzz = 1\n`\n", set()),
        ("a.py", '"""\n', {2}),
    ],
)
def test_lines_inside_of_strings_and_comments(path: str, text: str, quoted: set[int]) -> None:
    assert quoted_lines(path, text.split("\n")) == quoted


@pytest.mark.parametrize(
    "text", ['"' * 100_000, "\\" * 100_000, "/*" * 50_000, "'" * 100_000, 'R"(' * 30_000, '"\\' * 50_000]
)
@pytest.mark.parametrize("path", ["a.py", "a.go", "a.rs", "a.cc", "a.java"])
def test_hostile_code_takes_no_time(path: str, text: str) -> None:
    start = time.process_time()
    quoted_lines(path, [text])
    assert time.process_time() - start < 1


def test_a_marker_is_not_searched_inside_of_strings_and_comments() -> None:
    files = {
        "a_test.go": "var s = `\nfunc FuzzA(f *testing.F) {\n`\nfunc FuzzB(f *testing.F) {\n",
        "b_test.go": "/*\nfunc FuzzC(f *testing.F) {\n*/\n",
    }
    entries = {path: Entry(path, "file", len(text)) for path, text in files.items()}
    collected = collect(entries, lambda paths: [(path, files[path].encode()) for path in paths])
    assert [(match.path, match.line) for match in collected.matches["fuzz.go"]] == [("a_test.go", 4)]
