"""The search index in the dialects of SQLite (FTS5) and PostgreSQL (tsvector). Both store ready tokens.

Words and phrases reach the database as parameters that are built from tokens only.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from advisories.models import Advisory, SearchText, UnindexedText
from advisories.platform.database import where_in_numbers
from advisories.text.query import SearchQuery, Term
from advisories.text.tokens import FIELD_END

LOCK: Final = 0x5EA6C4  # number of the PostgreSQL lock that serialises indexing
# Limits of a tsvector: positions per word, the last position, and bytes.
POSITIONS: Final = 255
LAST_POSITION: Final = 16_383
BYTES: Final = 1_000_000


def queue_texts(advisories: Iterable[int]) -> None:
    """Queue advisories, given by primary key, for indexing: because they are new, have changed or were deleted."""
    numbers = sorted(set(advisories))
    if not numbers:
        return
    table = UnindexedText._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"INSERT INTO {table} (advisory) SELECT unnest(%s::bigint[]) "  # our own table
                "ON CONFLICT (advisory) DO UPDATE SET id = DEFAULT",
                [numbers],
            )
        else:
            statement = f"INSERT OR REPLACE INTO {table} (advisory) VALUES (%s)"  # noqa: S608
            cursor.executemany(statement, [(number,) for number in numbers])


def queue_all_texts() -> None:
    """Empty the index and queue every advisory, in a transaction of the caller."""
    SearchText.objects.all().delete()
    UnindexedText.objects.all().delete()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO advisories_search (advisories_search) VALUES ('delete-all')")
        cursor.execute(
            f"INSERT INTO {UnindexedText._meta.db_table} (advisory) SELECT id FROM {Advisory._meta.db_table}"  # noqa: S608
        )


def lock_index() -> None:
    """Wait until no other transaction changes the index. SQLite has only one writer."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def store_tokens(texts: Mapping[int, str | None]) -> None:
    """Store the tokens of advisories, by primary key; None for a deleted one. `lock_index` has been called."""
    if connection.vendor == "postgresql":
        _store_vectors(texts)
    else:
        _store_fts(texts)


def matching(query: SearchQuery) -> NDArray[np.int64]:
    """Return the primary keys of the indexed advisories that satisfy a query with at least one required term.

    Those of advisories that were deleted may be among them.
    """
    return _matching_vectors(query) if connection.vendor == "postgresql" else _matching_fts(query)


