"""The content of a file of ratings -> answers, by its kind: text, JSON, workbook, project, archive of files."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Collection, Sequence
from typing import Final

from advisories.tables.grid import grid_of_objects
from advisories.tables.text_grids import decode_text, read_csv_grid
from advisories.tables.workbook_grids import read_workbook_grids
from advisories.tables.workbooks import is_ods
from coding.formats.ratings.answers import NOT_NAMED, Answers, FileRead, LeftOut, RefusedRow
from coding.formats.ratings.doccano_lines import doccano_answers, is_doccano
from coding.formats.ratings.json_files import json_objects
from coding.formats.ratings.label_studio_tasks import is_label_studio, label_studio_answers
from coding.formats.ratings.options import ReadingOptions, UnreadableRatings
from coding.formats.ratings.paths import LARGEST, MOST_FILES, ZIP, File, is_project
from coding.formats.ratings.project_copies import CopyAnswers, project_answers
from coding.formats.ratings.sheets import one_grid
from coding.formats.refi_qda.copies import CodeLabels

MOST_UNPACKED: Final = 5 * LARGEST  # bytes of all members of archives

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


def unpacked(files: Sequence[File]) -> list[File]:
    """Return the files, and in the place of an archive its members."""
    unpacked: list[File] = []
    from_archives = 0
    for file in files:
        if len(file.content) > LARGEST:
            raise UnreadableRatings(f"{file.name}: The file is larger than {LARGEST >> 20} MiB.")
        members = _members(file)
        unpacked += [file] if members is None else members
        if members is not None:
            from_archives += sum(len(member.content) for member in members)
        if len(unpacked) > MOST_FILES:
            raise UnreadableRatings(f"{len(unpacked)} files or more were given; at most {MOST_FILES} are read.")
        if from_archives > MOST_UNPACKED:
            raise UnreadableRatings(f"{file.name}: The archives unpack to too much. Read them in parts.")
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
            if len(names) > MOST_FILES or sum(part.file_size for part in names) > MOST_UNPACKED:
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


def require_one_kind(files: Sequence[File]) -> None:
    """Raise UnreadableRatings if project files are mixed with other files."""
    projects = sum(map(is_project, files))
    if 0 < projects < len(files):
        raise UnreadableRatings("Do not mix project files and tables.")


def _is_of_a_system(name: str) -> bool:
    """Return whether an operating system added the member."""
    file = name.rpartition("/")[2]
    return "__MACOSX/" in name or file.startswith("._") or file in {".DS_Store", "Thumbs.db", "desktop.ini"}


def file_read(file: File) -> FileRead:
    """Return what is known of a file before it is read."""
    return FileRead(file.name, hashlib.sha256(file.content).hexdigest(), len(file.content), "csv")


def file_answers(
    file: File,
    read: FileRead,
    options: ReadingOptions,
    known: Collection[str],
    files: int,
    code_labels: CodeLabels,
) -> tuple[FileRead, list[Answers]]:
    """Return what is known of a file, and the ratings of its sheets."""
    content = file.content
    for start, kind in KINDS:
        if content[: len(start)].lower() == start.lower():
            raise UnreadableRatings(f"{file.name}: This is {kind}. Save the sheet as CSV, XLSX or ODS.")
    if content.startswith(ZIP):
        return _zipped(file, read, options, known, files, code_labels)
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")) and options.encoding is None:
        raise UnreadableRatings(f"{file.name}: This is no text. Save the sheet as CSV, XLSX or ODS.")
    text, read.encoding = decode_text(content, options.encoding)
    if not text.strip():
        raise UnreadableRatings(f"{file.name}: The file holds no ratings.")
    if text.lstrip()[:1] in "[{":
        return _json(text, file, read, options, known, files)
    grid = read_csv_grid(text, file.name, delimiter=options.delimiter, encoding=read.encoding)
    read.delimiter = grid.delimiter
    return one_grid([grid], read, options, known, files)


def _json(
    text: str, file: File, read: FileRead, options: ReadingOptions, known: Collection[str], files: int
) -> tuple[FileRead, list[Answers]]:
    refused: list[RefusedRow] = []
    objects, read.format = json_objects(text, refused if options.takes_rest else None)
    if not any(objects):
        raise UnreadableRatings(f"{file.name}: The file holds no ratings.")
    if is_label_studio(objects):
        read.format = "label_studio"
        return read, [_chosen_raters(label_studio_answers(objects, file.name, options, refused), options)]
    if refused:
        raise UnreadableRatings(f"{file.name}: {refused[0].reason}")
    if is_doccano(objects):
        read.format = "doccano"
        return read, [doccano_answers(objects, file.name, takes_rest=options.takes_rest)]
    return one_grid([grid_of_objects(objects, file.name, read.format)], read, options, known, files)


def _chosen_raters(answers: Answers, options: ReadingOptions) -> Answers:
    if not options.raters:
        return answers
    what = "users" if isinstance(answers, CopyAnswers) else "annotators"
    unknown = [name for name in options.raters if name not in answers.raters]
    if unknown:
        raise UnreadableRatings(
            f"{answers.title}: Nobody is called “{unknown[0]}”. The {what} are {', '.join(answers.raters)}."
        )
    answers.left_out += [LeftOut("rater", name, 1, NOT_NAMED) for name in answers.raters if name not in options.raters]
    answers.raters = list(options.raters)
    return answers


def _zipped(
    file: File,
    read: FileRead,
    options: ReadingOptions,
    known: Collection[str],
    files: int,
    code_labels: CodeLabels,
) -> tuple[FileRead, list[Answers]]:
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise UnreadableRatings(f"{file.name}: The workbook is broken. Save it again, or as CSV in UTF-8.") from None
    if any(name.endswith(".qde") for name in names):
        read.format = "qdpx"
        project = project_answers(file.content, file.name, options, code_labels)
        # Of several copies, each may lack some of the raters that are named.
        return read, [_chosen_raters(project, options) if files == 1 else project]
    if "word/document.xml" in names:
        raise UnreadableRatings(f"{file.name}: This is a DOCX. Save the sheet as CSV, XLSX or ODS.")
    read.format = "ods" if is_ods(io.BytesIO(file.content)) else "xlsx"
    grids = read_workbook_grids(file.content, file.name)
    return one_grid(grids, read, options, known, files)
