"""The shared samples of each format, with the facts that an independent reader found in them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from advisories.formats.parsing import ParsedRecord, parse, parse_again
from advisories.records import AdvisoryRecord
from advisories.records.cve_facts import CveFacts, KevRow
from advisories.records.severity import choose
from advisories.sources.archives import SourceFile, open_path
from tests.support import ROOT

SETS = ROOT.parent / "shared" / "data" / "advisories"
FORMATS = {
    "nvd-2.0": "nvd",
    "nvd-1.1": "nvd_feed",
    "cve-5": "cve",
    "rustsec": "rustsec",
    "ruby": "rubysec",
    "gitlab": "gitlab",
    "friendsofphp": "friendsofphp",
    "github-graphql-vulnerabilities": "ghsa_graphql",
    "dependabot-alerts": "dependabot",
    "snyk": "snyk",
    "csaf-2.0": "csaf",
    "study-tables": "table",
}
pytestmark = pytest.mark.skipif(not SETS.is_dir(), reason="the shared advisories are absent")


def read(folder: Path, file: str) -> list[ParsedRecord]:
    items: list[ParsedRecord] = []
    for source in open_path(folder / file):
        items += parse(source.data, source.origin) if isinstance(source, SourceFile) else [source]
    return items


def test_facts_about_cves_are_those_of_the_independent_reader() -> None:
    read_facts: list[dict[str, Any]] = []
    expected: list[dict[str, Any]] = []
    for name in ("kev", "epss"):
        described = json.loads((SETS / name / "expected.json").read_text())["records"]
        expected += [
            {key: value for key, value in row.items() if key not in {"file", "epss_model"}} for row in described
        ]
        for file in dict.fromkeys(row["file"] for row in described):
            for block in parse((SETS / name / file).read_bytes(), file):
                assert isinstance(block, CveFacts)
                for row in block.rows:
                    if isinstance(row, KevRow):
                        word = "known" if row.ransomware else "unknown"
                        read_facts.append({"cve": row.cve, "kev_added": row.added, "kev_ransomware": word})
                    else:
                        read_facts.append(
                            {
                                "cve": row.cve,
                                "epss": row.score,
                                "epss_percentile": row.percentile,
                                "epss_date": block.date,
                            }
                        )
    assert read_facts == expected


def facts(record: AdvisoryRecord) -> dict[str, Any]:
    """Return the facts of a record under the names of expected.json."""
    severity = choose(record.severity, record.cvss)
    entry = severity.entry

    def moment(value: Any) -> str | None:
        return value.strftime("%Y-%m-%dT%H:%M:%SZ") if value else None

    return {
        "id": record.identifier,
        "part": record.part,
        "aliases": list(record.aliases),
        "severity": severity.word,
        "severity_source": severity.source,
        "cvss_vector": entry.vector if entry else "",
        "cvss_score": None if entry is None or entry.score is None else float(entry.score),
        "cwes": list(record.cwes),
        "published": moment(record.published_at),
        "modified": moment(record.modified_at),
        "withdrawn": moment(record.withdrawn_at),
        "packages": [list(pair) for pair in record.packages],
        "title": record.title,
        "text_kind": record.markup,
        "text60": record.body[:60],
        "text_length": len(record.body),
    }


@pytest.mark.parametrize("name", FORMATS)
def test_facts_are_those_of_an_independent_reader(name: str) -> None:
    expected = json.loads((SETS / name / "expected.json").read_text())["records"]
    files = dict.fromkeys(row["file"] for row in expected)
    differences = []
    for file in files:
        rows = [row for row in expected if row["file"] == file]
        items = read(SETS / name, file)
        records = {(item.identifier, item.part): item for item in items if isinstance(item, AdvisoryRecord)}
        assert {item.format for item in records.values()} <= {FORMATS[name]}, file
        for row in rows:
            if row.get("rejected_by_source") or row.get("refused"):
                if any(key[0] == row.get("id") and not record.rejection for key, record in records.items()):
                    differences.append((file, row.get("id"), "is read", ""))
                continue
            record = records.get((row["id"], row["part"]))
            if record is None:
                differences.append((file, row["id"], "is missing", [str(item)[:200] for item in items][:3]))
                continue
            now = facts(record)
            differences += [
                (file, row["id"], key, (row[key], now[key])) for key in now if key in row and now[key] != row[key]
            ]
            again = parse_again(record.content, record.origin, record.format)
            assert again == replace(record, remarks=again.remarks)  # the first record has the remarks on its file, too
    assert differences == [], Counter(difference[2] for difference in differences)
