"""The records of one advisory side by side: what each says, where they disagree, and how each changed.

Nothing of this is stored: it is computed from the records as they were kept, by the rules of `facts`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.db.models import QuerySet
from django.db.models.functions import Length

from advisories.corpus.merging import RULES, VERSIONS, band, rank, scored_vector
from advisories.formats.parsing import affected_versions, parse_again
from advisories.models import SourceRecord
from advisories.records import AdvisoryRecord, Affected

READ_AT_ONCE: Final = 2_000_000  # characters of stored records that one answer reads again
CLASSIFYING: Final = frozenset({"severity", "band", "cvss_v3", "cvss_v4", "cwes"})  # hidden from who codes blindly
COMPARED: Final = tuple(RULES)
PACKAGES_COMPARED: Final = 50
TOO_LARGE: Final = "The record is too large to be read for this page; download it to see what it says."


@dataclass(frozen=True, slots=True)
class SourceAccount:
    """A stored record as it reads today; without `record` it cannot be read, for `problem`."""

    row: SourceRecord
    record: AdvisoryRecord | None = None
    affected: tuple[Affected, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of a fact, and the records that give it."""

    value: str
    identifiers: tuple[str, ...]
    shown: bool  # as the advisory's own


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact on which records disagree; `about` names the package of a fixed version."""

    fact: str
    about: str
    claims: tuple[Claim, ...]

    @property
    def why(self) -> str:
        return RULES[self.fact]


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that a revision of a record changed, in words."""

    fact: str
    before: str
    after: str


def read_accounts(rows: QuerySet[SourceRecord]) -> list[SourceAccount]:
    """Read stored records again, in their order, as long as they are not too many characters in all."""
    found = list(rows.defer("content").annotate(size=Length("content")))
    room, readable = READ_AT_ONCE, []
    for row in sorted(found, key=lambda row: (not row.current, -row.pk)):
        if (room := room - row.size) >= 0:
            readable.append(row.pk)
    contents = dict(SourceRecord.objects.filter(pk__in=readable).values_list("pk", "content"))
    return [_account(row, contents.get(row.pk)) for row in found]


def _account(row: SourceRecord, content: str | None) -> SourceAccount:
    if content is None:
        return SourceAccount(row, problem=TOO_LARGE)
    try:
        record = parse_again(content, row.origin, row.format)
    except (ValueError, KeyError) as error:  # refused today, or of a format that is no longer there
        return SourceAccount(row, problem=str(error))
    try:
        return SourceAccount(row, record, affected_versions(content, row.format))
    except ValueError as error:
        return SourceAccount(row, record, problem=str(error))


def in_order(found: Iterable[SourceAccount]) -> list[SourceAccount]:
    """By precedence; those that cannot be read come last."""
    readable = [account for account in found if account.record]
    ordered = sorted(readable, key=lambda account: rank(_record(account)))
    return ordered + [account for account in found if not account.record]


def affected(ordered: Sequence[SourceAccount]) -> list[Affected]:
    """The versions that are shown: for each package those of the first record that names a fixed one.

    Where none does, those of the first record that names the package.
    """
    shown: dict[str, list[Affected]] = {}
    for account in ordered:
        for package, ranges in _by_package(account).items():
            if package not in shown or (_fixed(ranges) and not _fixed(shown[package])):
                shown[package] = ranges
    return [each for ranges in shown.values() for each in ranges]


def conflicts(ordered: Sequence[SourceAccount]) -> list[Conflict]:
    """The facts on which readable records disagree. A record that does not say a thing does not disagree."""
    records = [_record(account) for account in ordered if account.record]
    found = [
        _compared("severity", [(record.severity, record) for record in records]),
        _word_and_score(records),
        *(
            _compared(f"cvss_v{version[5]}", [(_vector(record, version), record) for record in records])
            for version in VERSIONS
        ),
        _compared("cwes", [(", ".join(record.cwes), record) for record in records], union=True),
        *_fixed_versions(ordered),
        _withdrawn(records),
    ]
    return [conflict for conflict in found if conflict]


def changes(before: SourceAccount, after: SourceAccount) -> list[Change]:
    """What a revision of a record says otherwise than the one before it."""
    if not (before.record and after.record):
        return []
    pairs = ((fact, words(before), words(after)) for fact, words in COMPARED_TEXTS.items())
    return [Change(fact, was, now) for fact, was, now in pairs if was != now]


def revisions(found: Sequence[SourceAccount]) -> list[tuple[SourceAccount, list[Change] | None]]:
    """Every revision, newest first, with its changes; None for the first of its record and where they are not known."""
    changed: dict[int, list[Change] | None] = {}
    names = dict.fromkeys((account.row.format, account.row.identifier) for account in found)
    for name in names:
        own = sorted(
            (account for account in found if (account.row.format, account.row.identifier) == name),
            key=lambda account: account.row.pk,
        )
        for before, after in pairwise(own):
            changed[after.row.pk] = changes(before, after) if before.record and after.record else None
    newest_first = sorted(found, key=lambda account: (account.row.imported_at, account.row.pk), reverse=True)
    return [(account, changed.get(account.row.pk)) for account in newest_first]


