"""Files -> ratings, the one way in: every door reads here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from advisories.records.item import UnusableRecord
from coding.dataset.names import alike_pair
from coding.formats.ratings.answers import Answers, Check, FileRead, LeftOut
from coding.formats.ratings.contents import file_answers, file_read, require_one_kind, unpacked
from coding.formats.ratings.joining import joined
from coding.formats.ratings.labels import Codes, labelled, ratings_of
from coding.formats.ratings.options import Ask, ReadingNeeded, ReadingOptions, UnreadableRatings
from coding.formats.ratings.paths import MOST_FILES, File, stem_of
from coding.formats.ratings.project_copies import CopyAnswers, chosen_of_copies, compare_copies
from coding.formats.ratings.questions import about_decisions, about_questions, of_question
from coding.formats.ratings.units import Sheaf
from coding.formats.refi_qda.copies import CodeLabels
from coding.statistics.ratings import Ratings

MOST_RATERS: Final = 500
MOST_OF_A_KIND: Final = 10  # checks of one code that are said one by one
NOT_RATINGS: Final = frozenset({"long texts"})  # why a column is left out that may be a rater's
MOST_LABELS: Final = 5_000
LONGEST_NAME: Final = 150  # characters of a rater's name


@dataclass
class RatingsRead:
    """Ratings of one or several files, and what is to be said of the reading before any number.

    Attributes
    ----------
    codes : dict of str to list of (tuple of str or None)
        Rater -> the codes of each unit, None if not coded.
    """

    files: list[FileRead]
    sheaf: Sheaf
    codes: dict[str, list[Codes]]
    multilabel: bool
    layout: str
    origin: dict[str, str]
    no_code: dict[str, int]
    questions: list[str]
    question: str | None
    separator: str | None
    suspected: str | None
    left_out: list[LeftOut]
    checks: list[Check] = field(default_factory=list)
    decided: list[dict[str, Any]] = field(default_factory=list)
    answers: list[Answers] = field(default_factory=list)  # of each file, before units were joined
    options: ReadingOptions = field(default_factory=ReadingOptions)

    @property
    def raters(self) -> tuple[str, ...]:
        return tuple(self.codes)

    @property
    def name(self) -> str:
        """Names of the files."""
        return ", ".join(file.name for file in self.files)

    def file_of(self, rater: str, row: int) -> int:
        """Return the position of the file that has the rater's codes of this row."""
        return self.sheaf.files[rater][row] if rater in self.sheaf.files else 0

    @property
    def rows(self) -> list[tuple[Codes, ...]]:
        """The codes of all raters, one row per unit."""
        return list(zip(*self.codes.values(), strict=True))

    @property
    def labels(self) -> set[str]:
        """The distinct labels."""
        return {code for given in self.codes.values() for codes in given for code in codes or ()}

    def ratings(self, categories: Sequence[str] | None = None) -> Ratings:
        """Return the ratings for statistics.

        Raises
        ------
        UnreadableRatings
            If a code is not among the categories.
        """
        if categories is not None:
            self._require_declared(set(categories))
        return ratings_of(self.codes, multilabel=self.multilabel, categories=categories)

    def _require_declared(self, declared: set[str]) -> None:
        for rater, given in self.codes.items():
            for line, codes in zip(self.sheaf.lines, given, strict=True):
                for code in codes or ():
                    if code not in declared:
                        raise UnreadableRatings(
                            f"{self.files[0].name}:{line}: The code “{code}” of {rater} is not among the categories. "
                            "Correct the cell or add the code to the categories."
                        )


