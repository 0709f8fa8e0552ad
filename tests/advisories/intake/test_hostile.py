"""Untrusted files: each problem is rejected with a reason, and the good records are stored."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from advisories.corpus.corpora import main_corpus
from advisories.formats.parsing import parse, parse_again
from advisories.intake.importing import import_paths
from advisories.models import Advisory, SourceRecord
from advisories.records import AdvisoryRecord, Rejected
from tests.support.hostile_files import GOOD, osv, yaml

DEEP = 100_000
LONG = "9" * 10_000
LAUGHS = "a: &a [x]\nb: &b [*a, *a]\nid: A-1\n"
CASES: dict[str, tuple[bytes, str]] = {
    # encodings
    "empty": (b"", "the file is empty."),
    "blank": (b" \n\t ", "the file is empty."),
    "UTF-16": (json.dumps(GOOD).encode("utf-16"), "the file is in UTF-16 (or UTF-32). Save it as UTF-8."),
    "UTF-16 big": (b"\xfe\xff" + json.dumps(GOOD).encode("utf-16-be"), "the file is in UTF-16 (or UTF-32)"),
    "UTF-32": (json.dumps(GOOD).encode("utf-32"), "the file is in UTF-16 (or UTF-32)"),
    "invalid UTF-8": (osv()[:-2] + b"\xff\xfe}", "the file is not UTF-8 (byte "),
    "overlong UTF-8": (b'{"id": "\xc0\xaf"}', "the file is not UTF-8 (byte 9, line 1). Save it as UTF-8."),
    "Latin-1": (b"id,text\nA-1,caf\xe9\n", "the file is not UTF-8 (byte 16, line 2). Save it as UTF-8."),
    "only a mark": (b"\xef\xbb\xbf", "the file is empty."),
    # JSON
    "NUL in JSON": (
        b'{"id": "A\0"}',
        "the JSON is cut off or broken at line 1, column 10: Invalid control",
    ),
    "cut off": (osv()[:30], "the JSON is cut off or broken at line 1"),
    "duplicate key": (b'{"id": "A-1", "id": "B-1", "details": "x"}', 'the key "id" occurs twice in one object.'),
    "duplicate deep": (b'{"id": "A", "affected": [{"a": 1, "a": 1}]}', 'the key "a" occurs twice in one object.'),
    "NaN": (b'{"id": "A-1", "details": "x", "score": NaN}', "the JSON contains NaN, which is not a JSON number."),
    "Infinity": (b'{"id": "A-1", "details": "x", "score": -Infinity}', "the JSON contains -Infinity"),
    "half surrogate": (b'{"id": "A-1", "details": "\\ud800"}', "the JSON contains half a surrogate pair"),
    "deep list": (b"[" * DEEP, "the JSON is nested too deeply."),
    "deep object": (b'{"a":' * DEEP, "the JSON is nested too deeply."),
    "deep but whole": (b'{"id": "A", "details": "x", "a": ' + b"[" * DEEP + b"]" * DEEP + b"}", "nested too deeply."),
    "JSON of 100 levels": (b'{"id": "A", "details": "x", "a": ' + b"[" * 99 + b"1" + b"]" * 99 + b"}", ""),
    "JSON of 101 levels": (b'[{"id": "A", "a": ' + b"[" * 99 + b"1" + b"]" * 99 + b"}]", "nested too deeply."),
    "JSON of 900 objects": (b'{"id": "A", "a": ' + b'{"a": ' * 900 + b"1" + b"}" * 901, "nested too deeply."),
    "huge number": (b'{"id": "A-1", "details": "x", "n": ' + b"9" * 100_000 + b"}", "the JSON cannot be read: Exceeds"),
    "two documents": (osv() + osv(), "the JSON is cut off or broken at line 1"),
    "a number": (b"[1, 2]", "this is not an advisory. Use a JSON object with fields."),
    "an empty list": (b"[]", "the list of advisories is empty."),
    "a list in a list": (b"[[]]", "this is not an advisory. Use a JSON object with fields."),
    "other JSON": (b'{"a": 1}', "this is not an advisory in a known format"),
    "comments": (b'{"id": "A-1" /* mine */}', "the JSON is cut off or broken at line 1"),
    "infinite number": (b'[{"id": "A-1", "details": "x", "n": 1e999}]', "the number 1e999 is too large."),
    "infinite in YAML": (yaml(n="1.0e+999"), "the number 1.0e+999 is too large."),
    "NUL in a key twice": (b'{"a\\u0000": 1, "a\\u0000": 1}', 'the key "a" occurs twice in one object.'),
    "half pair in a key twice": (b'{"a\\ud800": 1, "a\\ud800": 1}', 'the key "a" occurs twice in one object.'),
    "one of many keys twice": (
        b"{" + b",".join(b'"k%d": 1' % n for n in range(100_000)) + b', "k99999": 1}',
        'the key "k99999" occurs twice in one object.',
    ),
    "very long key twice": (b'{"%b": 1, "%b": 1}' % ((b"k" * 300_000,) * 2), "occurs twice in one object."),
    # other kinds of files
    "HTML": (b"<!doctype html><html>", "this is HTML or XML, not an advisory. Download the file itself"),
    "HTML after blanks": (b"\n\n <html>", "this is HTML or XML"),
    "XML": (b'<?xml version="1.0"?><cvrfdoc/>', "this is HTML or XML"),
    "PDF": (b"%PDF-1.7\n%\xc3\xa4\n", "this is neither JSON, YAML nor a CSV table"),
    "picture": (b"\x89PNG\r\n\x1a\n", "the file is not UTF-8 (byte 1, line 1)"),
    "text": (b"Dear all, there is a flaw.", "no column for the identifier"),
    "CVE 4": (b'{"CVE_data_meta": {"ID": "CVE-2020-0001"}}', "this is CVE JSON 4.0"),
    "NVD": (b'{"format": "NVD_CVE", "vulnerabilities": []}', "the list of advisories is empty."),
    "CSAF": (b'{"document": {"csaf_version": "2.0"}}', "this CSAF document describes no vulnerability."),
    "GitHub's error": (b'{"message": "Bad", "documentation_url": "x"}', "GitHub responded with an error: Bad."),
    # fields
    "no identifier": (osv(id=None), '"id" is missing'),
    "identifier is a list": (osv(id=["A"]), '"id" must be text, found a list.'),
    "identifier is a path": (osv(id="../../etc/passwd"), '"id" is not an identifier: "../../etc/passwd".'),
    "identifier is a formula": (osv(id="=cmd|' /C calc'!A0"), '"id" is not an identifier'),
    "identifier with NUL": (osv(id="\0"), '"id" is missing'),
    "long text": (osv(details="x" * 5_000_000), "the text has 5,000,000 characters; at most 200,000 can be read."),
    "no text": (osv(details=" \n"), "the record has neither a title nor a text"),
    "many aliases": (osv(aliases=[f"CVE-2031-{n:04}" for n in range(1000, 1200)]), "the record has 200 aliases"),
    "aliases are a number": (osv(aliases=7), '"aliases" must be a list of text, found a number.'),
    "affected is a number": (osv(affected=3), '"affected" must be a list of objects, found a number.'),
    # YAML
    "alias": (LAUGHS.encode(), "line 2: a YAML alias (*a) is not accepted."),
    "tag": (b"id: !!python/object/apply:os.system ['id']\n", "line 1: the YAML tag tag:yaml.org,2002:python/"),
    "two YAML documents": (yaml() + b"---\n" + yaml(), "a second YAML document begins"),
    "merge": (b"id: A-1\n<<: {a: 1}\n", "line 2: the YAML merge (<<) is not accepted."),
    "deep YAML": (b"id: " + b"[" * 5_000, "the YAML is nested too deeply."),
    "YAML key twice": (yaml() + b"id: B-1\n", 'the key "id" occurs twice in one object.'),
    "YAML NaN": (yaml(score=".nan"), "line 4: the number .nan is not accepted."),
    "YAML number of 4,000 digits": (yaml(n="0x" + "f" * 4_000), "the number 0xffffffffffffffffffffffffffff… is too"),
    "YAML number in a list": (b"vulns:\n- id: A-1\n  n: 0b" + b"1" * 20_000 + b"\n", "line 3: the number 0b111111"),
    "YAML NUL": (b"id: A-1\ndetails: a\0b\n", "the YAML cannot be read: unacceptable character #x0000"),
    "YAML key is a list": (b"id: A-1\n? [a]\n: b\n", "a key of the YAML mapping that ends at line"),
    # CSV
    "CSV NUL": (b"id,text\nA-1,a\0b\n", "the table contains NUL characters. Save it as CSV in UTF-8."),
    "quote never closed": (b'id,text\nA-1,"abc\n', "the CSV is broken here: unexpected end of data."),
    "quote in the middle": (b'id,text\nA-1,"a"b"\n', "the CSV is broken here:"),
    "no header": (b"A-1,Text\n", "no column for the identifier"),
    "header twice": (b"id,text,TEXT\nA-1,a,b\n", 'the table has more than one column "text".'),
    "header alone": (b"id,text\n", "the table has a header but no row."),
    "too many cells": (b"id,text\nA-1,a,b,c\n", "the row has 4 cells, the header only 2."),
    "many columns": (b"id,text," + b",".join(b"c%d" % n for n in range(100_000)), "the table has 100,002 columns"),
    "a cell of 5 MB": (b"id,text\nA-1," + b"x" * 5_000_000, "the CSV is broken here: field larger than field limit"),
    "text of 900,000": (b"id,text\nA-1," + b"x" * 900_000, "the text has 900,000 characters"),
    "blank lines before a word": (b"\n" * 50_000 + b"word", "this is neither JSON, YAML nor a CSV table"),
    "comments before a word": (b" # \n --- \n" * 20_000 + b"word", "this is neither JSON, YAML nor a CSV table"),
    "CR only": (b"id,text\rA-1,Text\r", ""),  # an old Mac's table: read
}


@pytest.mark.parametrize(("data", "sentence"), CASES.values(), ids=CASES.keys())
def test_unusable_file_is_rejected_with_a_reason(data: bytes, sentence: str) -> None:
    entries = list(parse(data, "x"))
    if not sentence:
        assert not any(isinstance(entry, Rejected) for entry in entries)
        return
    reasons = [entry.reason for entry in entries if isinstance(entry, Rejected)]
    assert reasons, entries
    assert sentence in reasons[0]
    assert all(reason.endswith(".") and len(reason) < 1_000 for reason in reasons)
    assert "\n" not in reasons[0]


COMMENTS = """
import resource
from advisories.formats.parsing import parse, parse_again
data = b" # \\n" * 2_000_000 + b"word"
resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))
print([record.reason for record in parse(data, "x")])
"""


def test_many_comments_need_little_memory() -> None:
    child = subprocess.run([sys.executable, "-c", COMMENTS], capture_output=True, text=True, check=False)
    assert "this is neither JSON, YAML nor a CSV table" in child.stdout, child.stderr[-400:]


@pytest.mark.parametrize("depth", [50, 95])
def test_stored_record_can_be_read_again_deep_in_the_stack(depth: int) -> None:
    """The limit of nesting does not depend on the caller, so a record that was stored is never refused later."""
    (record,) = parse(osv(database_specific=json.loads("[" * depth + "]" * depth)), "x")
    assert isinstance(record, AdvisoryRecord)

    def deep(levels: int) -> AdvisoryRecord:
        return deep(levels - 1) if levels else parse_again(record.content, "x", "osv")

    assert deep(500) == record


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("data", [osv(), yaml(), b"id,text\nA-1,Text.\n"], ids=["json", "yaml", "csv"])
def test_byte_order_mark_is_accepted(data: bytes, mark: bytes) -> None:
    (record,) = parse(mark + data, "x")
    assert not isinstance(record, Rejected)
    assert record.identifier == "A-1"


def test_many_keys_are_accepted() -> None:
    (record,) = parse(osv(**{f"k{n}": n for n in range(100_000)}), "x")
    assert not isinstance(record, Rejected)


def test_yaml_boolean_is_not_text() -> None:
    (norway,) = parse(b"id: NO\nmodified: x\ndetails: text\n", "x")
    assert isinstance(norway, Rejected)
    assert norway.reason == '"id" must be text, found yes or no.'


def test_too_long_alias_is_ignored() -> None:
    (record,) = parse(osv(aliases=["A-" + "1" * 99_000 + "!"] * 90 + ["CVE-2031-1000", "X-" + "1" * 300]), "x")
    assert not isinstance(record, Rejected)
    assert record.aliases == ("CVE-2031-1000",)


@pytest.mark.django_db
def test_good_files_are_imported_among_all_unusable_ones(tmp_path: Path) -> None:
    for number, (data, _) in enumerate(CASES.values()):
        (tmp_path / f"{number:03}").write_bytes(data)
        (tmp_path / f"{number:03}-good.json").write_bytes(osv(id=f"GOOD-{number}"))
    report, _ = import_paths([tmp_path], corpus=main_corpus())
    assert Advisory.objects.filter(key__startswith="GOOD-").count() == len(CASES)
    numbers = {problem["source"].split("/")[1][:3] for problem in report.problems}
    assert len(numbers) == sum(bool(sentence) for _, sentence in CASES.values())


@pytest.mark.django_db
def test_hostile_markdown_is_stored_as_text(tmp_path: Path) -> None:
    body = "<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![p](http://e.org/p.png)\n\n" + "[" * 5_000
    (tmp_path / "a.json").write_bytes(osv(details=body, summary="=cmd|' /C calc'!A0 \u202e"))
    started = time.monotonic()
    import_paths([tmp_path], corpus=main_corpus())
    assert time.monotonic() - started < 30  # it must end; the limit is generous
    document = Advisory.objects.get().documents.get()
    assert "<script" not in document.html
    assert "<img" not in document.html
    assert "javascript:alert(1)" in document.text
    assert SourceRecord.objects.get().content == osv(details=body, summary="=cmd|' /C calc'!A0 \u202e").decode()
