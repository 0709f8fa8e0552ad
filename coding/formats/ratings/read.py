"""Files -> ratings, the one way in: every door reads here."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from advisories.records.item import UnusableRecord
from advisories.tables.grid import Grid, Typed, grid_of_objects
from advisories.tables.text_grids import decode_text, read_csv_grid
from advisories.tables.workbook_grids import read_workbook_grids
from coding.dataset.names import alike_pair
from coding.formats.ratings.answers import Answers, Check, LeftOut
from coding.formats.ratings.columns import Column, Part, header_position, read_columns, require_typed
from coding.formats.ratings.json_files import (
    doccano_answers,
    is_doccano,
    is_label_studio,
    json_objects,
    label_studio_answers,
)
from coding.formats.ratings.labels import Codes, labelled
from coding.formats.ratings.layouts import apply_options, sheet_answers
from coding.formats.ratings.options import NONE, Ask, Choice, ReadingNeeded, ReadingOptions, UnreadableRatings
from coding.formats.ratings.own_files import own_answers
from coding.formats.ratings.paths import LARGEST, File
from coding.formats.ratings.project_copies import name_copies, project_answers
from coding.formats.ratings.sheet import Sheet
from coding.formats.ratings.units import Sheaf, joined
from coding.formats.ratings.words import FINAL, fold_name
from coding.statistics.ratings import Ratings

MOST_FILES: Final = 50
MOST_RATERS: Final = 500
MOST_LABELS: Final = 5_000
LONGEST_NAME: Final = 150  # characters of a rater's name
ZIP: Final = b"PK\x03\x04"
CODEBOOK: Final = frozenset({"label", "code"})
DEFINITIONS: Final = frozenset({"definition", "description", "meaning", "explanation"})
KINDS: Final = (
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office file or an encrypted workbook"),
    (b"$FL2", "an SPSS file"),
    (b"$FL3", "an SPSS file"),
    (b"\x1f\x8b", "compressed, as R saves its data"),
    (b"RDX", "an R file"),
    (b"\x89PNG", "an image"),
    (b"<!DOCTYPE html", "an HTML page"),
    (b"<html", "an HTML page"),
)


@dataclass
class FileRead:
    """What is known of one file after reading it."""

    name: str
    sha256: str
    bytes: int
    format: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int | None = None


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
        if self.multilabel:
            return Ratings.from_sets(self.rows, raters=self.raters, categories=categories)
        labels = (tuple(None if cell is None else cell[0] for cell in row) for row in self.rows)
        return Ratings.from_labels(labels, raters=self.raters, categories=categories)

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
    files = _unpacked(files)
    if not files:
        raise UnreadableRatings("No file of ratings was given.")
    if len(files) > MOST_FILES:
        raise UnreadableRatings(f"{len(files)} files were given; at most {MOST_FILES} are read.")
    reads: list[FileRead] = []
    answers: list[Answers] = []
    for file in files:
        try:
            read, more = _file_answers(
                file, options.but(raters=() if _are_stems(files, options) else options.raters), known, len(files)
            )
        except UnusableRecord as error:
            raise UnreadableRatings(
                f"{file.name}: {error.origin + ': ' if error.origin else ''}{_sentence(error.reason)}"
            ) from None
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
    stems = {_stem(file.name) for file in files}
    return len(files) > 1 and bool(options.raters) and set(options.raters) <= stems


def _stem(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]


def _in_order(answers: Sequence[Answers], raters: Sequence[str]) -> list[Answers]:
    by_rater = {rater: each for each in answers for rater in each.raters}
    missing = [rater for rater in raters if rater not in by_rater]
    if missing:
        raise UnreadableRatings(f"No file holds the ratings of {missing[0]}.")
    return [by_rater[rater] for rater in raters]


def _unpacked(files: Sequence[File]) -> list[File]:
    """Return the files, and in the place of an archive its members."""
    unpacked = []
    for file in files:
        if len(file.content) > LARGEST:
            raise UnreadableRatings(f"{file.name}: The file is larger than {LARGEST >> 20} MiB.")
        members = _members(file)
        unpacked += [file] if members is None else members
    return unpacked


def _members(file: File) -> list[File] | None:
    """Return the members of an archive of files; None if the file is a workbook, a project or no archive."""
    if not file.content.startswith(ZIP) or file.name.casefold().endswith((".xlsx", ".ods", ".qdpx")):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            names = [part for part in archive.infolist() if not part.is_dir() and not _is_of_a_system(part.filename)]
            if any(part.filename in {"[Content_Types].xml", "content.xml", "mimetype"} for part in names):
                return None
            if any(part.filename.endswith(".qde") for part in names):
                return None
            if len(names) > MOST_FILES or sum(part.file_size for part in names) > 5 * LARGEST:
                raise UnreadableRatings(f"{file.name}: The archive has too many files or unpacks to too much.")
            members = []
            for part in names:
                if part.flag_bits & 1:
                    raise UnreadableRatings(f"{file.name}: The archive is encrypted. Save it without a password.")
                if part.file_size > LARGEST:
                    raise UnreadableRatings(f"{part.filename}: The file is larger than {LARGEST >> 20} MiB.")
                with archive.open(part) as stream:
                    members.append(File(part.filename, stream.read(LARGEST + 1)))
            if not members:
                raise UnreadableRatings(f"{file.name}: The archive holds no file of ratings.")
            return members
    except UnreadableRatings:
        raise
    except Exception as error:  # each kind of compression has errors of its own
        kind = type(error).__name__
        raise UnreadableRatings(f"{file.name}: The workbook is broken ({kind}). Save it again, or as CSV.") from None


def _is_of_a_system(name: str) -> bool:
    """Return whether an operating system added the member."""
    return "__MACOSX/" in name or name.rpartition("/")[2] in {".DS_Store", "Thumbs.db", "desktop.ini"}


def _file_answers(
    file: File, options: ReadingOptions, known: Collection[str], files: int
) -> tuple[FileRead, list[Answers]]:
    content = file.content
    read = FileRead(file.name, hashlib.sha256(content).hexdigest(), len(content), "csv")
    for start, kind in KINDS:
        if content[: len(start)].lower() == start.lower():
            raise UnreadableRatings(f"{file.name}: This is {kind}. Save the sheet as CSV or XLSX.")
    if content.startswith(ZIP):
        return _zipped(file, read, options, known, files)
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")) and options.encoding is None:
        raise UnreadableRatings(f"{file.name}: This is no text. Save the sheet as CSV or XLSX.")
    text, read.encoding = decode_text(content, options.encoding)
    if not text.strip():
        raise UnreadableRatings(f"{file.name}: The file holds no ratings.")
    if text.lstrip()[:1] in "[{":
        return _json(text, file, read, options, known, files)
    grid = read_csv_grid(text, file.name, delimiter=options.delimiter, encoding=read.encoding)
    read.delimiter = grid.delimiter
    return _one_grid([grid], read, options, known, files)


def _json(
    text: str, file: File, read: FileRead, options: ReadingOptions, known: Collection[str], files: int
) -> tuple[FileRead, list[Answers]]:
    objects, read.format = json_objects(text)
    if not objects:
        raise UnreadableRatings(f"{file.name}: The file holds no ratings.")
    if is_label_studio(objects):
        read.format = "label_studio"
        return read, [_chosen_raters(label_studio_answers(objects, file.name), options)]
    if is_doccano(objects):
        read.format = "doccano"
        return read, [doccano_answers(objects, file.name)]
    return _one_grid([grid_of_objects(objects, file.name, read.format)], read, options, known, files)


def _chosen_raters(answers: Answers, options: ReadingOptions) -> Answers:
    if not options.raters:
        return answers
    unknown = [name for name in options.raters if name not in answers.raters]
    if unknown:
        raise UnreadableRatings(
            f"{answers.title}: Nobody is called “{unknown[0]}”. The annotators are {', '.join(answers.raters)}."
        )
    answers.left_out += [
        LeftOut("rater", name, 1, "it is not among the raters that were named")
        for name in answers.raters
        if name not in options.raters
    ]
    answers.raters = list(options.raters)
    return answers


def _zipped(
    file: File, read: FileRead, options: ReadingOptions, known: Collection[str], files: int
) -> tuple[FileRead, list[Answers]]:
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise UnreadableRatings(f"{file.name}: The workbook is broken. Save it again, or as CSV in UTF-8.") from None
    if any(name.endswith(".qde") for name in names):
        read.format = "qdpx"
        return read, [project_answers(file.content, file.name)]
    if "content.xml" in names and "xl/workbook.xml" not in names:
        raise UnreadableRatings(
            f"{file.name}: OpenDocument files are not read. Save the sheet as XLSX or CSV in UTF-8."
        )
    if "word/document.xml" in names:
        raise UnreadableRatings(f"{file.name}: This is a DOCX. Save the sheet as CSV or XLSX.")
    read.format = "xlsx"
    grids = read_workbook_grids(file.content, file.name)
    return _one_grid(grids, read, options, known, files)


def _one_grid(
    grids: Sequence[Grid], read: FileRead, options: ReadingOptions, known: Collection[str], files: int
) -> tuple[FileRead, list[Answers]]:
    """Read the one sheet that holds ratings."""
    left_out = []
    if options.sheet is not None:
        chosen = [grid for grid in grids if grid.sheet == options.sheet]
        if not chosen:
            raise UnreadableRatings(
                f"{read.name}: There is no sheet “{options.sheet}”. The sheets are "
                f"{', '.join(grid.sheet for grid in grids)}."
            )
        left_out = [LeftOut("sheet", grid.sheet, 1, "another was chosen") for grid in grids if grid not in chosen]
        grids = chosen
    else:
        left_out = [LeftOut("sheet", grid.sheet, 1, "it is hidden") for grid in grids if grid.hidden]
        grids = [grid for grid in grids if not grid.hidden]
        books = [grid for grid in grids if len(grids) > 1 and _is_codebook(grid)]
        left_out += [LeftOut("sheet", grid.sheet, 1, "it is a codebook") for grid in books]
        grids = [grid for grid in grids if grid not in books]
    if not grids:
        raise UnreadableRatings(f"{read.name}: The file holds no ratings.")
    answers: list[tuple[Grid, Answers | None]] = []
    failures: list[tuple[Grid, UnreadableRatings]] = []
    for grid in grids:
        try:
            answers.append((grid, _grid_answers(grid, read, options, known, files)))
        except ReadingNeeded:
            if len(grids) == 1:
                raise
            answers.append((grid, None))
        except UnreadableRatings as error:
            failures.append((grid, error))
    if not answers:
        raise failures[0][1]
    if len(answers) > 1:
        names = [grid.sheet for grid, _ in answers]
        if all(each is not None and each.layout == "single" for _, each in answers):
            return read, [_of_sheet(each, grid) for grid, each in answers if each is not None]
        raise ReadingNeeded(
            [
                Ask(
                    "sheet",
                    f"{read.name}: {' and '.join(names)} {'both' if len(names) == 2 else 'all'} hold ratings.",
                    tuple(Choice(name, "for this sheet") for name in names),
                )
            ]
        )
    grid, only = answers[0]
    if only is None:
        only = _grid_answers(grid, read, options, known, files)
    read.sheet = grid.sheet
    only.left_out += [*left_out, *(LeftOut("sheet", other.sheet, 1, "it holds no ratings") for other, _ in failures)]
    return read, [only]


def _of_sheet(answers: Answers, grid: Grid) -> Answers:
    """Return the answers of one sheet a rater; the sheet names the rater."""
    [name] = answers.raters
    if name != _stem(grid.file):
        return answers
    return replace(
        answers,
        raters=[grid.sheet],
        cells={(question, grid.sheet): cells for (question, _), cells in answers.cells.items()},
        origin={grid.sheet: f"sheet {grid.sheet}"},
    )


def _is_codebook(grid: Grid) -> bool:
    names = {cell.strip().casefold() for cell in grid.rows[0]}
    return bool(names & CODEBOOK) and bool(names & DEFINITIONS)


def _grid_answers(grid: Grid, read: FileRead, options: ReadingOptions, known: Collection[str], files: int) -> Answers:
    if not grid.rows or (len(grid.rows) == 1 and options.header_row != 0):
        raise UnreadableRatings(f"{grid.title}: The file holds no ratings.")
    header = header_position(grid, options.header_row)
    read.header_row = grid.numbers[header] if header is not None else 0
    if options.merged == "fill":
        grid = _filled_merged(grid, header)
    columns = read_columns(grid, header, known={*known, *options.raters})
    sheet = Sheet(grid, columns, grid.numbers[header + 1 if header is not None else 0 :], options, files)
    if not any(column.values for column in columns if column.part not in (Part.UNIT, Part.INDEX)):
        raise UnreadableRatings(f"{grid.title}: The file holds no ratings.")
    answers = own_answers(sheet)
    if answers is None:
        apply_options(sheet, files=files)
        answers = sheet_answers(sheet)
    if not any(cell not in (None, "") for cells in answers.cells.values() for cell in cells):
        raise UnreadableRatings(f"{grid.title}: The file holds no ratings.")
    used = [column for column in columns if column.part in (Part.UNIT, Part.RATING, Part.CODE, Part.PERSON)]
    _require_unmerged(grid, header, used, options)
    answers.checks += _typed_checks(grid, header, used, options)
    if header:
        above = grid.rows[:header]
        answers.left_out.append(LeftOut("row", _first_text(above), len(above), "it stands above the names"))
    hidden = [number for number in grid.hidden_rows if number in set(grid.numbers[header or 0 :])]
    if hidden:
        rows = "Rows " + ", ".join(map(str, hidden[:10])) if len(hidden) > 1 else f"Row {hidden[0]}"
        verb = "are" if len(hidden) > 1 else "is"
        answers.checks.append(
            Check(
                "hidden",
                "note",
                f"{rows} {verb} hidden in the sheet; {'they were' if len(hidden) > 1 else 'it was'} read.",
            )
        )
    return answers


def _first_text(rows: Sequence[Sequence[str]]) -> str:
    return next((cell.strip() for row in rows for cell in row if cell.strip()), "")[:60]


def _filled_merged(grid: Grid, header: int | None) -> Grid:
    """Return the grid with the value of merged cells in each of them."""
    position = {number: row for row, number in enumerate(grid.numbers)}
    rows = [list(row) for row in grid.rows]
    for merged in grid.merged:
        if merged.top not in position or position[merged.top] <= (header if header is not None else -1):
            continue
        first = rows[position[merged.top]]
        value = first[merged.left - 1] if merged.left <= len(first) else ""
        for number in range(merged.top, merged.bottom + 1):
            if number in position:
                row = rows[position[number]]
                row += [""] * (merged.right - len(row))
                row[merged.left - 1 : merged.right] = [value] * (merged.right - merged.left + 1)
    return replace(grid, rows=rows)


def _require_unmerged(grid: Grid, header: int | None, used: Sequence[Column], options: ReadingOptions) -> None:
    if options.merged is not None:
        return
    first = grid.numbers[header] if header is not None else 0
    by_number = {column.index + 1: column for column in used}
    for merged in grid.merged:
        columns = [by_number[n] for n in range(merged.left, merged.right + 1) if n in by_number]
        if (columns and merged.bottom > first and merged.bottom > merged.top) or (columns and merged.top > first):
            raise ReadingNeeded(
                [
                    Ask(
                        "merged",
                        f"{grid.title}: Cells {merged.name} are merged. Did {columns[0].title} give this code to both "
                        "units?",
                        (Choice("fill", "if so"), Choice("top", "if only the first was coded")),
                    )
                ]
            )


def _typed_checks(grid: Grid, header: int | None, used: Sequence[Column], options: ReadingOptions) -> list[Check]:
    counts = require_typed(grid, header, used, keep=options.typed == "keep")
    checks = []
    if truths := counts.get(Typed.TRUTH):
        checks.append(Check("truth", "note", f"{truths} cells hold truth values; they are read as TRUE and FALSE."))
    if errors := counts.get(Typed.ERROR):
        checks.append(Check("errors", "note", f"{errors} cells hold an error of the spreadsheet; they count as empty."))
    return checks


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
        if len(name) > LONGEST_NAME:
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
