"""Labels of ratings: the codes of a cell, separators, labels in two spellings, words that look missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from coding.formats.ratings.answers import Cell, Check
from coding.formats.ratings.cells import listed_codes, trim
from coding.formats.ratings.options import (
    SEPARATORS,
    Ask,
    Choice,
    ReadingNeeded,
    ReadingOptions,
    UnreadableRatings,
    written,
)
from coding.formats.ratings.spellings import twins
from coding.formats.ratings.units import Sheaf
from coding.formats.ratings.words import MISSING
from coding.rendering.escaping import split_codes
from coding.statistics.ratings import Ratings

LONGEST: Final = 200  # characters of a label
SIGNS: Final = (";", ",", "|", "/", "+", "newline")
MOST_KNOWN: Final = 0.8  # of the parts of cells, if a sign separates codes
Codes = tuple[str, ...] | None


@dataclass
class Labelled:
    """The codes of each rater, one item per unit: None if not coded."""

    codes: dict[str, list[Codes]]
    multilabel: bool
    separator: str | None = None
    checks: list[Check] = field(default_factory=list)
    decided: list[dict[str, Any]] = field(default_factory=list)  # what options changed: option, value, ratings
    suspected: str | None = None  # a separator that the cells may use


def labelled(sheaf: Sheaf, options: ReadingOptions, *, escaped: bool = False, several: bool = False) -> Labelled:
    """Return the codes of all cells.

    Parameters
    ----------
    sheaf : Sheaf
    options : ReadingOptions
    escaped : bool
        Whether codes are written with the escapes of our own files.
    several : bool
        Whether cells have several codes for sure.

    Raises
    ------
    ReadingNeeded, UnreadableRatings
        If cells hold several codes and nothing says what separates them, or a label is too long.
    """
    lists = _columns_of_lists(sheaf)
    separator = options.separator or (";" if options.multilabel and not lists else None)
    multilabel = several or options.several_codes or bool(lists)
    result = Labelled({}, multilabel, "json" if lists else separator)
    if lists:
        result.checks.append(Check("lists", "note", "Cells hold lists of codes and are read as sets."))
    for rater in sheaf.raters:
        cells: Sequence[Cell] = sheaf.cells[rater]
        if options.blanks == "keep":
            cells = [sheaf.raw.get(rater, {}).get(row, cell) for row, cell in enumerate(cells)]
        if escaped:
            result.codes[rater] = [_escaped(cell) for cell in cells]
        else:
            result.codes[rater] = [_codes(cell, separator, is_list=rater in lists) for cell in cells]
    if not multilabel and separator is None and not escaped:
        result.suspected = _suspected(result, sheaf)
    if escaped:
        result.multilabel = multilabel or any(
            codes is not None and len(codes) > 1 for given in result.codes.values() for codes in given
        )
    _apply(options, result)
    _require_short(result, sheaf)
    result.checks += [*_twins(result), *_missing_words(result)]
    return result


def _columns_of_lists(sheaf: Sheaf) -> set[str]:
    """Return the raters whose cells are all lists of texts; raise UnreadableRatings if some are and some are not."""
    columns = set()
    for rater in sheaf.raters:
        texts = [cell for cell in sheaf.cells[rater] if isinstance(cell, str) and cell]
        lists = [text for text in texts if text[0] == "[" and listed_codes(text) is not None]
        if not lists:
            continue
        if len(lists) < len(texts):
            row = next(row for row, cell in enumerate(sheaf.cells[rater]) if cell and cell not in lists)
            raise UnreadableRatings(
                f"Line {sheaf.lines[row]}: some cells of {rater} are lists of codes and this one is not. Write all as "
                "lists, or none."
            )
        columns.add(rater)
    return columns


def split_cell(cell: str | None, separator: str | None) -> Codes:
    """Return the codes of one cell; None if it is empty.

    Examples
    --------
    >>> split_cell("leak; outage", ";"), split_cell("leak; outage", None), split_cell("", None)
    (('leak', 'outage'), ('leak; outage',), None)
    """
    return _codes(cell, separator, is_list=False)


def _codes(cell: Cell, separator: str | None, *, is_list: bool) -> Codes:
    if cell is None or cell == "":
        return None
    if isinstance(cell, tuple):
        return tuple(dict.fromkeys(filter(None, map(trim, cell))))
    if is_list or separator == "json":
        listed = listed_codes(cell)
        if listed is None:
            raise UnreadableRatings(f"“{cell[:60]}” is no JSON list of codes. Correct it, or use another --separator.")
        return tuple(dict.fromkeys(filter(None, map(trim, listed))))
    if separator is None:
        return (cell,)
    return tuple(dict.fromkeys(filter(None, map(trim, cell.split(written(separator))))))


def _escaped(cell: Cell) -> Codes:
    if cell is None or cell == "":
        return None
    codes = split_codes(cell) if isinstance(cell, str) else cell
    return tuple(dict.fromkeys(filter(None, map(trim, codes))))


def _suspected(result: Labelled, sheaf: Sheaf) -> str | None:
    """Return the sign that seems to separate codes, with a warning; ask if it certainly does."""
    texts = Counter(cell for cells in sheaf.cells.values() for cell in cells if isinstance(cell, str) and cell)
    for sign in SIGNS:
        separator = written(sign)
        holding = [text for text in texts if separator in text]
        if sum(texts[text] for text in holding) < 2:
            continue
        parts = {text: tuple(filter(None, map(trim, text.split(separator)))) for text in texts}
        orders: dict[tuple[str, ...], str] = {}
        for text in holding:
            other = orders.setdefault(tuple(sorted(parts[text])), text)
            if len(parts[text]) > 1 and parts[other] != parts[text]:
                raise ReadingNeeded(
                    [
                        Ask(
                            "separator",
                            f"“{other[:60]}” and “{text[:60]}” both occur, so a {SEPARATORS[sign]} separates codes.",
                            (Choice(sign, "to read them so"),),
                        )
                    ]
                )
        cells_of: dict[str, int] = Counter()
        for text, count in texts.items():
            for part in set(parts[text]):
                cells_of[part] += count
        different = {part for text in holding for part in parts[text]}
        if different and sum(cells_of[part] > 1 for part in different) >= MOST_KNOWN * len(different):
            result.checks.append(
                Check(
                    "several_codes",
                    "warn",
                    f"{sum(texts[text] for text in holding)} cells such as “{holding[0][:60]}” seem to hold several "
                    f"codes. They are read as one code each; use --separator {_quoted(sign)} if they are several.",
                )
            )
            return sign
    return None


def _quoted(sign: str) -> str:
    return sign if sign == "newline" else f'"{sign}"'


def _apply(options: ReadingOptions, result: Labelled) -> None:
    """Apply --missing, --empty-as and --join, and note how many ratings each changed."""
    if options.separator:
        result.decided.append({"option": "separator", "value": options.separator, "ratings": None})
    missing = {folded_word(word) for word in options.missing}
    changed: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)  # option, label, what it is read as
    for rater, given in result.codes.items():
        for row, codes in enumerate(given):
            if codes is None:
                if options.empty_as is not None:
                    given[row] = (options.empty_as,)
                    changed["empty_as", options.empty_as, options.empty_as][rater] += 1
                continue
            if any(folded_word(code) in missing for code in codes):
                changed["missing", codes[0], ""][rater] += 1
                rest = tuple(code for code in codes if folded_word(code) not in missing)
                given[row] = rest or None
                continue
            if options.joins and any(code in options.joins for code in codes):
                for code in codes:
                    if code in options.joins:
                        changed["join", code, options.joins[code]][rater] += 1
                given[row] = tuple(dict.fromkeys(options.joins.get(code, code) for code in codes))
        result.codes[rater] = given
    result.decided += [
        {
            "option": option,
            "value": f"{label}={read_as}" if option == "join" else label,
            "ratings": sum(by_rater.values()),
            "label": label,
            "read_as": read_as,
            "raters": dict(by_rater),
        }
        for (option, label, read_as), by_rater in sorted(changed.items())
    ]


def _require_short(result: Labelled, sheaf: Sheaf) -> None:
    for rater, given in result.codes.items():
        for row, codes in enumerate(given):
            for code in codes or ():
                if len(code) > LONGEST:
                    raise UnreadableRatings(
                        f"Line {sheaf.lines[row]}: The code “{code[:40]}…” of {rater} is too long. Use at most "
                        f"{LONGEST} characters."
                    )


def folded_word(word: str) -> str:
    """Return a word for comparison with words that look missing.

    Examples
    --------
    >>> folded_word(" N/A "), folded_word("Not  coded")
    ('n/a', 'not coded')
    """
    return " ".join(word.casefold().split())


def ratings_of(
    codes: Mapping[str, Sequence[Codes]], *, multilabel: bool, categories: Sequence[str] | None = None
) -> Ratings:
    """Return codes as ratings for statistics.

    Parameters
    ----------
    codes : mapping of str to sequence of (tuple of str or None)
        Rater -> the codes of each unit, None if not coded.
    multilabel : bool
        Whether a unit may have several codes.
    categories : sequence of str, optional
        All codes from which raters could choose; by default those that occur.
    """
    raters, rows = tuple(codes), zip(*codes.values(), strict=True)
    if multilabel:
        return Ratings.from_sets(rows, raters=raters, categories=categories)
    labels = (tuple(None if cell is None else cell[0] for cell in row) for row in rows)
    return Ratings.from_labels(labels, raters=raters, categories=categories)


def uses(codes: Mapping[str, Sequence[Codes]]) -> dict[str, Counter[str]]:
    """Return label -> rater -> number of ratings."""
    by_label: dict[str, Counter[str]] = defaultdict(Counter)
    for rater, given in codes.items():
        for label, count in Counter(code for row in given for code in row or ()).items():
            by_label[label][rater] = count
    return by_label


def _missing_words(result: Labelled) -> Iterator[Check]:
    used = uses(result.codes)
    words = sorted(label for label in used if folded_word(label) in MISSING)
    if words:
        counts = ", ".join(f"“{word}” {sum(used[word].values())}" for word in words)
        names = ",".join(words)
        yield Check(
            "missing_words",
            "warn",
            f'These codes look like missing values: {counts}. They count as codes; use --missing "{names}" if not.',
            tuple(words),
        )


def _twins(result: Labelled) -> Iterator[Check]:
    used = uses(result.codes)
    labels = sorted(label for label in used if folded_word(label) not in MISSING)
    for one, other in twins(labels, result.suspected):
        raters = used[one].keys() | used[other].keys()
        split = not (used[one].keys() & used[other].keys()) and len(raters) > 1
        by = [f"“{label}” is used by {_users(used[label])}" for label in (one, other)]
        yield Check("twins", "warn" if split else "note", f"{by[0]}, {by[1]}: one code in two spellings?", (one, other))


def _users(counts: Counter[str]) -> str:
    return " and ".join(f"{rater} ({count})" for rater, count in sorted(counts.items()))
