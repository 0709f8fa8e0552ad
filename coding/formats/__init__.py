"""Formats of other programs, both directions: one module per format, and `FORMATS`, the table of them.

To add a format, write its module and add a row to `FORMATS`. Files of ratings have one reader, `ratings/`, which
recognises them by their content. May import `results` and below.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from coding.formats.codebook_change_log import change_log_csv, change_log_json, change_log_md
from coding.formats.codebook_files import codebook_csv, codebook_json, codebook_md, codebook_xlsx
from coding.formats.doccano import doccano_categories, doccano_spans
from coding.formats.label_studio import label_studio_json, label_studio_xml
from coding.formats.rating_sheets.write import own_csv, own_json, own_xlsx
from coding.formats.ratings.read import read_files
from coding.formats.refi_qda.read_codebook import read_codebook
from coding.formats.refi_qda.read_project import read_project
from coding.formats.refi_qda.write_codebook import codebook_qdc
from coding.formats.refi_qda.write_project import study_qdpx
from coding.formats.web_annotation import annotations_jsonld
from coding.rendering.media_types import CSV, JSON, JSON_LD, JSON_LINES, MARKDOWN, ODS, XLSX, XML, ZIP

CODEBOOK, CHANGE_LOG, OWN_RATINGS = "codebook", "change log of the codebook", "a rater's own ratings"
RATINGS, PROJECT, ANNOTATIONS = "ratings", "project", "annotations"


@dataclass(frozen=True, slots=True)
class Format:
    """A file format for one kind of contents.

    Parameters
    ----------
    name : str
        Key in addresses and on the command line, unique within the contents.
    contents : str
        What a file holds: one of the constants of this module.
    label : str
        Name for people.
    sentence : str
        What a file holds, in one sentence.
    extension : str
        Usual ending of file names, without the dot.
    media_type : str
        Media type of a download.
    read, write : callable, optional
        Reads or writes a file; None if the program does not.
    """

    name: str
    contents: str
    label: str
    sentence: str
    extension: str
    media_type: str
    read: Callable[..., Any] | None = None
    write: Callable[..., Any] | None = None


FORMATS: Final = (
    Format(
        "qdc",
        CODEBOOK,
        "REFI-QDA codebook",
        "Codes with definition, colour and parent, for qualitative analysis programs.",
        "qdc",
        XML,
        read=read_codebook,
        write=codebook_qdc,
    ),
    Format("csv", CODEBOOK, "CSV", "One row per code.", "csv", CSV, write=codebook_csv),
    Format("json", CODEBOOK, "JSON", "The codes with all fields, unescaped.", "json", JSON, write=codebook_json),
    Format("md", CODEBOOK, "Markdown", "One section per code, to read.", "md", MARKDOWN, write=codebook_md),
    Format("xlsx", CODEBOOK, "Excel workbook", "One row per code.", "xlsx", XLSX, write=codebook_xlsx),
    Format("csv", CHANGE_LOG, "CSV", "One row per change.", "csv", CSV, write=change_log_csv),
    Format("json", CHANGE_LOG, "JSON", "The changes with all fields, unescaped.", "json", JSON, write=change_log_json),
    Format("md", CHANGE_LOG, "Markdown", "One table, to read.", "md", MARKDOWN, write=change_log_md),
    Format(
        "qdpx",
        PROJECT,
        "REFI-QDA project",
        "Texts, codes, codings and decisions, for qualitative analysis programs.",
        "qdpx",
        ZIP,
        read=read_project,
        write=study_qdpx,
    ),
    Format("csv", RATINGS, "CSV", "One row per unit or coding.", "csv", CSV, read=read_files),
    Format(
        "xlsx",
        RATINGS,
        "Excel workbook",
        "One row per unit or coding.",
        "xlsx",
        XLSX,
        read=read_files,
    ),
    Format("ods", RATINGS, "OpenDocument sheet", "One row per unit or coding.", "ods", ODS, read=read_files),
    Format("json", RATINGS, "JSON", "A list of objects, or an object of columns.", "json", JSON, read=read_files),
    Format("jsonl", RATINGS, "JSON lines", "One object per unit or coding.", "jsonl", JSON_LINES, read=read_files),
    Format(
        "doccano",
        RATINGS,
        "doccano",
        "One line per unit, a file per annotator.",
        "jsonl",
        JSON_LINES,
        read=read_files,
    ),
    Format("qdpx", RATINGS, "REFI-QDA project", "The codes of each coder by text.", "qdpx", ZIP, read=read_files),
    Format(
        "label_studio",
        RATINGS,
        "Label Studio",
        "Tasks, each with the annotations of one or more people.",
        "json",
        JSON,
        read=read_files,
        write=label_studio_json,
    ),
    Format("csv", OWN_RATINGS, "CSV", "One row per unit.", "csv", CSV, read=read_files, write=own_csv),
    Format("xlsx", OWN_RATINGS, "Excel workbook", "One row per unit.", "xlsx", XLSX, read=read_files, write=own_xlsx),
    Format(
        "json",
        OWN_RATINGS,
        "JSON",
        "One object per unit.",
        "json",
        JSON,
        read=read_files,
        write=own_json,
    ),
    Format(
        "label_studio_config",
        ANNOTATIONS,
        "Label Studio configuration",
        "The labelling interface for the exported tasks.",
        "xml",
        XML,
        write=label_studio_xml,
    ),
    Format(
        "doccano_categories",
        ANNOTATIONS,
        "doccano, categories",
        "Texts with their decided codes, one per line.",
        "jsonl",
        JSON_LINES,
        write=doccano_categories,
    ),
    Format(
        "doccano_spans",
        ANNOTATIONS,
        "doccano, spans",
        "Texts with segments, one line per unit and rater.",
        "jsonl",
        JSON_LINES,
        write=doccano_spans,
    ),
    Format(
        "web_annotation",
        ANNOTATIONS,
        "W3C Web Annotation",
        "Codings and decisions as JSON-LD.",
        "jsonld",
        JSON_LD,
        write=annotations_jsonld,
    ),
)


def formats_of(contents: str) -> dict[str, Format]:
    """Return the formats of one kind of contents.

    Parameters
    ----------
    contents : str
        One of the constants of this module, such as `CODEBOOK`.

    Returns
    -------
    dict of str to Format
        By name, in the order of the table.

    Examples
    --------
    >>> list(formats_of(CODEBOOK))
    ['qdc', 'csv', 'json', 'md', 'xlsx']
    """
    return {row.name: row for row in FORMATS if row.contents == contents}
