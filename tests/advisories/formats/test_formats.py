"""Every sample has its expected records, and every unusable file is rejected with a reason."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisories.formats import FORMATS
from advisories.formats.cve_facts import EPSS, KEV
from advisories.formats.parsing import parse, parse_again
from advisories.formats.table_columns import COLUMNS
from advisories.records import AdvisoryRecord, Rejected
from tests.support import ROOT, SAMPLES

EXPECTED = [
    (path.parent.name, name, records)
    for path in sorted(SAMPLES.glob("*/expected.json"))
    for name, records in json.loads(path.read_text()).items()
]


def plain(record: AdvisoryRecord | Rejected) -> dict[str, Any]:
    """Return a record in the form of expected.json."""
    values = asdict(record)
    for name in ("format", "content", "reading", "cvss"):
        values.pop(name, None)
    if isinstance(record, AdvisoryRecord):
        values["cvss_vectors"] = list(record.cvss_vectors)
        if not record.related:  # only rows that name several CVEs have it
            del values["related"]
    return {
        name: value.isoformat() if isinstance(value, datetime) else json.loads(json.dumps(value))
        for name, value in values.items()
    }


def reason(text: str | bytes, file_format: str = "auto") -> str:
    """Return the reason of a file that is rejected as a whole."""
    (only,) = parse(text if isinstance(text, bytes) else text.encode(), "x.json", file_format)
    assert isinstance(only, Rejected), only
    return only.reason


def osv(**fields: Any) -> str:
    return json.dumps({"id": "PYSEC-2031-1", "modified": "2031-01-01T00:00:00Z", "details": "Text."} | fields)


@pytest.mark.parametrize(("file_format", "name", "expected"), EXPECTED, ids=lambda value: str(value)[:20])
def test_sample_is_parsed_as_expected(file_format: str, name: str, expected: list[dict[str, Any]]) -> None:
    records = list(parse((SAMPLES / file_format / name).read_bytes(), name))
    assert [plain(record) for record in records] == expected
    assert {record.format for record in records if isinstance(record, AdvisoryRecord)} <= {file_format}


def test_every_format_has_a_sample() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == set(FORMATS) - {KEV, EPSS}  # which have no records


@pytest.mark.parametrize(("file_format", "name", "expected"), EXPECTED, ids=lambda value: str(value)[:20])
def test_stored_record_is_parsed_from_its_content(file_format: str, name: str, expected: Any) -> None:
    for record in parse((SAMPLES / file_format / name).read_bytes(), name):
        if isinstance(record, AdvisoryRecord):
            assert parse_again(record.content, record.origin, record.format) == record


def test_content_of_a_single_file_is_unchanged() -> None:
    text = (SAMPLES / "osv" / "advisory.yaml").read_text()
    (record,) = parse(text.encode(), "x")
    assert isinstance(record, AdvisoryRecord)
    assert record.content == text


def test_byte_order_mark_is_accepted() -> None:
    (record,) = parse(b"\xef\xbb\xbf" + osv().encode(), "x")
    assert isinstance(record, AdvisoryRecord)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"aliases": 7}, '"aliases" must be a list of text, found a number.'),
        ({"aliases": ["CVE-2031-0001", None]}, '"aliases" must be a list of text, found nothing in it.'),
        ({"summary": ["a"]}, '"summary" must be text, found a list.'),
        ({"details": True}, '"details" must be text, found yes or no.'),
        ({"affected": {}}, '"affected" must be a list of objects, found an object.'),
        ({"affected": [1]}, '"affected" must be a list of objects, found a number in it.'),
        ({"affected": [{"package": "p"}]}, '"package" must be an object, found text.'),
        ({"id": ""}, '"id" is missing. Every record needs an identifier.'),
        ({"id": "../../etc"}, '"id" is not an identifier: "../../etc".'),
        ({"id": "one\ntwo!"}, '"id" is not an identifier: "one two!".'),
        ({"details": ""}, "the record has neither a title nor a text, so there is nothing to code."),
        ({"details": "x" * 5_000_000}, "the text has 5,000,000 characters; at most 200,000 can be read."),
        (
            {"aliases": [f"CVE-2031-{n:04}" for n in range(1000, 1200)]},
            "the record has 200 aliases; at most 100 are read.",
        ),
    ],
    ids=str,
)
def test_unusable_field_is_named(fields: dict[str, Any], sentence: str) -> None:
    assert reason(osv(**fields)) == sentence


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "the file is empty."),
        ("  \n", "the file is empty."),
        ('{"id": "A-1",\n "modified": ', "cut off or broken at line 2, column 14"),
        ('{"id": "GHSA-', "cut off or broken at line 1, column 8: Unterminated string."),
        ('{"id": "A-1", "id": "A-2", "details": "x"}', 'the key "id" occurs twice in one object.'),
        ('{"id": "A-1", "details": NaN}', "the JSON contains NaN, which is not a JSON number."),
        ('{"id": "A-1", "details": -Infinity}', "the JSON contains -Infinity"),
        ('{"id": "A-1", "details": "\\ud800"}', "half a surrogate pair"),
        ('{"id": "A-1", "details": "a\0b"}', "cut off or broken at line 1"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
        ("[" + "9" * 5000 + "]", "cannot be read"),
        ("[]", "the list of advisories is empty."),
        ("[1]", "this is not an advisory. Use a JSON object with fields."),
        ('"text"', "neither JSON, YAML nor a CSV table"),
        ("<!doctype html><title>404</title>", "this is HTML or XML, not an advisory"),
        ("Hello there", "neither JSON, YAML nor a CSV table"),
        ('{"hello": 1}', f"not an advisory in a known format ({', '.join(FORMATS)})."),
        ('{"CVE_data_meta": {"ID": "CVE-2031-0001"}}', "this is CVE JSON 4.0"),
        ('{"format": "NVD_CVE", "vulnerabilities": [{"cve": {}}]}', "Its fields: format, vulnerabilities."),
        ('{"document": {"category": "csaf_base"}}', "Its fields: document."),
        ('{"message": "Not Found", "documentation_url": "https://example.org"}', "with an error: Not Found."),
        ("id,title\nA-1,x\n", 'no column for the text: name one "text", "description", "details" or "body"'),
        ("name,text\nA-1,x\n", 'no column for the identifier: name one "id"'),
        ("id,text,text\nA-1,x,y\n", 'more than one column "text".'),
        ("id,text\n", "the table has a header but no row."),
        ("id,text\nA-1,a\0b\n", "NUL characters"),
        ('id,text\nA-1,"open\n', "the CSV is broken here"),
        ("id: A-1\ndetails: {a:\n", "the YAML is cut off or broken at line 3"),
        ("id: A-1\nid: A-2\n", 'the key "id" occurs twice in one object.'),
        ("id: &a A-1\ndetails: *a\n", "line 2: a YAML alias (*a) is not accepted."),
        ("id: !!python/object/apply:os.system [id]\n", "line 1: the YAML tag"),
        ("id: !mine A-1\n", "the YAML tag !mine is not accepted."),
        ("a: &a\n  b: *a\n", "a YAML alias (*a) is not accepted."),
        ("id: A-1\n<<: {a: b}\n", "the YAML merge (<<) is not accepted."),
        ("id: A-1\n? [a]\n: b\n", "a key of the YAML mapping that ends at line 4 is not text."),
        ("1: x\ny: z\nid: A-1\n", "neither JSON, YAML nor a CSV table"),
        ("id: A-1\n---\nid: A-2\n", "line 2: a second YAML document begins"),
        ("id: " + "[" * 50_000, "the YAML is nested too deeply."),
        ("id:\n" + "".join(" " * n + "- \n" for n in range(300)), "the YAML is nested too deeply."),
        ("id: A-1\ndetails: .nan\n", "line 2: the number .nan is not accepted."),
    ],
    ids=lambda value: value[:30],
)
def test_rejected_file_has_a_reason(text: str, part: str) -> None:
    assert part in reason(text)


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (osv().encode("utf-16"), "the file is in UTF-16 (or UTF-32). Save it as UTF-8."),
        (b'{"id":\n "caf\xe9"}', "the file is not UTF-8 (byte 13, line 2). Save it as UTF-8."),
        (b"\x00\x01\x02\xff", "the file is not UTF-8"),
    ],
)
def test_other_encodings_are_rejected(data: bytes, part: str) -> None:
    assert part in reason(data)


def test_nul_and_control_characters_are_removed() -> None:
    (record,) = parse(osv(details="a\u0000b\r\nc\rd\u0008\uffff").encode(), "x")
    assert isinstance(record, AdvisoryRecord)
    assert record.body == "ab\nc\nd"


def test_surrogate_pair_is_a_character() -> None:
    (record,) = parse(rb'{"id": "A-1", "modified": null, "details": "\ud83d\udc1b"}', "x")
    assert isinstance(record, AdvisoryRecord)
    assert record.body == "🐛"


def test_billion_laughs_are_rejected() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    assert "a YAML alias (*a0) is not accepted" in reason("\n".join(lines))


def test_bad_item_of_a_list_does_not_affect_the_others() -> None:
    text = json.dumps([json.loads(osv()), {"id": 3, "modified": ""}, json.loads(osv(id="PYSEC-2031-2"))])
    records = list(parse(text.encode(), "list.json"))
    assert [record.identifier if isinstance(record, AdvisoryRecord) else record for record in records] == [
        "PYSEC-2031-1",
        Rejected("list.json#2", '"id" must be text, found a number.'),
        "PYSEC-2031-2",
    ]


def test_requested_format_is_not_detected() -> None:
    assert reason(osv(), "cve") == '"cveId" is missing. Every record needs an identifier.'


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(str.encode),
        st.recursive(
            st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=10)),
            lambda inner: st.one_of(
                st.lists(inner, max_size=3),
                st.dictionaries(
                    st.sampled_from(
                        [
                            *("id", "modified", "details", "aliases", "affected", "package", "severity"),
                            *("ghsa_id", "cwes", "ghsaId", "nodes", "data", "vulns", "references", "text"),
                            *("cveMetadata", "containers", "cna"),
                        ]
                    ),
                    inner,
                    max_size=6,
                ),
            ),
            max_leaves=12,
        ).map(lambda value: json.dumps(value).encode()),
    )
)
def test_no_input_makes_the_parser_raise(data: bytes) -> None:
    for file_format in ("auto", *FORMATS):
        for record in parse(data, "x", file_format):
            assert isinstance(record, AdvisoryRecord | Rejected)
            if isinstance(record, Rejected):
                assert record.reason.strip()
                assert "\n" not in record.reason


def test_every_format_and_column_is_documented() -> None:
    page = (ROOT / "docs" / "formats.md").read_text()
    columns = {column for names in COLUMNS.values() for column in names}
    assert {name for name in {*FORMATS, *columns} if f"`{name}`" not in page} == set()
