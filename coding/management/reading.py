"""Options of the commands that read files of ratings, and the files that they name."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coding.formats.ratings.options import DOUBLED, LAYOUTS, ReadingOptions, options_from
from coding.formats.ratings.paths import read_paths
from coding.formats.ratings.synonyms import read_synonyms


def add_reading_arguments(parser: ArgumentParser) -> None:
    """Add the options that say how files of ratings are to be read."""
    group = parser.add_argument_group("reading of the ratings")
    add = group.add_argument
    add("--layout", choices=LAYOUTS, help="how the table is built")
    add("--sheet", metavar="NAME", help="which sheet of a workbook")
    add("--header-row", metavar="N", help="row with the names of the columns; 0: none has")
    add("--delimiter", metavar="C", help="of a CSV file; “tab” for a tab")
    add("--encoding", metavar="E", help="of a CSV file, such as cp1252")
    add("--unit", metavar="COL[,COL]", help="what names a unit; several columns together name one")
    add("--row-numbers", action="store_true", help="the rows are units 1, 2, 3 …")
    add("--raters", metavar="A,B", help="columns, people or files: these and no others, in this order")
    add("--rater-column", metavar="COL", help="of a long table: who rated")
    add("--code-column", metavar="COL", help="of a long table: the code")
    add("--question", metavar="NAME", help="one of several questions")
    add("--final", metavar="COL", help="a column with decisions, not ratings; none: no column is")
    add("--separator", metavar="C", help="several codes in a cell: ; , | / + newline json")
    add("--multilabel", action="store_true", help="a unit may have several codes; `;` separates them in a cell")
    add("--missing", metavar='"NA,None"', help="words that mean not coded")
    add("--join", action="append", dest="joins", metavar='"A=B"', help="label A is read as label B; may be repeated")
    add("--synonyms", type=Path, metavar="FILE", help="columns: synonym,representative")
    add("--doubled", choices=DOUBLED, help="what to do with units that stand twice")
    add("--merged", choices=["fill", "top"], help="merged cells: the code of all units, or of the first")
    add("--typed", choices=["keep"], help="take dates that a spreadsheet made as codes")
    add("--drop-rows", metavar='"Total"', help="rows to leave out, by the name of their unit")
    add("--strict", action="store_true", help="refuse where there is a warning")


def reading_options(options: Mapping[str, Any]) -> ReadingOptions:
    """Return the options of a reading that the command line gives.

    Raises
    ------
    UnreadableRatings
        If an option has a value that it does not take, or the file of synonyms cannot be read.
    """
    reading = options_from(options)
    if options.get("synonyms") is None:
        return reading
    [file] = read_paths([options["synonyms"]])
    return reading.but(joins={**read_synonyms(file), **reading.joins})
