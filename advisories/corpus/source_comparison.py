"""Compares the source records of one advisory: facts, conflicts, and the changes between revisions.

Nothing here is stored. It is computed from the stored records by the rules of `merging`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from django.db.models import QuerySet
from django.db.models.functions import Length

from advisories.corpus.merging import RULES, VERSIONS, rank, scored_vector
from advisories.formats import table
from advisories.formats.parsing import affected_versions, parse_again
from advisories.models import SourceRecord
from advisories.records import AdvisoryRecord, Affected
from advisories.records.severity import choose, combine

READ_AT_ONCE: Final = 2_000_000  # characters of stored records parsed for one response
# Hidden from raters in a round in progress.
CLASSIFYING: Final = frozenset({"severity", "band", "cvss_v3", "cvss_v4", "cwes"})
COMPARED: Final = tuple(RULES)
PACKAGES_COMPARED: Final = 50  # conflicts of fixed versions that are listed
TOO_LARGE: Final = "The record is too large to be shown here. Download it instead."


@dataclass(frozen=True, slots=True)
class SourceAccount:
    """A stored record, parsed. If it cannot be parsed, `record` is None and `problem` states why."""

    row: SourceRecord
    record: AdvisoryRecord | None = None
    affected: tuple[Affected, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A value of a fact, and the records that state it."""

    value: str
    identifiers: tuple[str, ...]
    shown: bool  # as the fact of the advisory


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact on which records disagree. For fixed versions, `about` is the package."""

    fact: str
    about: str
    claims: tuple[Claim, ...]

    @property
    def why(self) -> str:
        return RULES[self.fact]


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that a revision of a record changed, with both values as text."""

    fact: str
    before: str
    after: str


def read_accounts(rows: QuerySet[SourceRecord]) -> list[SourceAccount]:
    """Parse stored records in their order, current ones first until the size limit is reached."""
    records = list(rows.defer("content").annotate(size=Length("content")))
    room, readable = READ_AT_ONCE, []
    for row in sorted(records, key=lambda row: (not row.current, -row.pk)):
        if (room := room - row.size) >= 0:
            readable.append(row.pk)
    contents = dict(SourceRecord.objects.filter(pk__in=readable).values_list("pk", "content"))
    return [_account(row, contents.get(row.pk)) for row in records]


def _account(row: SourceRecord, content: str | None) -> SourceAccount:
    if content is None:
        return SourceAccount(row, problem=TOO_LARGE)
    try:
        record = parse_again(content, row.origin, row.format)
        if row.format == table.NAME:
            record = replace(record, identifier=row.identifier, part=row.part)
    except (ValueError, KeyError) as error:  # no longer valid, or its format no longer exists
        return SourceAccount(row, problem=str(error))
    try:
        return SourceAccount(row, record, affected_versions(content, row.format))
    except ValueError as error:
        return SourceAccount(row, record, problem=str(error))


def sort_by_precedence(accounts: Iterable[SourceAccount]) -> list[SourceAccount]:
    """Return the records in order of precedence; those that cannot be parsed come last."""
    readable = [account for account in accounts if account.record]
    ordered = sorted(readable, key=lambda account: rank(_record(account)))
    return ordered + [account for account in accounts if not account.record]


def affected(ordered: Sequence[SourceAccount]) -> list[Affected]:
    """Return the affected versions to show: per package, those of the first record with a fixed version.

    If no record has one, those of the first record that names the package.
    """
    shown: dict[str, list[Affected]] = {}
    for account in ordered:
        for package, ranges in _by_package(account).items():
            if package not in shown or (_fixed(ranges) and not _fixed(shown[package])):
                shown[package] = ranges
    return [each for ranges in shown.values() for each in ranges]


def conflicts(ordered: Sequence[SourceAccount]) -> list[Conflict]:
    """Return the facts on which records disagree. A record without a value does not disagree."""
    records = [_record(account) for account in ordered if account.record]
    compared = [
        _conflict("severity", [(_published(record), record) for record in records]),
        _word_and_score(records),
        *(
            _conflict(f"cvss_v{version[5]}", [(_vector(record, version), record) for record in records])
            for version in VERSIONS
        ),
        _conflict("cwes", [(", ".join(record.cwes), record) for record in records], union=True),
        *_fixed_versions(ordered),
        _withdrawn(records),
    ]
    return [conflict for conflict in compared if conflict]


def changes(before: SourceAccount, after: SourceAccount) -> list[Change]:
    """Return the facts that differ between two revisions of a record."""
    if not (before.record and after.record):
        return []
    pairs = ((fact, describe(before), describe(after)) for fact, describe in COMPARED_TEXTS.items())
    return [Change(fact, was, now) for fact, was, now in pairs if was != now]


def revisions(accounts: Sequence[SourceAccount]) -> list[tuple[SourceAccount, list[Change] | None]]:
    """Return all revisions, newest first, with their changes; None for first and unreadable revisions."""
    changed: dict[int, list[Change] | None] = {}
    names = dict.fromkeys(account.row.name for account in accounts)
    for name in names:
        own = sorted(
            (account for account in accounts if account.row.name == name),
            key=lambda account: account.row.pk,
        )
        for before, after in pairwise(own):
            changed[after.row.pk] = changes(before, after) if before.record and after.record else None
    newest_first = sorted(accounts, key=lambda account: (account.row.imported_at, account.row.pk), reverse=True)
    return [(account, changed.get(account.row.pk)) for account in newest_first]