def _record(account: SourceAccount) -> AdvisoryRecord:
    assert account.record is not None
    return account.record


def _compared(
    fact: str, said: Iterable[tuple[str, AdvisoryRecord]], *, about: str = "", union: bool = False
) -> Conflict | None:
    """A conflict if more than one value is given; the first is shown, or all of them where they are united."""
    by_value: dict[str, list[str]] = {}
    for value, record in said:
        if value:
            by_value.setdefault(value, []).append(f"{record.identifier} ({record.format})")
    if len(by_value) < 2:
        return None
    return Conflict(
        fact,
        about,
        tuple(
            Claim(value, tuple(dict.fromkeys(names)), union or place == 0)
            for place, (value, names) in enumerate(by_value.items())
        ),
    )


def _word_and_score(records: Sequence[AdvisoryRecord]) -> Conflict | None:
    """The published word that is shown against the band of the base score that is shown."""
    worded = next((record for record in records if record.severity), None)
    scored = next(filter(None, (scored_vector(records, version) for version in VERSIONS)), None)
    if worded is None or scored is None or band(scored[1]) == worded.severity:
        return None
    vector, score = scored
    computed = f"{band(score) or 'none'}, computed from {score}"
    source = next(record for record in records if vector in record.cvss_vectors)
    said = [(f"{worded.severity}, published", worded), (computed, source)]
    return _compared("band", said)


def _vector(record: AdvisoryRecord, version: str) -> str:
    scored = scored_vector([record], version)
    return f"{scored[1]} {scored[0]}" if scored else ""


def _fixed_versions(ordered: Sequence[SourceAccount]) -> list[Conflict]:
    said: dict[str, list[tuple[str, AdvisoryRecord]]] = {}
    names: dict[str, str] = {}
    for account in ordered:
        for package, ranges in _by_package(account).items():
            names.setdefault(package, ranges[0].package)
            said.setdefault(package, []).append((_fixed(ranges), _record(account)))
    compared = (_compared("fixed", claims, about=names[package]) for package, claims in said.items())
    return [conflict for conflict in compared if conflict][:PACKAGES_COMPARED]


def _by_package(account: SourceAccount) -> dict[str, list[Affected]]:
    found: dict[str, list[Affected]] = {}
    for each in account.affected:
        found.setdefault(_package(each), []).append(each)
    return found


def _withdrawn(records: Sequence[AdvisoryRecord]) -> Conflict | None:
    standing = next((record for record in records if not record.withdrawn_at), None)
    if standing is None:
        return None
    said = [(_day(record.withdrawn_at) if record.withdrawn_at else "not withdrawn", record) for record in records]
    return _compared("withdrawn", said)


def _package(each: Affected) -> str:
    """One spelling for a package: Python's names do not tell `-`, `_` and `.` apart."""
    name = re.sub(r"[-_.]+", "-", each.package) if each.ecosystem == "PyPI" else each.package
    return f"{each.ecosystem}:{name}".casefold()


def _fixed(ranges: Iterable[Affected]) -> str:
    """The fixed versions in one order and one spelling ("v2.4.1" is "2.4.1")."""
    return ", ".join(sorted({re.sub(r"^v(?=\d)", "", each.fixed) for each in ranges if each.fixed}))


def _day(moment: object) -> str:
    return str(moment)[:10] if moment else ""


def _packages(account: SourceAccount) -> str:
    return "; ".join(
        " ".join(filter(None, (each.package, each.versions, each.fixed and f"(fixed in {each.fixed})")))
        for each in account.affected
    )


def _of(words: Callable[[AdvisoryRecord], str]) -> Callable[[SourceAccount], str]:
    return lambda account: words(_record(account))


# What a revision is compared by, in words.
COMPARED_TEXTS: Final[dict[str, Callable[[SourceAccount], str]]] = {
    "title": _of(lambda record: record.title),
    "text": _of(lambda record: record.body),
    "aliases": _of(lambda record: ", ".join(record.aliases)),
    "severity": _of(lambda record: record.severity),
    "cvss_v3": _of(lambda record: _vector(record, VERSIONS[0])),
    "cvss_v4": _of(lambda record: _vector(record, VERSIONS[1])),
    "cwes": _of(lambda record: ", ".join(record.cwes)),
    "packages": _packages,
    "references": _of(lambda record: ", ".join(record.references)),
    "published": _of(lambda record: _day(record.published_at)),
    "withdrawn": _of(lambda record: _day(record.withdrawn_at)),
}
CHANGED: Final = tuple(COMPARED_TEXTS)
