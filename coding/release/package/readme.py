"""README of a release, its checksums, and the script that recomputes it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coding.release.release_file import ReleaseFile
from coding.release.reports.figures import missing_figures, unknown_to_figures
from coding.release.reports.origin_text import WHAT_FOLLOWS, origin_text
from coding.rendering.escaping import markdown
from coding.rendering.figure_text import scripts_of
from coding.rendering.numbers import ROUNDING_RULE
from coding.rendering.streams import File
from coding.results.derive import Publication

CSV_RULES = r"""The files are in UTF-8, with commas between cells and CR LF between records. A cell that a spreadsheet
would run as a formula begins with one additional apostrophe (before `=`, `+`, `-`, `@`, a tab or a line break, also
after blanks or apostrophes); remove it to get the text. If a cell contains several codes, they are separated by `;`,
and `;` alone means no code; the column `uncoded` says why. Inside a label, `\;` is a semicolon, `\n` and `\r` are line
breaks, and `\\` is a backslash. An empty cell is a missing value."""
LICENCES = "https://spdx.org/licenses/"


def recompute_script(publication: Publication) -> bytes:
    """Return the script, which is the same in every release."""
    return Path(__file__).with_name("recompute.py").read_bytes()


def readme(publication: Publication, files: Mapping[str, File], table: Mapping[str, ReleaseFile]) -> bytes:
    """Return a page that lists the files and explains how to check them."""
    data = publication.data
    lines = [f"# {markdown(data.title)}", ""]
    if data.notice:
        lines += [f"**Note: {markdown(data.notice)}**", ""]
    if data.question:
        lines += [markdown(data.question), ""]
    lines += [
        f"Release {data.release}, {markdown(data.released_on)}. {markdown(data.note)}".rstrip(),
        "",
    ]
    if data.data_licence:
        lines += [f"Licence of the data: {markdown(data.data_licence)} ({LICENCES}{data.data_licence}).", ""]
    if publication.plan.origin != "page":
        lines += [markdown(text) for text in (origin_text(publication.plan), WHAT_FOLLOWS)] + [""]
    lines += ["| File | Contents |", "| --- | --- |"]
    lines += [
        f"| `{name}` | {file.sentence_in(publication)} |"
        for name, file in table.items()
        if name in files or file.over_files
    ]
    if "codebook.qdc" not in files:
        lines += [
            "",
            "There is no `codebook.qdc`, because the codebook has no code and REFI-QDA allows no empty codebook.",
        ]
    lines += _figures(publication, files, table)
    lines += [
        "",
        "## How to check the release",
        "",
        "    sha256sum -c MANIFEST.sha256",
        "    python recompute.py",
        "",
        "`recompute.py` needs only Python 3.10 or later. It prints `matches`, or the differences.",
        "",
        "## How to read the CSV files",
        "",
        CSV_RULES,
        "",
        ROUNDING_RULE,
        "",
    ]
    return "\n".join(lines).encode()


def _figures(publication: Publication, files: Mapping[str, File], table: Mapping[str, ReleaseFile]) -> list[str]:
    """Return what the figures of this release cannot show."""
    missing = ", ".join(f"`{name}`" for name in missing_figures(publication, files, table))
    lines = []
    if missing:
        rest = "the tables have the numbers" if ".svg" in missing else "the SVG files have the figures"
        failed = f"The renderer of figures failed on this server; {rest}."
        lines += ["", f"Missing: {missing}. {failed}"]
    if unknown := unknown_to_figures(publication):
        fonts = f"because the server has no font for {', '.join(scripts_of(unknown))}. The SVG files contain the text."
        lines += ["", f"Figures in PDF and PNG show some characters as code points in brackets, {fonts}"]
    return lines


def manifest(publication: Publication, files: Mapping[str, File]) -> bytes:
    """Return the checksum of every file, as `sha256sum` writes them."""
    return "".join(f"{file.sha256}  {name}\n" for name, file in sorted(files.items())).encode()
