"""Labels of ratings: the codes of a cell, separators, labels in two spellings, words that look missing."""

from __future__ import annotations

import ast
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import combinations, islice
from typing import Any, Final

from coding.formats.ratings.answers import Cell, Check
from coding.formats.ratings.columns import trim
from coding.formats.ratings.options import SEPARATORS, Ask, Choice, ReadingNeeded, ReadingOptions, UnreadableRatings
from coding.formats.ratings.units import Sheaf
from coding.formats.ratings.words import MISSING
from coding.rendering.escaping import split_codes

LONGEST: Final = 200  # characters of a label
SIGNS: Final = (";", ",", "|", "/", "+", "newline")
SIGN: Final = {"newline": "\n"}
LONGEST_COMPARED: Final = 60  # characters of labels that are compared letter by letter
MOST_ALIKE: Final = 20  # labels of one form that are listed
MOST_KNOWN: Final = 0.8  # of the parts of cells, if a sign separates codes
NEGATION: Final = re.compile(r"^(?:non|not|no)\b[\s_-]*")
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
        lists = [text for text in texts if text[0] == "[" and _as_list(text) is not None]
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


def _as_list(text: str) -> list[str] | None:
    """Return a JSON or Python list of texts."""
    value: Any = None
    with suppress(ValueError, RecursionError):
        value = json.loads(text)
    if value is None:
        with suppress(ValueError, SyntaxError, MemoryError, RecursionError):
            value = ast.literal_eval(text)
    return value if isinstance(value, list) and all(isinstance(item, str) for item in value) else None


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
        listed = _as_list(cell)
        if listed is None:
            raise UnreadableRatings(f"“{cell[:60]}” is no JSON list of codes. Correct it, or use another --separator.")
        return tuple(dict.fromkeys(filter(None, map(trim, listed))))
    if separator is None:
        return (cell,)
    return tuple(dict.fromkeys(filter(None, map(trim, cell.split(SIGN.get(separator, separator))))))


def _escaped(cell: Cell) -> Codes:
    if cell is None or cell == "":
        return None
    codes = split_codes(cell) if isinstance(cell, str) else cell
    return tuple(dict.fromkeys(filter(None, map(trim, codes))))


def _suspected(result: Labelled, sheaf: Sheaf) -> str | None:
    """Return the sign that seems to separate codes, with a warning; ask if it certainly does."""
    texts = Counter(cell for cells in sheaf.cells.values() for cell in cells if isinstance(cell, str) and cell)
    for sign in SIGNS:
        written = SIGN.get(sign, sign)
        holding = [text for text in texts if written in text]
        if sum(texts[text] for text in holding) < 2:
            continue
        parts = {text: tuple(filter(None, map(trim, text.split(written)))) for text in texts}
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
    changed: Counter[tuple[str, str]] = Counter()
    for rater, given in result.codes.items():
        for row, codes in enumerate(given):
            if codes is None:
                if options.empty_as is not None:
                    given[row] = (options.empty_as,)
                    changed["empty_as", options.empty_as] += 1
                continue
            if any(folded_word(code) in missing for code in codes):
                changed["missing", codes[0]] += 1
                rest = tuple(code for code in codes if folded_word(code) not in missing)
                given[row] = rest or None
                continue
            if options.joins and any(code in options.joins for code in codes):
                for code in codes:
                    if code in options.joins:
                        changed["join", f"{code}={options.joins[code]}"] += 1
                given[row] = tuple(dict.fromkeys(options.joins.get(code, code) for code in codes))
        result.codes[rater] = given
    result.decided += [
        {"option": option, "value": value, "ratings": count} for (option, value), count in sorted(changed.items())
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


def twins(labels: Sequence[str], separator: str | None = None) -> list[tuple[str, str]]:
    """Return pairs of labels that may be one code in two spellings.

    Parameters
    ----------
    labels : sequence of str
    separator : str, optional
        A sign that may separate codes; labels with it are not compared without punctuation.

    Returns
    -------
    list of (str, str)

    Examples
    --------
    >>> twins(["Leak", "leak", "Non-flaw", "Not a flaw", "1", "1.0", "Crash", "Crush"])
    [('1', '1.0'), ('Crash', 'Crush'), ('Leak', 'leak'), ('Non-flaw', 'Not a flaw')]
    """
    forms: dict[str, list[str]] = defaultdict(list)
    for label in labels:
        for form in _forms(label, separator):
            forms[form].append(label)
    pairs = {tuple(sorted(pair)) for same in forms.values() for pair in _pairs(same)}
    folded = {label: _folded(label) for label in labels}
    near = [
        label
        for label in labels
        if 5 <= len(folded[label]) <= LONGEST_COMPARED and not any(sign.isdigit() for sign in label)
    ]
    by_deletion: dict[str, list[str]] = defaultdict(list)
    for label in near:
        word = folded[label]
        for form in {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}:
            by_deletion[form].append(label)
    for same in by_deletion.values():
        for one, other in _pairs(same):
            if one_letter_apart(folded[one], folded[other]):
                pairs.add(tuple(sorted((one, other))))
    return [(one, other) for one, other in sorted(pairs)]


def _pairs(labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of labels that share a form; of many labels, only of the first."""
    return combinations(islice(dict.fromkeys(labels), MOST_ALIKE), 2)


def _folded(label: str) -> str:
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", label) if unicodedata.category(sign) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", plain.casefold()).split())


def _forms(label: str, separator: str | None) -> Iterator[str]:
    """Yield forms of a label; labels that share one are twins."""
    folded = _folded(label)
    yield f"a {folded}"
    if separator is None or SIGN.get(separator, separator) not in label:
        yield f"b {''.join(sign for sign in folded if sign.isalnum()) or folded}"
    with suppress(ValueError):
        if re.fullmatch(r"\d+(?:[.,]\d+)?", folded):
            yield f"c {float(folded.replace(',', '.'))}"
    words = re.findall(r"\w+", folded)
    if len(words) > 1:
        yield f"e {' '.join(sorted(words))}"
    if NEGATION.match(folded):
        yield f"f {re.sub(r'^(?:a|an|the) ', '', NEGATION.sub('', folded))}"


def one_letter_apart(one: str, other: str) -> bool:
    """Return whether two words differ by one letter inserted, dropped or exchanged, or two neighbours swapped.

    Examples
    --------
    >>> one_letter_apart("crash", "crush"), one_letter_apart("leakage", "leakgae"), one_letter_apart("crash", "leak")
    (True, True, False)
    """
    if one == other:
        return False
    if len(one) > len(other):
        one, other = other, one
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) == len(other):
        swapped = one[:start] + one[start + 1 : start + 2] + one[start : start + 1] + one[start + 2 :]
        return one[start + 1 :] == other[start + 1 :] or swapped == other
    return len(other) == len(one) + 1 and one[start:] == other[start + 1 :]
