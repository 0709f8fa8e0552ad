"""Names of the columns of tables, compared without regard to case; blanks in them are underscores."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from advisories.formats import study_tables
from advisories.records.item import UnusableRecord

ColumnMapping = Mapping[str, str]  # name of a fact -> its column: {"text": "Notes"}


COLUMNS = {
    "identifier": ("id", "identifier", "advisory", "key", "ghsa_id", "ghsa", "cve_id", "cve", "cveid", "vuln_id"),
    "body": ("text", "description", "details", "body", "summary", "summmary"),
    "title": ("title", "summary"),
    "markup": ("markup",),
    "project": ("project", "repository"),
    "severity": ("severity", "base_severity", "cvss_severity"),
    "cvss": ("cvss", "cvss_vector"),
    "score": ("score", "base_score", "cvss_score"),
    "cwes": ("cwe", "cwes", "cwe_id", "cwe_ids"),
    "ecosystem": ("ecosystem",),
    "package": ("package", "package_name"),
    "versions": ("affected_versions", "vulnerable_version_range"),
    "fixed": ("fixed", "fixed_version", "first_fixed", "patched_version"),
    "aliases": ("aliases", "ghsa_id", "cve_id", "ghsa", "cve", "cveid"),
    "references": ("url", "references", "reference", "link", "repo_url", "code_link", "codelink", "ref_link"),
    "published": ("published", "published_at", "date", "published_date", "publish_date", "disclosed"),
    "modified": ("modified", "modified_at", "updated", "updated_at", "last_modified_date", "update_date"),
    "withdrawn": ("withdrawn", "withdrawn_at"),
}


RATING = re.compile(r"cvss_?v?(?P<version>[234])(?:_vector(?:_string)?|(?:_base)?_(?P<kind>score|severity))?")


KINDS = ("vector", "score", "severity")  # of the columns of a rating


SHOWN = 8  # columns that are not read, in a remark


ONLY_TEXT = ("summary", "summmary")  # a text if no other column has one, else a title; Big-Vul has the second spelling


def map_columns(header: list[str], columns: ColumnMapping) -> list[str]:
    """Return the folded names of `header`, with the columns of some facts renamed to the fact.

    Raises
    ------
    UnusableRecord
        If a column does not exist.

    Examples
    --------
    >>> map_columns(["notes", "text"], {"text": "Notes"})
    ['text', 'text (not used)']
    """
    header = folded(header)
    for fact, column in columns.items():
        name = fold(column)
        if name not in header:
            raise UnusableRecord(f'the table has no column "{column[:60]}", which was named for the {fact}.')
        if fact in header and fact != name:
            header[header.index(fact)] = f"{fact} (not used)"
        header[header.index(name)] = fact
    return header


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Return the name of a column for comparison.

    Examples
    --------
    >>> fold(" CVE ID"), fold("cve_id")
    ('cve_id', 'cve_id')
    """
    return re.sub(r"[\s_]+", "_", name.strip().casefold())


def folded(header: Iterable[str]) -> list[str]:
    """Return the folded names of columns; one that equals an earlier one gets a number.

    Examples
    --------
    >>> folded(["CVE ID", "cve_id ", "Text"])
    ['cve_id', 'cve_id_(2)', 'text']
    """
    names: dict[str, int] = {}
    result = []
    for name in map(fold, header):
        names[name] = names.get(name, 0) + 1
        result.append(name if names[name] == 1 or not name else f"{name}_({names[name]})")
    return result


def remarks_on(header: list[str], names: list[str]) -> tuple[str, ...]:
    """Return what a reader must know about the columns of a table, given their names as written and as they are read.

    Examples
    --------
    >>> remarks_on(["ID", "text", "Score", "Notes"], ["id", "text", "score", "notes"])
    ('“Score” names no version of CVSS, so its scores are read as those of v3.', 'Columns not read: “Notes”.')
    """
    written = dict(zip(names, (name.strip()[:60] for name in header), strict=True))
    remarks = []
    score = next((written[name] for name in COLUMNS["score"] if name in written), "")
    if score and not written.keys() & {*COLUMNS["cvss"]} and not written.keys() >= study_tables.BIG_VUL:
        remarks.append(f"“{score}” names no version of CVSS, so its scores are read as those of v3.")
    unread = [f"“{written[name]}”" for name in written if name and not _is_read(name)]
    if unread:
        more = f" and {len(unread) - SHOWN} more" if len(unread) > SHOWN else ""
        remarks.append(f"Columns not read: {', '.join(unread[:SHOWN])}{more}.")
    return tuple(remarks)


def _is_read(name: str) -> bool:
    """Return whether a column of this name is read, or one that programs add without a meaning."""
    return bool(
        any(name in names for names in COLUMNS.values())
        or name in study_tables.LITERALS
        or RATING.fullmatch(name)
        or re.fullmatch(r"unnamed:_\d+", name)
    )


def detect(item: dict[str, Any]) -> bool:
    """Return whether a row has a column for the identifier and one for the text.

    Examples
    --------
    >>> detect({"id": "", "notes": ""}), detect({"id": "", "text": ""})
    (False, True)
    """
    names = set(map(fold, item))
    return not (names.isdisjoint(COLUMNS["identifier"]) or names.isdisjoint(COLUMNS["body"]))


def missing(item: dict[str, Any]) -> str:
    """Return the error sentence for a table without a column for the identifier or the text.

    Examples
    --------
    >>> missing({"id": "A-1", "notes": "A crash."})
    'no column for the text: name one "text", "description", "details" or "body"; found id, notes.'
    """
    name = "body" if not {*COLUMNS["identifier"]}.isdisjoint(map(fold, item)) else "identifier"
    usual = COLUMNS[name][:-2]  # without names that only certain tables use
    return (
        f"no column for the {'text' if name == 'body' else name}: name one {_either(usual)}; "
        f"found {', '.join(column for column in item if column) or 'none'}."
    )


def columns_of(item: dict[str, Any], name: str) -> list[str]:
    """Return the columns of a fact. A column that is only sometimes a text is then no title."""
    columns = [column for column in COLUMNS[name] if column in item]
    if name in {"body", "title"}:
        texts = [column for column in COLUMNS["body"] if column in item and column not in ONLY_TEXT]
        if (name == "body") == bool(texts):
            return [column for column in columns if column not in ONLY_TEXT]
    return columns


@lru_cache(maxsize=64)
def rating_columns(names: tuple[str, ...]) -> list[tuple[str, dict[str, str]]]:
    """Return the versions of CVSS that columns name, each with its columns by what they hold.

    Examples
    --------
    >>> rating_columns(("cve_id", "cvss2_base_score", "cvss_v2_vector"))
    [('2', {'score': 'cvss2_base_score', 'vector': 'cvss_v2_vector'})]
    """
    versions: dict[str, dict[str, str]] = {}
    for name in names:
        if match := RATING.fullmatch(name):
            versions.setdefault(match["version"], {}).setdefault(match["kind"] or "vector", name)
    return list(versions.items())


def _either(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names[:-1]) + f' or "{names[-1]}"'
