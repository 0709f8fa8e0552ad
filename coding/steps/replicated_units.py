"""The units of a replication: which advisories the rows of the ratings name, and their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisories.models import Advisory, Alias, Corpus, Document
from advisories.platform.database import where_in, where_in_numbers
from advisories.platform.errors import BadInput
from advisories.records.identifiers import by_local_name, local_name
from coding.formats.ratings.options import Ask, ReadingNeeded
from coding.formats.ratings.read import RatingsRead
from coding.formats.ratings.units import name_of_text, names_of_texts, unit_key
from coding.steps.sample import current_documents

SLIPPED = 0.2  # share of rows with contradicting names, from which the columns have slipped
FIRST = 5  # unknown units that are listed


@dataclass(frozen=True)
class NamedUnits:
    """The sample of a replication.

    Attributes
    ----------
    keys : list of str
        Keys of the advisories, in order of unit number.
    numbers : list of int or None
        Number of the unit of each row of the ratings; None for a row that repeats another.
    names : dict of str to int
        Folded name -> number, for every name that a file may use.
    """

    keys: list[str]
    numbers: list[int | None]
    names: dict[str, int]

    def number_of(self, name: str) -> int | None:
        """Return the number of the unit of this name: its number, or an identifier in any case."""
        return self.names.get(unit_key(name.strip()).casefold())


def ordered_advisories(identifiers: Sequence[str], corpus: Corpus) -> list[str]:
    """Return the distinct keys of the corpus's advisories with these identifiers, withdrawn ones after all others."""
    keys: set[str] = set()
    values = sorted(set(identifiers))
    for start in range(0, len(values), 500):
        batch = Alias.objects.filter(corpus=corpus, value__in=values[start : start + 500])
        keys.update(batch.values_list("advisory__key", flat=True))
    withdrawn = set(Advisory.objects.filter(corpus=corpus, withdrawn_at__isnull=False).values_list("key", flat=True))
    return sorted(keys, key=lambda key: (key in withdrawn, local_name(key), key))


def named_units(ratings: RatingsRead, imported: Sequence[str], corpus: Corpus) -> NamedUnits:
    """Return the units that the rows of the ratings name.

    Parameters
    ----------
    ratings : RatingsRead
    imported : sequence of str
        Keys of the imported advisories in their order.
    corpus : Corpus

    Raises
    ------
    ReadingNeeded
        If the rows do not name their units.
    BadInput
        If a row names no imported advisory, or two.
    """
    units = ratings.sheaf.units
    if ratings.sheaf.by == "rows" and not ratings.options.row_numbers:
        raise ReadingNeeded(
            [Ask("row_numbers", f"{ratings.name}: No column names the units. Rows can be units 1, 2, 3 … in order.")]
        )
    keys_of, shared_names = _keys_of_names(imported, corpus)
    if all(unit.isascii() and unit.isdigit() for unit in units):
        return _by_number(ratings, imported, keys_of)
    keys = []
    unknown = []
    texts: dict[str, str] | None = None
    for row, (unit, line) in enumerate(zip(units, ratings.sheaf.lines, strict=True)):
        key = keys_of.get(unit.casefold())
        if key is None and (text := name_of_text(unit)):
            texts = names_of_texts(_texts_of(imported, corpus)) if texts is None else texts
            key = texts.get(text) or _by_second_name(ratings, row, keys_of)
        keys.append(key)
        if key is None and (candidates := shared_names.get(unit.casefold())):
            raise BadInput(
                f"{ratings.name}:{line}: “{unit}” names {' and '.join(candidates[:FIRST])}. Write one of these "
                "identifiers."
            )
        if key is None:
            unknown.append(f"“{unit}” (line {line})")
    if unknown:
        more = f" and {len(unknown) - FIRST} more" if len(unknown) > FIRST else ""
        raise BadInput(
            f"{ratings.name}: No imported advisory has the identifier {', '.join(unknown[:FIRST])}{more}. Import their "
            "files as well, or number the units 1 to N."
        )
    sample = [key for key in imported if key in set(keys)]
    number_of = {key: number for number, key in enumerate(sample, 1)}
    _refuse_second_names(ratings, [number_of[key] for key in keys if key], keys_of, number_of)
    numbers = _once(ratings, [key for key in keys if key], number_of)
    return NamedUnits(sample, numbers, _names(keys_of, number_of))


