"""Affected and fixed versions in each format."""

from __future__ import annotations

from typing import Any

import pytest

from advisories.formats import FORMATS
from advisories.formats.parsing import affected_versions
from advisories.records import Affected


def pip(name: str) -> dict[str, str]:
    return {"ecosystem": "pip", "name": name}


def cna(**fields: Any) -> dict[str, Any]:
    return {"containers": {"cna": {"affected": [{"vendor": "v", "product": "p"} | fields]}}}


def in_osv(**fields: Any) -> dict[str, Any]:
    return {"affected": [{"package": {"ecosystem": "Debian:12", "name": "a"}} | fields]}


STEPS = ["introduced", "1", "last_affected", "2", "introduced", "3", "introduced", "4", "fixed", "5", "fixed", "6"]
EVENTS = [{kind: version} for kind, version in zip(STEPS[::2], STEPS[1::2], strict=True)]
ENTRIES = [
    {"version": "2.0", "lessThan": "2.4", "status": "affected"},
    {"version": "0", "lessThan": "*", "status": "affected"},
    {"version": "1", "lessThanOrEqual": "1.9", "status": "affected"},
    {"version": ">= 3, < 3.1", "status": "affected"},
    {"version": "9", "status": "unaffected"},
]
GITHUBS = [
    {"package": pip("a"), "vulnerable_version_range": "< 2", "first_patched_version": "2"},
    {"package": pip("b"), "first_patched_version": {"identifier": "3"}},
    {"package": None, "patched_versions": "4, 5", "vulnerable_version_range": None},
]
NODES = [
    {"package": pip("a"), "vulnerableVersionRange": "< 2", "firstPatchedVersion": {"identifier": "2"}},
    {"package": pip("a"), "firstPatchedVersion": None},
]


@pytest.mark.parametrize(
    ("file_format", "item", "expected"),
    [
        ("osv", in_osv(versions=["1", "2"]), [("1, 2", "")]),
        ("osv", in_osv(versions=[str(n) for n in range(9)]), [("0, 1, 2, 3, 4 and 4 more", "")]),
        ("osv", in_osv(ranges=[{"type": "GIT", "events": [{"introduced": "0"}, {"fixed": "abc"}]}]), [("", "")]),
        ("osv", in_osv(ranges=[{"events": EVENTS}]),
         [(">= 1, <= 2", ""), (">= 3", ""), (">= 4, < 5", "5"), ("< 6", "6")]),
        ("osv", in_osv(ranges=[{"events": [{"introduced": "0"}]}]), [("all versions", "")]),
        ("osv", {"affected": None}, []),
        ("ghsa_rest", {"vulnerabilities": GITHUBS}, [("< 2", "2"), ("", "3"), ("", "4, 5")]),
        ("ghsa_graphql", {"vulnerabilities": {"nodes": NODES}}, [("< 2", "2"), ("", "")]),
        ("cve", cna(versions=ENTRIES),
         [(">= 2.0, < 2.4", "2.4"), ("all versions", ""), (">= 1, <= 1.9", ""), (">= 3, < 3.1", "3.1")]),
        ("cve", cna(versions=ENTRIES[-1:], defaultStatus="affected"), [("all versions but those named", "9")]),
        ("cve", cna(defaultStatus="affected"), [("all versions", "")]),
        ("cve", cna(), [("", "")]),
    ],
)  # fmt: skip
def test_formats_read_the_affected_versions(
    file_format: str, item: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    ranges = list(FORMATS[file_format].module.affected(item))
    assert [(each.versions, each.fixed) for each in ranges] == expected
    named = {("Debian", "a"), ("PyPI", "a"), ("PyPI", "b"), ("", "v/p"), ("", "")}
    assert {(each.ecosystem, each.package) for each in ranges} <= named


def test_table_has_one_range_per_fixed_version() -> None:
    content = "id,text,ecosystem,package,affected_versions,fixed\nX-1,t,PyPI,demo,< 2,1.9 2.0\n"
    assert affected_versions(content, "table") == (
        Affected("PyPI", "demo", "< 2", "1.9"),
        Affected("PyPI", "demo", "< 2", "2.0"),
    )
    assert affected_versions("id,text\nX-1,t\n", "table") == ()