def _numbers(sql: str, parameters: list[Any]) -> NDArray[np.int64]:
    """Return the numbers that a query returns as one text, separated by commas: rows would take ten times as long."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        (text,) = cursor.fetchone()
    return np.fromstring(text, dtype=np.int64, sep=",") if text else np.empty(0, dtype=np.int64)


def _compressed(text: str) -> bytes:
    return zlib.compress(text.encode(), 1)


def _text(tokens: bytes | memoryview) -> str:
    return zlib.decompress(tokens).decode()


# SQLite


def _store_fts(texts: Mapping[int, str | None]) -> None:
    if not SearchText.objects.exists():  # the table of tokens was emptied, for example by a restore
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO advisories_search (advisories_search) VALUES ('delete-all')")
    rows = SearchText.objects.filter(advisory__in=where_in_numbers(texts)).values_list("advisory", "tokens")
    stored = {number: bytes(tokens) for number, tokens in rows if tokens is not None}
    tokens = {number: None if text is None else _compressed(text) for number, text in texts.items()}
    changed = [number for number in texts if stored.get(number) != tokens[number]]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO advisories_search (advisories_search, rowid, tokens) VALUES ('delete', %s, %s)",
            [(number, _text(stored[number])) for number in changed if number in stored],
        )
        SearchText.objects.filter(advisory__in=where_in_numbers(changed)).delete()
        written = [number for number in changed if texts[number] is not None]
        cursor.executemany(
            "INSERT INTO advisories_search (rowid, tokens) VALUES (%s, %s)",
            [(number, texts[number]) for number in written],
        )
        cursor.executemany(
            f"INSERT INTO {SearchText._meta.db_table} (advisory, tokens) VALUES (%s, %s)",  # noqa: S608
            [(number, tokens[number]) for number in written],
        )


def _matching_fts(query: SearchQuery) -> NDArray[np.int64]:
    expression = " AND ".join(map(_fts_term, query.required))
    if query.excluded:
        expression = f"({expression}) NOT ({' OR '.join(map(_fts_term, query.excluded))})"
    return _numbers("SELECT group_concat(rowid) FROM advisories_search WHERE advisories_search MATCH %s", [expression])


def _fts_term(term: Term) -> str:
    return f'"{" ".join(term.tokens)}"{" *" if term.open_end else ""}'


# PostgreSQL


def _store_vectors(texts: Mapping[int, str | None]) -> None:
    table = SearchText._meta.db_table
    rows = [(number, *_vector(text)) for number, text in texts.items() if text is not None]
    SearchText.objects.filter(advisory__in=[number for number, text in texts.items() if text is None]).delete()
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (advisory, vector, tokens) "  # noqa: S608
            "SELECT number, literal::tsvector, tokens FROM unnest(%s::bigint[], %s::text[], %s::bytea[]) "
            "AS row (number, literal, tokens) "
            "ON CONFLICT (advisory) DO UPDATE SET vector = excluded.vector, tokens = excluded.tokens",
            [list(column) for column in zip(*rows, strict=True)],
        )


def _vector(text: str) -> tuple[str | None, bytes | None]:
    """Return the tsvector of a text of tokens, and the compressed text if the vector does not have all of it.

    Beyond the limits the vector has all words, but not all their positions; there is none if the words are too long.
    """
    positions: dict[str, list[int]] = {}
    for position, token in enumerate(text.split(" "), 1):
        positions.setdefault(token, []).append(position)
    positions.pop(FIELD_END, None)
    whole = text.count(" ") < LAST_POSITION - 1 and all(len(where) <= POSITIONS for where in positions.values())
    if not whole:
        positions = {
            token: [position for position in where[:POSITIONS] if position < LAST_POSITION]
            for token, where in positions.items()
        }
    size = sum(len(token.encode()) + 4 + 2 * len(where) for token, where in positions.items())
    literal = " ".join(
        f"'{token}':{','.join(map(str, where))}" if where else f"'{token}'" for token, where in positions.items()
    )
    return (literal if size < BYTES else None), (None if whole and size < BYTES else _compressed(text))


def _matching_vectors(query: SearchQuery) -> NDArray[np.int64]:
    table = SearchText._meta.db_table
    terms = (*query.required, *query.excluded)
    phrases = any(len(term.tokens) > 1 for term in terms)
    expression = " & ".join([*map(_ts_term, query.required), *(f"!({_ts_term(term)})" for term in query.excluded)])
    rows = _numbers(
        f"SELECT string_agg(advisory::text, ',') FROM {table} WHERE vector @@ %s::tsquery"  # noqa: S608
        + (" AND tokens IS NULL" if phrases else ""),
        [expression],
    )
    # Texts beyond the limits of a tsvector are checked here.
    words = " & ".join(_ts_word(token, False) for term in query.required for token in term.tokens[:-1])
    lasts = " & ".join(_ts_word(term.tokens[-1], term.open_end) for term in query.required)
    beyond = f"SELECT advisory, tokens FROM {table} WHERE tokens IS NOT NULL AND "  # noqa: S608
    with connection.cursor() as cursor:
        if phrases:
            cursor.execute(
                beyond + "(vector IS NULL OR vector @@ %s::tsquery)", [" & ".join(filter(None, [words, lasts]))]
            )
        else:
            cursor.execute(beyond + "vector IS NULL")
        checked = [number for number, tokens in cursor.fetchall() if query.matches(_text(tokens))]
    return np.concatenate([rows, np.array(checked, dtype=np.int64)])


def _ts_term(term: Term) -> str:
    last = len(term.tokens) - 1
    words = [_ts_word(token, term.open_end and number == last) for number, token in enumerate(term.tokens)]
    return f"({' <-> '.join(words)})"


def _ts_word(token: str, open_end: bool) -> str:
    return f"'{token}'{':*' if open_end else ''}"
