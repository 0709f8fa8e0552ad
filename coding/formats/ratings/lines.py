"""The ratings of one person in a file, as the lines that are entered into a round."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from advisories.records import Rejected
from advisories.text.reading import clean
from coding.formats.ratings.cells import listed_codes
from coding.formats.ratings.columns import STRENGTH_OF_INDEX
from coding.formats.ratings.labels import Codes
from coding.formats.ratings.options import Ask, Choice, ReadingNeeded
from coding.formats.ratings.read import RatingsRead
from coding.formats.ratings.units import NUMBER_NAMES
from coding.formats.ratings.words import fold_name
from coding.rendering.escaping import split_codes

CERTAINTIES: Final = ("certain", "fairly", "unsure", "")
NO_CODE_REASONS: Final = ("cannot_tell", "not_applicable", "")
YES: Final = frozenset({"1", "true", "yes", "x"})
NUMBERS: Final = NUMBER_NAMES | {"no"}  # columns whose whole numbers are unit numbers beside identifiers, too


@dataclass(frozen=True, slots=True)
class QuotedText:
    """A marked passage: the label of its code, the quotation, and its start in the marked text, if known."""

    code: str
    quote: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class RatingLine:
    """One rater's coding of one unit, as in the file.

    Attributes
    ----------
    origin : str
        File and line.
    unit : str
        An identifier, a number of a unit, or another name.
    codes : tuple of str
        Labels.
    second_names : tuple of str
        Other names of the unit on the line, which must not contradict it.
    is_number : bool
        Whether a whole number in `unit` is the number of a unit.
    unclear : tuple of str
        Labels of the codes of which the rater cannot tell whether they apply.
    title : str
        What a project calls the text that names the unit.
    """

    origin: str
    unit: str
    codes: tuple[str, ...]
    second_names: tuple[str, ...] = ()
    is_number: bool = True
    memo: str = ""
    certainty: str = ""
    no_code_reason: str = ""
    flagged_for_discussion: bool = False
    words: tuple[QuotedText, ...] = ()
    unclear: tuple[str, ...] = ()
    title: str = ""


def lines_of(read: RatingsRead, person: str) -> Iterator[RatingLine | Rejected]:
    """Yield the ratings of a person in the order of the file, and the rows that cannot be read.

    Raises
    ------
    ReadingNeeded
        If nothing names the units, or a unit stands twice with different codes.

    Examples
    --------
    >>> from coding.formats.ratings.options import ReadingOptions
    >>> from coding.formats.ratings.read import File, read_files
    >>> file = File("codes.csv", b"unit,Ada,Bo\\n1,outage,leak\\n2,,leak\\n")
    >>> read = read_files([file], ReadingOptions(takes_rest=True), fewest=1)
    >>> [(line.origin, line.unit, line.codes) for line in lines_of(read, "Ada")]
    [('codes.csv:2', '1', ('outage',))]
    """
    is_number = _numbers_are_units(read)
    rows = _counted(read, person)
    prefix = f"{read.answers[0].title}{read.answers[0].between}"
    for refused in sorted(read.sheaf.refused, key=lambda row: row.line):
        if refused.rater in ("", person):
            yield Rejected(f"{prefix}{refused.line}", refused.reason)
    for row in rows:
        details = read.sheaf.details.get(person, {}).get(row, {})
        origin = f"{prefix}{details.get('line', read.sheaf.lines[row])}"
        line = _line(origin, read.codes[person][row], details)
        if isinstance(line, Rejected):
            yield line
        elif line is not None:
            seconds = read.sheaf.seconds[row] if read.sheaf.seconds else []
            yield RatingLine(
                **{**line, "second_names": tuple(second.name for second in seconds)},
                origin=origin,
                unit=clean(read.sheaf.units[row]),
                is_number=is_number,
            )


def _numbers_are_units(read: RatingsRead) -> bool:
    """Return whether whole numbers that name rows are numbers of units; ask if the rows are only counted."""
    options, sheaf = read.options, read.sheaf
    if options.row_numbers or options.unit:
        return True
    columns = [column for answers in read.answers for column in answers.units]
    chosen = next((column for column in columns if column.names == sheaf.unit_columns), None)
    if chosen is None or chosen.strength >= STRENGTH_OF_INDEX - 1:
        names = [column.title for column in columns if column.title]
        raise ReadingNeeded(
            [
                Ask(
                    "row_numbers",
                    f"{read.name}: {'No column' if chosen is None else 'Only a running number'} names the units.",
                    (
                        Choice("true", "if the rows are the units 1, 2, 3 … in order"),
                        *(Choice(name, f"if {name} has the numbers of the units", "unit") for name in names),
                    ),
                )
            ]
        )
    return fold_name(chosen.names[0]) in NUMBERS or all(column.strength > 0 for column in columns)


def _counted(read: RatingsRead, person: str) -> list[int]:
    """Return the rows that count: of a unit that stands twice with the same answer, the first."""
    codes, sheaf, options = read.codes[person], read.sheaf, read.options
    details = sheaf.details.get(person, {})
    first: dict[tuple[str, ...], int] = {}
    rows: list[int] = []
    for row, unit in enumerate(sheaf.units):
        if codes[row] is None and row not in details:
            continue
        # Of two rows whose other names differ, one may name the wrong unit, which the study knows.
        names = (unit, *(second.name for second in sheaf.seconds[row])) if sheaf.seconds else (unit,)
        before = first.setdefault(names, row)
        if before == row:
            rows.append(row)
        elif codes[before] is None:
            rows[rows.index(before)] = first[names] = row
        elif codes[row] not in (None, codes[before]):
            raise ReadingNeeded(
                [
                    Ask(
                        "doubled",
                        f"{read.name}: Unit {unit} is on lines {sheaf.lines[before]} and {sheaf.lines[row]} with "
                        "different codes. Keep one of the lines, or say which count.",
                        tuple(
                            Choice(value, says)
                            for value, says in (
                                ("first", "for the first"),
                                ("last", "for the last"),
                                ("drop", "for none of them"),
                            )
                            if value != options.doubled
                        ),
                    )
                ]
            )
    return rows


def _line(origin: str, codes: Codes, details: Mapping[str, Any]) -> dict[str, Any] | Rejected | None:
    """Return what a row says of a unit; None if it was not coded."""
    no_code_reason = str(details.get("uncoded", "")).strip().replace(" ", "_").casefold()
    unclear = _labels(details.get("unclear", ""))
    if codes is None and not no_code_reason and not unclear and "words" not in details:
        return None
    certainty = str(details.get("certainty", "")).casefold()
    if certainty not in CERTAINTIES:
        return Rejected(origin, f"Invalid certainty “{certainty}”. Use certain, fairly, unsure, or leave it empty.")
    if no_code_reason not in NO_CODE_REASONS:
        return Rejected(
            origin,
            f"Invalid no-code reason “{no_code_reason}”. Use cannot_tell, not_applicable, or leave “uncoded” empty.",
        )
    words = _quoted_texts(details)
    if words is None:
        return Rejected(origin, "The segments cannot be read. Leave the column as it was downloaded, or remove it.")
    return {
        "codes": _cleaned(codes or ()),
        "memo": clean(str(details.get("memo", ""))),
        "certainty": certainty,
        "no_code_reason": no_code_reason,
        "flagged_for_discussion": str(details.get("discuss", "")).casefold() in YES,
        "words": words,
        "unclear": unclear,
        "title": clean(str(details.get("title", ""))),
    }


def _cleaned(labels: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Return the labels without characters that JSON and XML can contain and a database column cannot."""
    return tuple(dict.fromkeys(filter(None, (clean(label).strip() for label in labels))))


def _labels(cell: str) -> tuple[str, ...]:
    listed = listed_codes(cell) if cell.startswith("[") else None
    return _cleaned(split_codes(cell) if listed is None else listed)


def _quoted_texts(details: Mapping[str, Any]) -> tuple[QuotedText, ...] | None:
    """Return the passages of a JSON list of {"code", "start", "end", "quote"}; None if it is not such a list."""
    rows: Any = details.get("words", ())
    if cell := details.get("segments", ""):
        try:
            rows = json.loads(cell)
        except (ValueError, RecursionError):
            return None
    try:
        words = [(row["code"], row["quote"], row["start"]) for row in rows]
    except (TypeError, KeyError):
        return None
    if not all(isinstance(code, str) and isinstance(quote, str) for code, quote, _ in words):
        return None
    if details.get("segments") and not all(type(start) is int for _, _, start in words):
        return None
    return tuple(
        QuotedText(clean(code), clean(quote), start if type(start) is int else None) for code, quote, start in words
    )
