"""How a file of ratings is to be read: the options of every door, and the questions that they answer."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from coding.formats.ratings.answers import FileRead

LAYOUTS: Final = ("wide", "long", "single", "questions", "one-hot")
SEPARATORS: Final = {
    ";": "semicolon",
    ",": "comma",
    "|": "bar",
    "/": "slash",
    "+": "plus",
    "newline": "new line",
    "json": "JSON list",
}
SIGN: Final = {"newline": "\n"}  # separators that are named by a word
DOUBLED: Final = ("first", "last", "drop", "count")
NONE: Final = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question: the value of the option, what it means, and the option if it is another one."""

    value: str
    says: str
    option: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question about the reading of a file: the option that answers it, and the answers that are possible."""

    option: str
    sentence: str
    choices: tuple[Choice, ...] = ()

    @property
    def for_terminal(self) -> str:
        """The sentence with the flag that answers it, as `manage.py` takes it."""
        if self.choices:
            answers = "; ".join(
                f"{_flag_of(choice.option or self.option, choice.value)} {choice.says}" for choice in self.choices
            )
            return f"{self.sentence} Choose: {answers}."
        return f"{self.sentence} Use {flag_of(self.option)}."


def flag_of(option: str) -> str:
    """Return the flag of an option on the command line.

    Examples
    --------
    >>> flag_of("code_column")
    '--code-column'
    """
    return f"--{option.replace('_', '-')}"


def _flag_of(option: str, value: str) -> str:
    flag = flag_of(option)
    if not value:
        return flag + ":"
    return f'{flag} "{value}":' if not value.replace("-", "").replace("_", "").isalnum() else f"{flag} {value}:"


class UnreadableRatings(ValueError):
    """A file cannot be read as ratings; the message says where and what to do. `files` is what was read before."""

    files: Sequence[FileRead] = ()


class ReadingNeeded(UnreadableRatings):
    """A file can be read in several ways; the message and `asks` say which, and by what option each is chosen."""

    def __init__(self, asks: Sequence[Ask]) -> None:
        super().__init__(" ".join(ask.for_terminal for ask in asks))
        self.asks = tuple(asks)


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """The options of a reading. A column is named by its header, or by `#3`, the third column.

    Attributes
    ----------
    layout, sheet, delimiter, encoding, rater_column, code_column, question, final, separator, doubled, merged, typed,
    blanks, empty_as : str or None
        See `docs/ratings.md`; None if the option is not given.
    header_row : int or None
        Row with the names of the columns, from 1; 0: none has.
    unit, raters, missing, drop_rows : tuple of str
    row_numbers, multilabel, strict : bool
    joins : mapping of str to str
        Label -> the label that it is read as.
    """

    layout: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    delimiter: str | None = None
    encoding: str | None = None
    unit: tuple[str, ...] = ()
    row_numbers: bool = False
    raters: tuple[str, ...] = ()
    rater_column: str | None = None
    code_column: str | None = None
    question: str | None = None
    final: str | None = None
    separator: str | None = None
    multilabel: bool = False
    missing: tuple[str, ...] = ()
    joins: Mapping[str, str] = field(default_factory=dict)
    doubled: str | None = None
    merged: str | None = None
    typed: str | None = None
    drop_rows: tuple[str, ...] = ()
    blanks: str | None = None
    empty_as: str | None = None
    strict: bool = False
    # Set by a door, not by a person.
    takes_rest: bool = False  # a row that cannot be read is refused, the others count
    of_study: bool = False  # each unit is one of a study, so rows of one unit are not counted apart

    @property
    def several_codes(self) -> bool:
        """Whether a unit may have several codes."""
        return self.multilabel or self.separator is not None

    def but(self, **changes: Any) -> ReadingOptions:
        """Return these options with some changed."""
        return replace(self, **changes)


NAMES: Final = frozenset(each.name for each in fields(ReadingOptions)) - {"takes_rest", "of_study"}
LISTS: Final = frozenset({"unit", "raters", "missing", "drop_rows"})
FLAGS: Final = frozenset({"row_numbers", "multilabel", "strict"})
OF_AGREEMENT: Final = ("blanks", "empty_as")  # they reproduce a published number
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "layout": LAYOUTS,
    "separator": tuple(SEPARATORS),
    "doubled": DOUBLED,
    "merged": ("fill", "top"),
    "typed": ("keep",),
    "blanks": ("keep",),
}


def options_from(given: Mapping[str, Any]) -> ReadingOptions:
    """Return options from the names and values of the command line or of the object `reading`.

    Parameters
    ----------
    given : mapping
        Names of `ReadingOptions`. A list may be one CSV line; `joins` a list of "A=B" or a mapping. None and names that
        are no option of a reading are left out.

    Raises
    ------
    UnreadableRatings
        If a value is not one of those that an option takes.

    Examples
    --------
    >>> options_from({"raters": "ann,ben", "joins": ["leak=Leak"], "layout": None}).raters
    ('ann', 'ben')
    """
    known = NAMES
    changes: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known or value is None or value is False:
            continue
        flag = flag_of(name)
        if name in LISTS:
            changes[name] = tuple(listed(value, flag))
        elif name == "joins":
            changes[name] = _joins(value)
        elif name in FLAGS:
            if value not in (True, "true"):
                raise UnreadableRatings(f"{flag} takes true or false.")
            changes[name] = True
        elif name == "header_row":
            changes[name] = _row(value)
        elif not isinstance(value, str):
            raise UnreadableRatings(f"{flag} takes a text.")
        elif name in WORDS and value not in WORDS[name]:
            raise UnreadableRatings(f"{flag} {value[:40]} is not known. Use {', '.join(WORDS[name])}.")
        elif name == "delimiter" and len(value := {"tab": "\t"}.get(value, value)) != 1:
            raise UnreadableRatings("--delimiter takes one character, or “tab”.")
        else:
            changes[name] = value
    return ReadingOptions(**changes)


def options_of_object(given: Any) -> ReadingOptions:
    """Return the options of the JSON object `reading` of a request.

    Raises
    ------
    UnreadableRatings
        If it is no object, has an unknown name, or a value that an option does not take.

    Examples
    --------
    >>> options_of_object({"raters": ["ann"], "join": {"leak": "Leak"}}).joins
    {'leak': 'Leak'}
    """
    if not isinstance(given, Mapping):
        raise UnreadableRatings('“reading” is no JSON object. Send the options as {"layout": "long"}.')
    named = {"joins" if name == "join" else name: value for name, value in given.items()}
    if unknown := sorted(name for name in named if name not in NAMES):
        raise UnreadableRatings(
            f"“reading” has no option “{unknown[0][:40]}”. The options are {', '.join(sorted(NAMES))}."
        )
    return options_from(named)


def require_no_count(options: ReadingOptions) -> None:
    """Raise UnreadableRatings for options that only reproduce the number of somebody else.

    Raises
    ------
    UnreadableRatings
    """
    for name in OF_AGREEMENT:
        if getattr(options, name) is not None:
            raise UnreadableRatings(f"{flag_of(name)} is for manage.py agreement. Leave it out here.")
    if options.doubled == "count":
        raise UnreadableRatings("--doubled count is for manage.py agreement. Use first, last or drop here.")


def listed(value: Any, flag: str) -> list[str]:
    """Return the items of a list, or of one CSV line.

    Examples
    --------
    >>> listed('ann,"Roe, Ben"', "--raters")
    ['ann', 'Roe, Ben']
    """
    if isinstance(value, str):
        value = next(csv.reader(io.StringIO(value), skipinitialspace=True), [])
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise UnreadableRatings(f"{flag} takes names, separated by commas.")
    return [item.strip() for item in value if item.strip()]


def csv_line(names: Sequence[str]) -> str:
    """Return names as an option takes them: one CSV line.

    Examples
    --------
    >>> csv_line(["ann", "Roe, Ben"])
    'ann,"Roe, Ben"'
    """
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(names)
    return line.getvalue()


def _row(value: Any) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = -1
    if number < 0:
        raise UnreadableRatings("--header-row takes the number of a row, or 0 if no row has names.")
    return number


def _joins(value: Any) -> dict[str, str]:
    if isinstance(value, Mapping) and all(isinstance(item, str) for pair in value.items() for item in pair):
        return {label.strip(): read_as.strip() for label, read_as in value.items() if label.strip() and read_as.strip()}
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list | tuple) or not all(isinstance(item, str) for item in items):
        raise UnreadableRatings("--join takes texts of the form A=B: label A is read as label B.")
    joins: dict[str, str] = {}
    for item in items:
        label, equals, read_as = str(item).partition("=")
        if not equals or not label.strip() or not read_as.strip():
            raise UnreadableRatings(f"--join {str(item)[:60]} is not of the form A=B: label A is read as label B.")
        if joins.setdefault(label.strip(), read_as.strip()) != read_as.strip():
            raise UnreadableRatings(f"--join reads “{label.strip()}” as two labels. Keep one.")
    return joins


def written(separator: str) -> str:
    """Return the sign of a separator as it stands in a cell.

    Examples
    --------
    >>> written(";"), written("newline")
    (';', '\\n')
    """
    return SIGN.get(separator, separator)