def _texts_of(imported: Sequence[str], corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Yield the key and the text of each imported advisory."""
    documents = current_documents(corpus, imported)
    rows = Document.objects.filter(pk__in=where_in_numbers(documents.values()))
    yield from rows.values_list("advisory__key", "text").iterator(chunk_size=500)


def _by_second_name(ratings: RatingsRead, row: int, keys_of: dict[str, str]) -> str | None:
    """Return the key of the advisory whose identifier a text of a project has as its name."""
    seconds = ratings.sheaf.seconds[row] if ratings.sheaf.seconds else []
    return next(filter(None, (keys_of.get(second.name.casefold()) for second in seconds)), None)


def _keys_of_names(imported: Sequence[str], corpus: Corpus) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return folded identifier -> key of the advisory, and local name -> identifiers if rows of several tables have it.

    A local name that only one table has is an identifier as well.
    """
    aliases = Alias.objects.filter(corpus=corpus, advisory__key__in=where_in(imported))
    key_of = dict(aliases.values_list("value", "advisory__key"))
    local = {name.casefold(): identifiers for name, identifiers in by_local_name(key_of).items()}
    keys_of = {value.casefold(): key for value, key in key_of.items()}
    only = {name: key_of[identifier] for name, (identifier, *others) in local.items() if not others}
    return only | keys_of, {name: identifiers for name, identifiers in local.items() if len(identifiers) > 1}


def _names(keys_of: dict[str, str], number_of: dict[str, int]) -> dict[str, int]:
    names = {str(number): number for number in number_of.values()}
    return names | {name: number_of[key] for name, key in keys_of.items() if key in number_of}


def _by_number(ratings: RatingsRead, imported: Sequence[str], keys_of: dict[str, str]) -> NamedUnits:
    known = {str(number): number for number in range(1, len(imported) + 1)}
    for unit, line in zip(ratings.sheaf.units, ratings.sheaf.lines, strict=True):
        if unit not in known:
            raise BadInput(
                f"{ratings.name}:{line}: Unknown unit “{unit[:40]}”. The files contain {len(imported)} distinct "
                f"advisories. Use numbers from 1 to {len(imported)}."
            )
    numbers = [known[unit] for unit in ratings.sheaf.units]
    sample = list(imported[: max(numbers)])
    number_of = {key: number for number, key in enumerate(sample, 1)}
    _refuse_second_names(ratings, numbers, keys_of, number_of)
    names = _names(keys_of, number_of) | {str(number): number for number in number_of.values()}
    return NamedUnits(sample, list(numbers), names)


def _refuse_second_names(
    ratings: RatingsRead, numbers: Sequence[int], keys_of: dict[str, str], number_of: dict[str, int]
) -> None:
    """Raise BadInput if a row names its unit twice, and differently."""
    contradictions = []
    for row, number in enumerate(numbers):
        for second in ratings.sheaf.seconds[row]:
            named = int(second.name) if second.is_number else number_of.get(keys_of.get(second.name.casefold(), ""))
            if named is not None and named != number:
                contradictions.append((second, ratings.sheaf.units[row]))
                break
    if not contradictions:
        return
    second, unit = contradictions[0]
    if len(contradictions) > SLIPPED * len(numbers):
        raise BadInput(
            f"{second.file}: {len(contradictions)} of {len(numbers)} rows name two different units, the first on line "
            f"{second.line} ({unit} and {second.name}): the columns have slipped."
        )
    raise BadInput(f"{second.file}: Line {second.line}: unit {unit} is not {second.name}. Correct one of the two.")


def _once(ratings: RatingsRead, keys: Sequence[str], number_of: dict[str, int]) -> list[int | None]:
    """Return the number of each row's unit; None for a row that repeats an advisory under another identifier."""
    first: dict[str, int] = {}
    numbers: list[int | None] = []
    rows, lines, units = ratings.rows, ratings.sheaf.lines, ratings.sheaf.units
    for row, key in enumerate(keys):
        before = first.setdefault(key, row)
        if before == row:
            numbers.append(number_of[key])
        elif rows[before] == rows[row]:
            numbers.append(None)
        else:
            raise BadInput(
                f"{ratings.name}: “{units[row]}” on line {lines[row]} is the same advisory as “{units[before]}” on "
                f"line {lines[before]}, with other codes. Keep one of the lines."
            )
    return numbers
