"""Dates in the notations that sources use -> times in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

YEARS: Final = range(1970, 2101)  # in which advisories were published, or withdrawn
ISO: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})-(?P<day>\d{1,2})|/(?P<month2>\d{1,2})/(?P<day2>\d{1,2})"
    r"|(?P<month3>\d{2})(?P<day3>\d{2}))"
    r"(?:[Tt ](?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?(?:\.\d+)?Z?)?)?",
    re.IGNORECASE,
)
ZONE: Final = re.compile(r"([+-])(\d{2}):?(\d{2})?")
ENGLISH: Final = re.compile(
    r"(?P<month>[A-Z][a-z]{2})[a-z]* (?P<day>\d{1,2}), (?P<year>\d{4})"
    r"(?:,? (?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))? (?P<half>AM|PM))?"
)
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNKNOWN: Final = re.compile(r"0001-01-01(?:T00:00:00(?:\.0+)?Z?)?")  # how Go writes a missing time


def parse_moment(text: str) -> datetime | None:
    """Return the time that a text states, in UTC and whole seconds; None if it states none.

    Without an offset, UTC is assumed. Hour 24 is the next day, and second 60 the next second.

    Examples
    --------
    >>> [str(parse_moment(text)) for text in ("2023-1-5", "2024-01-05T24:00:00Z", "Jan 1, 2023, 10:00:00 AM")]
    ['2023-01-05 00:00:00+00:00', '2024-01-06 00:00:00+00:00', '2023-01-01 10:00:00+00:00']
    >>> [parse_moment(text) for text in ("05/01/2023", "2023-01", "1704448800", "2023-02-30", "9999-12-31T23:59:59Z")]
    [None, None, None, None, None]
    """
    try:
        moment = _iso(text) or _english(text) or _mail(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment and moment.year in YEARS else None


def is_unknown(text: str) -> bool:
    """Return whether a text is a source's notation for an unknown time.

    Examples
    --------
    >>> is_unknown("0001-01-01T00:00:00Z"), is_unknown("soon")
    (True, False)
    """
    return UNKNOWN.fullmatch(text) is not None


def _iso(text: str) -> datetime | None:
    match = ISO.fullmatch(text)
    if not match:
        week = re.fullmatch(r"\d{4}-W\d{2}-\d", text)
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if week else None
    month, day = (next(match[name + n] for n in ("", "2", "3") if match[name + n]) for name in ("month", "day"))
    clock = (int(match["hour"] or 0), int(match["minute"] or 0), int(match["second"] or 0))
    return _moment(int(match["year"]), int(month), int(day), *clock) - _offset(match["zone"] or "")


def _moment(year: int, month: int, day: int, hour: int, minute: int, second: int) -> datetime:
    """Return a time in UTC; raise ValueError unless it is one, 24:00:00 or second 60."""
    if minute > 59 or second > 60 or hour > 24 or (hour == 24 and (minute or second)):
        raise ValueError("no time of day")
    return datetime(year, month, day, tzinfo=UTC) + timedelta(hours=hour, minutes=minute, seconds=second)


def _offset(zone: str) -> timedelta:
    match = ZONE.match(zone)
    if not match:
        return timedelta()
    size = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if size >= timedelta(days=1):
        raise ValueError("no offset")
    return -size if match[1] == "-" else size


def _english(text: str) -> datetime | None:
    match = ENGLISH.fullmatch(text)
    if not match or match["month"] not in MONTHS:
        return None
    hour = int(match["hour"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("no hour")
        hour = hour % 12 + (12 if match["half"] == "PM" else 0)
    clock = (hour, int(match["minute"] or 0), int(match["second"] or 0))
    return _moment(int(match["year"]), MONTHS.index(match["month"]) + 1, int(match["day"]), *clock)


def _mail(text: str) -> datetime | None:
    """Return the time of the notation of HTTP and mail: "Fri, 05 Jan 2024 10:00:00 GMT"."""
    if not re.match(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} ", text):
        return None
    moment = parsedate_to_datetime(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC).replace(microsecond=0)