def read_files(
    files: Sequence[File],
    options: ReadingOptions | None = None,
    *,
    known: Collection[str] = (),
    fewest: int = 2,
    code_labels: CodeLabels | None = None,
) -> RatingsRead:
    """Read files of ratings.

    Parameters
    ----------
    files : sequence of File
        Tables, workbooks, JSON or REFI-QDA projects; several files are joined by unit.
    options : ReadingOptions, optional
    known : collection of str
        Names of raters: a column of such a name holds ratings.
    fewest : int
        Fewest raters that are needed.
    code_labels : CodeLabels, optional
        Labels of the codes of other copies of a project that are read one by one.

    Returns
    -------
    RatingsRead

    Raises
    ------
    ReadingNeeded
        If the files can be read in several ways.
    UnreadableRatings
        If they cannot be read.

    Examples
    --------
    >>> read = read_files([File("codes.csv", b"unit,ada,bo\\n1,leak,outage\\n2,leak,leak\\n")])
    >>> read.codes["ada"], read.layout
    ([('leak',), ('leak',)], 'wide')
    """
    options = options or ReadingOptions()
    files = unpacked(files)
    if not files:
        raise UnreadableRatings("No file of ratings was given.")
    if len(files) > MOST_FILES:
        raise UnreadableRatings(f"{len(files)} files were given; at most {MOST_FILES} are read.")
    require_one_kind(files)
    reads: list[FileRead] = []
    try:
        return _read(files, options, known, fewest, reads, code_labels or CodeLabels())
    except UnreadableRatings as error:
        error.files = reads
        raise


def _read(
    files: Sequence[File],
    options: ReadingOptions,
    known: Collection[str],
    fewest: int,
    reads: list[FileRead],
    code_labels: CodeLabels,
) -> RatingsRead:
    """Return the ratings of files; what is known of each file is added to `reads` at once."""
    answers: list[Answers] = []
    asks: list[Ask] = []
    of_file = options.but(raters=()) if _are_stems(files, options) else options
    for file in files:
        reads.append(file_read(file))
        try:
            more = file_answers(file, reads[-1], of_file, known, len(files), code_labels)[1]
            for each in more:
                each.file = len(reads) - 1
            answers += more
        except ReadingNeeded as needed:
            asks += [ask for ask in needed.asks if ask not in asks]
        except UnusableRecord as error:
            raise UnreadableRatings(
                f"{file.name}: {error.origin + ': ' if error.origin else ''}{_sentence(error.reason)}"
            ) from None
    if asks:
        raise ReadingNeeded(asks)
    if copies := [each for each in answers if isinstance(each, CopyAnswers)]:
        compare_copies(copies)
        if len(copies) > 1 and not _are_stems(files, options):
            answers = [*chosen_of_copies(copies, options)]
    if _are_stems(files, options):
        answers = _in_order(answers, options.raters)
    questions = list(dict.fromkeys(question for each in answers for question in each.questions))
    if asks := [*about_questions(answers, questions, options), *about_decisions(answers, options)]:
        raise ReadingNeeded(asks)
    answers = of_question(answers, questions, options)
    sheaf = joined(answers, options)
    result = labelled(
        sheaf, options, escaped=any(each.escaped for each in answers), several=any(each.several for each in answers)
    )
    ratings = RatingsRead(
        reads,
        sheaf,
        result.codes,
        result.multilabel,
        answers[0].layout,
        {rater: origin for each in answers for rater, origin in each.origin.items()},
        {rater: count for each in answers for rater, count in each.no_code.items()},
        questions,
        options.question,
        result.separator,
        result.suspected,
        sheaf.left_out,
        few_of_a_kind([*sheaf.checks, *result.checks]),
        [*result.decided, *_decided_on_rows(sheaf, options)],
        answers,
        options,
    )
    _check(ratings, fewest)
    return ratings


def _decided_on_rows(sheaf: Sheaf, options: ReadingOptions) -> list[dict[str, Any]]:
    """Return what was decided on rows of units that stand twice, and on rows that were dropped."""
    decided = []
    if options.doubled and any(check.code == "doubled_unit" for check in sheaf.checks):
        decided.append({"option": "doubled", "value": options.doubled, "ratings": None})
    dropped = {left.name for left in sheaf.left_out if left.what == "row"}
    decided += [
        {"option": "drop_rows", "value": name, "ratings": None} for name in options.drop_rows if name in dropped
    ]
    return decided