def _record(account: SourceAccount) -> AdvisoryRecord:
    assert account.record is not None
    return account.record


def _conflict(
    fact: str, values: Iterable[tuple[str, AdvisoryRecord]], *, about: str = "", union: bool = False
) -> Conflict | None:
    """Return a conflict if there is more than one value. The first is shown; with `union`, all of them."""
    by_value: dict[str, list[str]] = {}
    for value, record in values:
        if value:
            by_value.setdefault(value, []).append(f"{record.identifier} ({record.format})")
    if len(by_value) < 2:
        return None
    return Conflict(
        fact,
        about,
        tuple(
            Claim(value, tuple(dict.fromkeys(names)), union or position == 0)
            for position, (value, names) in enumerate(by_value.items())
        ),
    )


def _word_and_score(records: Sequence[AdvisoryRecord]) -> Conflict | None:
    """Compare the published severity that is shown with the band of the base score that is shown."""
    severities = [choose(record.severity, record.cvss) for record in records]
    severity = combine(severities)
    entry = severity.entry
    if severity.source != "published" or entry is None or entry.band == severity.word:
        return None
    worded = next(record for record, one in zip(records, severities, strict=True) if one.source == "published")
    scored = next(record for record, one in zip(records, severities, strict=True) if one.entry == entry)
    computed = f"{entry.band or 'none'}, computed from {entry.score}"
    return _conflict("band", [(f"{severity.word}, published", worded), (computed, scored)])


def _published(record: AdvisoryRecord) -> str:
    severity = choose(record.severity, record.cvss)
    return severity.word if severity.source == "published" else ""


def _vector(record: AdvisoryRecord, version: str) -> str:
    scored = scored_vector([record], version)
    return f"{scored[1]} {scored[0]}" if scored else ""


def _fixed_versions(ordered: Sequence[SourceAccount]) -> list[Conflict]:
    values: dict[str, list[tuple[str, AdvisoryRecord]]] = {}
    names: dict[str, str] = {}
    for account in ordered:
        for package, ranges in _by_package(account).items():
            names.setdefault(package, ranges[0].package)
            values.setdefault(package, []).append((_fixed(ranges), _record(account)))
    compared = (_conflict("fixed", claims, about=names[package]) for package, claims in values.items())
    return [conflict for conflict in compared if conflict][:PACKAGES_COMPARED]


def _by_package(account: SourceAccount) -> dict[str, list[Affected]]:
    ranges: dict[str, list[Affected]] = {}
    for each in account.affected:
        ranges.setdefault(_package(each), []).append(each)
    return ranges


def _withdrawn(records: Sequence[AdvisoryRecord]) -> Conflict | None:
    not_withdrawn = next((record for record in records if not record.withdrawn_at), None)
    if not_withdrawn is None:
        return None
    values = [(_day(record.withdrawn_at) if record.withdrawn_at else "not withdrawn", record) for record in records]
    return _conflict("withdrawn", values)


def _package(each: Affected) -> str:
    """Return one spelling of a package. Python package names treat `-`, `_` and `.` as equal."""
    name = re.sub(r"[-_.]+", "-", each.package) if each.ecosystem == "PyPI" else each.package
    return f"{each.ecosystem}:{name}".casefold()


def _fixed(ranges: Iterable[Affected]) -> str:
    """Return the fixed versions, sorted and in one spelling ("v2.4.1" becomes "2.4.1")."""
    return ", ".join(sorted({re.sub(r"^v(?=\d)", "", each.fixed) for each in ranges if each.fixed}))


def _day(moment: object) -> str:
    return str(moment)[:10] if moment else ""


def _packages(account: SourceAccount) -> str:
    return "; ".join(
        " ".join(filter(None, (each.package, each.versions, each.fixed and f"(fixed in {each.fixed})")))
        for each in account.affected
    )


def _from_record(describe: Callable[[AdvisoryRecord], str]) -> Callable[[SourceAccount], str]:
    return lambda account: describe(_record(account))


# The facts by which revisions are compared, as text.
COMPARED_TEXTS: Final[dict[str, Callable[[SourceAccount], str]]] = {
    "title": _from_record(lambda record: record.title),
    "text": _from_record(lambda record: record.body),
    "aliases": _from_record(lambda record: ", ".join(record.aliases)),
    "severity": _from_record(lambda record: _published(record)),
    "cvss_v3": _from_record(lambda record: _vector(record, VERSIONS[0])),
    "cvss_v4": _from_record(lambda record: _vector(record, VERSIONS[1])),
    "cwes": _from_record(lambda record: ", ".join(record.cwes)),
    "packages": _packages,
    "references": _from_record(lambda record: ", ".join(record.references)),
    "published": _from_record(lambda record: _day(record.published_at)),
    "withdrawn": _from_record(lambda record: _day(record.withdrawn_at)),
}
CHANGED: Final = tuple(COMPARED_TEXTS)
