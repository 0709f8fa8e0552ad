"""What one person's ratings of a file are: the ratings alone, and what else the file shows to who has it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from advisories.records import Rejected
from coding.formats.ratings.answers import NOT_NAMED, OTHER_DECISIONS, SECOND_DECISIONS, LeftOut
from coding.formats.ratings.contents import require_one_kind, unpacked
from coding.formats.ratings.diagnosis import diagnosed
from coding.formats.ratings.labels import labelled
from coding.formats.ratings.options import Ask, ReadingNeeded, ReadingOptions, UnreadableRatings
from coding.formats.ratings.paths import File, stem_of
from coding.formats.ratings.read import RatingsRead, few_of_a_kind, read_files
from coding.formats.ratings.said import reading_json
from coding.formats.refi_qda.copies import CodeLabels

NOT_ENTERED = "their ratings are not entered"


def read_each(
    files: Sequence[File], options: ReadingOptions, known: Collection[str]
) -> tuple[list[RatingsRead], list[Rejected], list[Ask]]:
    """Read each file for itself, because the study says which units are the same.

    Parameters
    ----------
    files : sequence of File
    options : ReadingOptions
    known : collection of str
        Names of raters.

    Returns
    -------
    (list of RatingsRead, list of Rejected, list of Ask)
        The files that could be read, those that could not, and all questions about the others.

    Examples
    --------
    >>> files = [File("a.csv", b"unit,code\\n1,leak\\n"), File("b.csv", b"")]
    >>> reads, refused, asks = read_each(files, ReadingOptions(), [])
    >>> [read.name for read in reads], [problem.reason for problem in refused], asks
    (['a.csv'], ['The file holds no ratings.'], [])
    """
    reads: list[RatingsRead] = []
    problems: list[Rejected] = []
    asks: list[Ask] = []
    try:
        files = unpacked(files)
        require_one_kind(files)
    except UnreadableRatings as error:
        return [], [Rejected(files[0].name, str(error).removeprefix(f"{files[0].name}: "))], []
    labels = CodeLabels()
    for file in files:
        of_file = _options_of(file, options, len(files))
        try:
            reads.append(read_files([file], of_file, known=known, fewest=1, code_labels=labels))
        except ReadingNeeded as needed:
            asks += needed.asks
        except UnreadableRatings as error:
            problems.append(Rejected(file.name, str(error).removeprefix(f"{file.name}: ")))
    return reads, problems, asks


def _options_of(file: File, options: ReadingOptions, files: int) -> ReadingOptions:
    """Return the options of one file. Raters that are no columns of it are named by files."""
    if files > 1 or stem_of(file.name) in options.raters:
        return options.but(raters=())
    return options


def of_persons(read: RatingsRead, persons: Sequence[str]) -> RatingsRead:
    """Return the ratings of some persons; what the others gave is neither in the codes nor in the checks.

    Parameters
    ----------
    read : RatingsRead
    persons : sequence of str

    Examples
    --------
    >>> from coding.formats.ratings.read import File, read_files
    >>> read = of_persons(read_files([File("codes.csv", b"unit,ada,bo\\n1,leak,outage\\n2,leak,leak\\n")]), ["ada"])
    >>> read.raters, read.labels, [left.name for left in read.left_out]
    (('ada',), {'leak'}, ['bo'])
    """
    sheaf = replace(
        read.sheaf, raters=list(persons), cells={person: read.sheaf.cells[person] for person in persons}, checks=[]
    )
    own = labelled(
        sheaf,
        read.options,
        escaped=any(each.escaped for each in read.answers),
        several=any(each.several for each in read.answers),
    )
    notes = {name for each in read.answers for name in each.notes}
    left_out = [left for left in read.left_out if not (left.what == "column" and left.name in notes)]
    left_out += [LeftOut("rater", name, 1, NOT_ENTERED) for name in read.raters if name not in persons]
    return replace(
        read,
        sheaf=sheaf,
        codes={person: read.codes[person] for person in persons},
        no_code={person: count for person, count in read.no_code.items() if person in persons},
        left_out=left_out,
        checks=few_of_a_kind([*read.sheaf.checks, *own.checks]),
        decided=own.decided,
        suspected=own.suspected,
    )


def held_others(read: RatingsRead, persons: Collection[str], file: int | None = None) -> list[str]:
    """Return whose ratings the files hold, or one of them, beside those of these persons."""
    answers = [each for each in read.answers if file in (None, each.file)]
    left = [*(left for each in answers for left in each.left_out), *(read.left_out if file is None else ())]
    raters = [name for each in answers for name in each.raters if name not in persons]
    return list(dict.fromkeys([*raters, *(other.name for other in left if other.why in (NOT_NAMED, NOT_ENTERED))]))


def held_final(read: RatingsRead, file: int | None = None) -> str:
    """Return the columns of decisions that the files hold, or one of them."""
    answers = [each for each in read.answers if file in (None, each.file)]
    used = [final.name for each in answers for final in each.final.values()]
    left = [left.name for each in answers for left in each.left_out if left.why in (OTHER_DECISIONS, SECOND_DECISIONS)]
    return ", ".join(dict.fromkeys([*used, *left]))


def reading_of(reads: Sequence[RatingsRead]) -> dict[str, Any] | None:
    """Return the object `reading` of files that are entered one by one; None if none was read."""
    if not reads:
        return None
    first, *others = (reading_json(read, diagnosed(read)) for read in reads)
    for other in others:
        for name in ("files", "raters", "left_out", "decided", "checks", "conventions"):
            first[name] += other[name]
        first["questions"] = list(dict.fromkeys([*first["questions"], *other["questions"]]))
        first["final"] = first["final"] or other["final"]
    return first
