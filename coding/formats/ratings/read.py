"""Files -> ratings, the one way in: every door reads here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from advisories.records.item import UnusableRecord
from coding.dataset.names import alike_pair
from coding.formats.ratings.answers import Answers, Check, FileRead, LeftOut
from coding.formats.ratings.contents import file_answers, unpacked
from coding.formats.ratings.joining import joined
from coding.formats.ratings.labels import Codes, labelled, ratings_of
from coding.formats.ratings.options import NONE, Ask, Choice, ReadingNeeded, ReadingOptions, UnreadableRatings
from coding.formats.ratings.paths import MOST_FILES, File, stem_of
from coding.formats.ratings.project_copies import name_copies
from coding.formats.ratings.units import Sheaf
from coding.formats.ratings.words import FINAL, fold_name
from coding.statistics.ratings import Ratings

MOST_RATERS: Final = 500
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
    files: Sequence[File], options: ReadingOptions | None = None, *, known: Collection[str] = (), fewest: int = 2
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
    reads: list[FileRead] = []
    answers: list[Answers] = []
    for file in files:
        try:
            read, more = file_answers(
                file, options.but(raters=() if _are_stems(files, options) else options.raters), known, len(files)
            )
        except UnusableRecord as error:
            raise UnreadableRatings(
                f"{file.name}: {error.origin + ': ' if error.origin else ''}{_sentence(error.reason)}"
            ) from None
        for each in more:
            each.file = len(reads)
        reads.append(read)
        answers += more
    if any(read.format == "qdpx" for read in reads):
        if not all(read.format == "qdpx" for read in reads):
            raise UnreadableRatings("Do not mix project files and tables.")
        name_copies(answers)
    if _are_stems(files, options):
        answers = _in_order(answers, options.raters)
    questions = list(dict.fromkeys(question for each in answers for question in each.questions))
    answers = _of_question(answers, questions, options)
    _ask_about_decisions(answers, options)
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
        [*sheaf.checks, *result.checks],
        result.decided,
        answers,
        options,
    )
    _check(ratings, fewest)
    return ratings


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
    return [by_rater[rater] for rater in raters]


def _of_question(answers: list[Answers], questions: Sequence[str], options: ReadingOptions) -> list[Answers]:
    """Return the answers to the question that was chosen; ask if there are several."""
    if not questions:
        if options.question is not None:
            raise UnreadableRatings("--question is for sheets with several questions; this one has one.")
        return answers
    if options.question is None:
        where = f"{answers[0].title}: " if len(answers) == 1 else ""
        noun = {2: "two", 3: "three", 4: "four"}.get(len(questions), str(len(questions)))
        raise ReadingNeeded(
            [
                Ask(
                    "question",
                    f"{where}Each row has {noun} answers ({', '.join(questions)}).",
                    tuple(Choice(question, "for this one") for question in questions),
                )
            ]
        )
    if options.question not in questions:
        raise UnreadableRatings(f"There is no question “{options.question}”. The questions are {', '.join(questions)}.")
    for each in answers:
        if each.questions and options.question not in each.questions:
            raise UnreadableRatings(
                f"{each.title}: There is no question “{options.question}”. Its questions are "
                f"{', '.join(each.questions)}."
            )
    return [each.of_question(options.question) if each.questions else each for each in answers]


def _ask_about_decisions(answers: Sequence[Answers], options: ReadingOptions) -> None:
    """Ask if a rater has the name of a decision, as a file, a sheet or a person called “consensus” has."""
    if options.raters or options.final == NONE:
        return
    raters = [rater for each in answers for rater in each.raters]
    decisions = [rater for rater in raters if FINAL & set(fold_name(rater).split("_"))]
    others = [rater for rater in raters if rater not in decisions]
    if decisions and len(others) > 1:
        raise ReadingNeeded(
            [
                Ask(
                    "raters",
                    f"{decisions[0]} may be the agreed result and nobody's ratings.",
                    (
                        Choice(",".join(others), "to leave it out"),
                        Choice(",".join(raters), "if it is a rater"),
                    ),
                )
            ]
        )


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
        raise UnreadableRatings(f"Only {read.raters[0]}'s ratings are here. Name the other file, too.")
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
