"""The sheet of a file that holds ratings, and what a spreadsheet knows of its cells beside their texts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from advisories.tables.grid import Grid, Typed, filled
from coding.formats.rating_sheets.offline import CODINGS
from coding.formats.ratings.answers import Answers, Check, FileRead, LeftOut, Offline, RefusedRow
from coding.formats.ratings.chosen_parts import apply_options
from coding.formats.ratings.columns import EMPTY, Column, Part, read_columns, require_typed
from coding.formats.ratings.headers import header_position
from coding.formats.ratings.layouts import sheet_answers
from coding.formats.ratings.notes import details_of_raters
from coding.formats.ratings.offline_workbook import offline_answers, offline_of
from coding.formats.ratings.options import Ask, Choice, ReadingNeeded, ReadingOptions, UnreadableRatings
from coding.formats.ratings.own_files import own_answers
from coding.formats.ratings.paths import stem_of
from coding.formats.ratings.sheet import Sheet

MOST_NAMED: Final = 10  # hidden rows or columns in a sentence
CODEBOOK: Final = frozenset({"label", "code"})


DEFINITIONS: Final = frozenset({"definition", "description", "meaning", "explanation"})


def one_grid(
    grids: Sequence[Grid], read: FileRead, options: ReadingOptions, known: Collection[str], files: int
) -> tuple[FileRead, list[Answers]]:
    """Read the one sheet that holds ratings."""
    offline = offline_of(grids) if options.layout is None and options.sheet in (None, CODINGS) else None
    if offline is not None:
        return read, [_offline_answers(grids, offline, read, options, files)]
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
    read.sheets = [sheet for sheet in read.sheets if sheet.grid.sheet == grid.sheet]
    only.left_out += [*left_out, *(LeftOut("sheet", other.sheet, 1, "it holds no ratings") for other, _ in failures)]
    return read, [only]


def _offline_answers(
    grids: Sequence[Grid], offline: Offline, read: FileRead, options: ReadingOptions, files: int
) -> Answers:
    """Return the codings of a workbook for offline coding, with what the spreadsheet knows of its cells."""
    answers = offline_answers(grids, offline, read, options, files)
    [sheet] = read.sheets
    header = sheet.grid.numbers.index(read.header_row or 0)
    used = sheet.parts(Part.UNIT, Part.CODE)
    _require_unmerged(sheet.grid, header, used, options)
    answers.checks += [
        *_typed_checks(sheet.grid, header, used, options),
        *_hidden_checks(sheet.grid, header, sheet.columns),
    ]
    return answers


def _of_sheet(answers: Answers, grid: Grid) -> Answers:
    """Return the answers of one sheet a rater; the sheet names the rater."""
    [name] = answers.raters
    if name != stem_of(grid.file):
        return answers
    return replace(
        answers,
        raters=[grid.sheet],
        cells={(question, grid.sheet): cells for (question, _), cells in answers.cells.items()},
        details={(row, grid.sheet): details for (row, _), details in answers.details.items()},
        unnamed=frozenset(),
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
    refused: list[RefusedRow] = []
    if options.takes_rest:
        grid = _without_longer_rows(grid, header, refused)
        if refused and len(grid.rows) == (header is not None):
            raise UnreadableRatings(f"{grid.title}: {refused[0].reason}")
    columns = read_columns(grid, header, known={*known, *options.raters})
    sheet = Sheet(grid, columns, grid.numbers[header + 1 if header is not None else 0 :], options, files, refused)
    read.sheets = [other for other in read.sheets if other.grid.sheet != grid.sheet] + [sheet]
    if not any(column.values for column in columns if column.part not in (Part.UNIT, Part.INDEX)):
        raise UnreadableRatings(f"{grid.title}: The file holds no ratings.")
    answers = own_answers(sheet)
    if answers is None:
        apply_options(sheet, files=files)
        answers = sheet_answers(sheet)
    if not answers.details:
        answers.details, answers.notes = details_of_raters(sheet, answers.raters)
    answers.refused += sheet.refused
    answers.between = {"xlsx": ", row ", "ods": ", row ", "json": ":entry "}.get(grid.format, ":")
    if not (
        any(cell not in (None, "") for cells in answers.cells.values() for cell in cells)
        or (options.takes_rest and (answers.refused or any(each.get("uncoded") for each in answers.details.values())))
    ):
        raise UnreadableRatings(f"{grid.title}: The file holds no ratings.")
    used = [
        column
        for column in columns
        if column.part in (Part.UNIT, Part.RATING, Part.CODE, Part.PERSON) or column.why == EMPTY
    ]
    _require_unmerged(grid, header, used, options)
    answers.checks += _typed_checks(grid, header, used, options)
    if header:
        above = grid.rows[:header]
        answers.left_out.append(LeftOut("row", _first_text(above), len(above), "it stands above the names"))
    answers.checks += _hidden_checks(grid, header, columns)
    return answers


def _without_longer_rows(grid: Grid, header: int | None, refused: list[RefusedRow]) -> Grid:
    """Return the grid without the rows that are longer than the header, which are refused."""
    width = len(grid.rows[header]) if header is not None else max(map(len, grid.rows))
    longer = [
        position
        for position in range(0 if header is None else header + 1, len(grid.rows))
        if filled(grid.rows[position][width:])
    ]
    if not longer:
        return grid
    for position in longer:
        refused.append(
            RefusedRow(
                grid.numbers[position],
                f"{grid.row_name(position)} has {len(grid.rows[position])} cells, the header {width}. A cell that "
                "holds the delimiter stands in double quotes.",
            )
        )
    left = set(longer)
    rest = [position for position in range(len(grid.rows)) if position not in left]
    new = {old: position for position, old in enumerate(rest)}
    return replace(
        grid,
        rows=[grid.rows[position] for position in rest],
        numbers=[grid.numbers[position] for position in rest],
        typed={(new[row], column): kind for (row, column), kind in grid.typed.items() if row in new},
    )


def _hidden_checks(grid: Grid, header: int | None, columns: Sequence[Column]) -> list[Check]:
    """Note the rows and columns that are hidden in the sheet and were read."""
    numbers = set(grid.numbers[header or 0 :])
    rows = [str(number) for number in grid.hidden_rows if number in numbers]
    hidden = [column.title for column in columns if column.index in set(grid.hidden_columns)]
    checks = []
    for kind, names in (("Row", rows), ("Column", hidden)):
        if names:
            several = len(names) > 1
            more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
            start = f"{kind}{'s' if several else ''} {', '.join(names[:MOST_NAMED])}{more}"
            sentence = (
                f"{start} {'are' if several else 'is'} hidden in the sheet; {'they were' if several else 'it was'} "
            )
            checks.append(Check("hidden", "note", f"{sentence}read.", tuple(names)))
    return checks


def _first_text(rows: Sequence[Sequence[str]]) -> str:
    return next((cell.strip() for row in rows for cell in row if cell.strip()), "")[:60]


def _filled_merged(grid: Grid, header: int | None) -> Grid:
    """Return the grid with the value of merged cells in each of them."""
    rows = [list(row) for row in grid.rows]
    width = max(map(len, rows))
    filled_cells = 0
    for merged in grid.merged:
        top, bottom = bisect_left(grid.numbers, merged.top), bisect_right(grid.numbers, merged.bottom)
        # Ranges may reach beyond the table.
        left, right = merged.left - 1, min(merged.right, width)
        if (
            top == bottom
            or right <= left
            or grid.numbers[top] != merged.top
            or top <= (-1 if header is None else header)
        ):
            continue
        filled_cells += (bottom - top) * (right - left)
        if filled_cells > len(rows) * width:
            raise UnreadableRatings(f"{grid.title}: The merged cells overlap. Save the sheet again, or as CSV.")
        value = rows[top][left] if left < len(rows[top]) else ""
        for row in rows[top:bottom]:
            row += [""] * (right - len(row))
            row[left:right] = [value] * (right - left)
    return replace(grid, rows=rows)


def _require_unmerged(grid: Grid, header: int | None, used: Sequence[Column], options: ReadingOptions) -> None:
    if options.merged is not None:
        return
    first = 0 if header is None else header + 1
    in_order = sorted(used, key=lambda column: column.index)
    for merged in grid.merged:
        top = max(bisect_left(grid.numbers, merged.top), first)
        has_rows = top < bisect_right(grid.numbers, merged.bottom)
        columns = [column for column in in_order if merged.left <= column.index + 1 <= merged.right]
        if not columns or not has_rows or (merged.top, merged.left) == (merged.bottom, merged.right):
            continue
        column = columns[0].title
        if columns[0].part in (Part.UNIT, Part.PERSON):
            question = f"Does the value of {column} hold for all these rows?"
        elif merged.top == merged.bottom:
            question = "Does the value hold for all these columns?"
        elif columns[0].part is Part.CODE:
            question = "Does the code hold for both units?"
        else:
            question = f"Did {column} give this code to both units?"
        raise ReadingNeeded(
            [
                Ask(
                    "merged",
                    f"{grid.title}: Cells {merged.name} are merged. {question}",
                    (Choice("fill", "if so"), Choice("top", "if only the first was coded")),
                )
            ]
        )


def _typed_checks(grid: Grid, header: int | None, used: Sequence[Column], options: ReadingOptions) -> list[Check]:
    counts = require_typed(grid, header, used, keep=options.typed == "keep")
    checks = []
    if truths := counts.get(Typed.TRUTH):
        cells = "1 cell holds a truth value; it is" if truths == 1 else f"{truths} cells hold truth values; they are"
        checks.append(Check("truth", "note", f"{cells} read as TRUE and FALSE."))
    if errors := counts.get(Typed.ERROR):
        cells = "1 cell holds an error of the spreadsheet; it counts"
        cells = cells if errors == 1 else f"{errors} cells hold an error of the spreadsheet; they count"
        checks.append(Check("errors", "note", f"{cells} as empty."))
    return checks