def few_of_a_kind(checks: Sequence[Check]) -> list[Check]:
    """Return the first checks of each code, and one that counts the others.

    Examples
    --------
    >>> [check.sentence for check in few_of_a_kind([Check("twins", "note", f"Pair {n}.") for n in range(30)])][-2:]
    ['Pair 9.', '20 more of this kind: Pair 10.']
    """
    few: list[Check] = []
    rest: dict[tuple[str, str], list[Check]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for check in checks:
        kind = check.code, check.severity
        counts[kind] += 1
        (few if counts[kind] <= MOST_OF_A_KIND else rest.setdefault(kind, [])).append(check)
    for (code, severity), others in rest.items():
        where = tuple(name for check in others for name in check.where)
        few.append(Check(code, severity, f"{len(others)} more of this kind: {others[0].sentence}", where))
    return few


def _sentence(reason: str) -> str:
    return reason[:1].upper() + reason[1:]


def _are_stems(files: Sequence[File], options: ReadingOptions) -> bool:
    stems = {stem_of(file.name) for file in files}
    return len(files) > 1 and bool(options.raters) and set(options.raters) <= stems


def _in_order(answers: Sequence[Answers], raters: Sequence[str]) -> list[Answers]:
    by_rater = {rater: each for each in answers for rater in each.raters}
    missing = [rater for rater in raters if rater not in by_rater]
    if missing:
        raise UnreadableRatings(f"No file holds the ratings of {missing[0]}.")
    chosen = [by_rater[rater] for rater in raters]
    chosen[0].left_out += [
        LeftOut("file", each.title, 1, "it is not among the raters that were named")
        for each in answers
        if each not in chosen
    ]
    return chosen


def _check(read: RatingsRead, fewest: int) -> None:
    """Refuse what cannot be compared."""
    for name in read.raters:
        if len(name) > LONGEST_NAME and not read.options.takes_rest:
            raise UnreadableRatings(f"The name “{name[:40]}…” is too long. Use at most {LONGEST_NAME} characters.")
    if pair := alike_pair(read.raters):
        raise UnreadableRatings(
            f"The raters “{pair[0]}” and “{pair[1]}” look alike. If they are one person, combine their ratings; "
            "otherwise rename one."
        )
    if len(read.labels) > MOST_LABELS:
        raise UnreadableRatings(
            f"{len(read.labels):,} different codes were found; at most {MOST_LABELS:,} are read. Is a column free text?"
        )
    if len(read.raters) > MOST_RATERS:
        raise UnreadableRatings(f"{len(read.raters)} raters were found; at most {MOST_RATERS} are read.")
    if fewest > 1 and len(read.raters) < fewest:
        left = [column for column in read.left_out if column.what == "column" and column.why in NOT_RATINGS]
        left += [column for column in read.left_out if column.why.startswith("all ")]
        names = ", ".join(f"{column.name} ({column.why})" for column in left)
        also = f" If one of these columns is a rater, name the raters with --raters: {names}." if left else ""
        raise UnreadableRatings(f"Only {read.raters[0]}'s ratings are here. Name the other file, too.{also}")
    columns = list(read.codes.values())
    rated = [sum(given[row] is not None for given in columns) for row in range(len(read.sheaf.units))]
    if fewest > 1 and read.layout == "long" and not any(count > 1 for count in rated):
        by = ", ".join(f"{rater} {sum(c is not None for c in given)}" for rater, given in read.codes.items())
        raise UnreadableRatings(
            f"No unit was rated by two people, so there is nothing to compare ({len(rated)} units; {by})."
        )
    empty = {
        rater: sum(codes is None for codes in given) - read.no_code.get(rater, 0) for rater, given in read.codes.items()
    }
    if total := sum(empty.values()):
        by = ", ".join(f"{rater} {count}" for rater, count in empty.items() if count)
        cells = "1 empty cell is" if total == 1 else f"{total} empty cells are"
        read.checks.append(Check("empty_cells", "note", f"{cells} not coded ({by})."))
