"""What makes a folder of files a replication package: a README, RO-Crate metadata, checksums, the script."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coding.rendering.escaping import markdown
from coding.rendering.numbers import ROUNDING_RULE
from coding.rendering.streams import File
from coding.results.derive import Publication

_TEXT = "text/plain"
_CSV = "text/csv"
_MARKDOWN = "text/markdown"
_LATEX = "application/x-tex"


def _figure(name: str, what: str) -> dict[str, tuple[str, str]]:
    return {
        f"{name}.svg": ("image/svg+xml", f"{what} as a figure"),
        f"{name}.png": ("image/png", f"{what} as a figure, in pixels"),
        f"{name}.pdf": ("application/pdf", f"{what} as a figure, for a page"),
        f"{name}.vl.json": ("application/json", f"{what}: the Vega-Lite specification of the three"),
    }


# What each file is: its media type and a sentence for a reader who has only the folder.
CONTENTS: dict[str, tuple[str, str]] = {
    "README.md": (_MARKDOWN, "This page"),
    "table.csv": (_CSV, "The consequence table: definition, count and unrounded proportion"),
    "table.md": (_MARKDOWN, "The consequence table to read"),
    "table.tex": (_LATEX, "The consequence table for a LaTeX paper"),
    "table.xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "The consequence table, the severity counts and the codebook as a workbook",
    ),
    "severity.csv": (_CSV, "Units by severity"),
    "intervals.csv": (_CSV, "The intervals of its proportions: Wilson's of each row, Goodman's of the whole table"),
    "severity_by_consequence.csv": (_CSV, "Units by consequence and severity"),
    **_figure("severity", "Units by severity"),
    **_figure("severity_by_consequence", "Units by consequence and severity"),
    **_figure("consequences", "Units by consequence"),
    "overrides.csv": (_CSV, "How many units were decided otherwise than each rater coded them"),
    "dependence.csv": (_CSV, "The table had each rater alone decided, and whose ranks that changes"),
    "methods.md": (_MARKDOWN, "How the table was made, with every number"),
    "methods.tex": (_LATEX, "The same for a LaTeX paper"),
    "checklists.md": (_MARKDOWN, "Reporting checklists, answered from the data; what only authors can say is marked"),
    "agreement.json": (
        "application/json",
        "All coefficients of agreement with intervals, and the confusion matrix",
    ),
    "exposures.csv": (_CSV, "Which similar units of their own raters were shown after submitting one, and when"),
    "time.csv": (_CSV, "Each rater's time on task in total, in seconds, over the versions that were measured"),
    "agreement.md": (_MARKDOWN, "The agreement report to read"),
    "agreement.tex": ("application/x-tex", "The agreement report for a LaTeX paper"),
    "rounds.csv": (_CSV, "The primary coefficient of each closed round, and whether its threshold is met"),
    "commitments.json": (
        "application/json",
        "What bound each rater who had finished before the seal was lifted, with its salt",
    ),
    "units.csv": (_CSV, "The units of the sample, with the SHA-256 of the text that was read"),
    "imports.csv": (_CSV, "The records that the units were made from, as imported, with their SHA-256"),
    "codings.csv": (_CSV, "The first ratings, as submitted and as matched"),
    "segments.csv": (_CSV, "The words of the text that raters marked"),
    "matching.csv": (_CSV, "Which shared code each rater's own code stands for"),
    "matching_steps.csv": (_CSV, "How that matching came about: each step, by whom, and what it did to agreement"),
    "disagreements.csv": (_CSV, "The units on which raters differ, and what was decided"),
    "disagreements.md": (_MARKDOWN, "The same to read, with the raters' memos and the reasons"),
    "discussion.csv": (_CSV, "What was said about the disagreements, and which raters moved or stayed"),
    "decisions.csv": (_CSV, "The final codes of each unit: how, by whom and why"),
    "screening.csv": (_CSV, "The screening of projects: each decision with reason, person and time"),
    "flow.csv": (_CSV, "How many projects, records and advisories there were at each stage"),
    **_figure("flow", "The same in the manner of PRISMA 2020"),
    "codebook.csv": (_CSV, "The codebook"),
    "codebook.md": (_MARKDOWN, "The codebook to read"),
    "codebook.qdc": ("application/xml", "The codebook for qualitative analysis programs (REFI-QDA)"),
    "study.qdpx": ("application/zip", "Texts, codes, codings and decisions for such programs (REFI-QDA)"),
    "study.json": ("application/json", "All of this in one file, with the texts"),
    "label_studio.json": ("application/json", "Texts, codings and decisions as tasks of Label Studio"),
    "label_studio.xml": ("application/xml", "The labelling configuration for these tasks"),
    "doccano_categories.jsonl": ("application/x-ndjson", "Texts and decided codes for doccano"),
    "doccano_spans.jsonl": ("application/x-ndjson", "Texts and marked words for doccano, a line a unit and rater"),
    "annotations.jsonld": ("application/ld+json", "Codings and decisions as W3C Web Annotations"),
    "CITATION.cff": ("application/yaml", "How to cite this release, for machines"),
    "recompute.py": ("text/x-python", "Computes table and agreement again from the CSV files and compares"),
    "ro-crate-metadata.json": ("application/ld+json", "This package described for machines (RO-Crate 1.2)"),
    "MANIFEST.sha256": (_TEXT, "Checksums of all other files: `sha256sum -c MANIFEST.sha256`"),
}
MADE_LAST = ("README.md", "ro-crate-metadata.json", "MANIFEST.sha256")
CSV_RULES = r"""UTF-8, commas, CR LF between records. A cell that a spreadsheet would run as a formula has
one apostrophe in front (before `=`, `+`, `-`, `@`, a tab or a line break, also behind blanks or apostrophes);
take it away to get the text. Where a cell holds several codes, `;` stands between them and `;` alone means
that no code applies; inside a label `\;` is a semicolon, `\n` and `\r` are line breaks and `\\` is a
backslash. An empty cell is a missing value."""
LICENCES = "https://spdx.org/licenses/"
VERSION = "https://w3id.org/ro/crate/1.2"


def recompute_script(publication: Publication) -> bytes:
    """The script is the same in every release."""
    return Path(__file__).with_name("recompute.py").read_bytes()


def readme(publication: Publication, files: Mapping[str, File]) -> bytes:
    """What lies in the folder, and how to check it."""
    inputs = publication.inputs
    lines = [f"# {markdown(inputs.title)}", ""]
    if inputs.notice:
        lines += [f"**Note: {markdown(inputs.notice)}**", ""]
    if inputs.question:
        lines += [markdown(inputs.question), ""]
    lines += [
        f"Release {inputs.release}, {markdown(inputs.released_on)}. {markdown(inputs.note)}".rstrip(),
        "",
    ]
    if inputs.data_licence:
        lines += [f"Licence of the data: {markdown(inputs.data_licence)} ({LICENCES}{inputs.data_licence}).", ""]
    lines += ["| File | What it is |", "| --- | --- |"]
    lines += [f"| `{name}` | {what} |" for name, (_, what) in CONTENTS.items() if name in {*files, *MADE_LAST}]
    if "codebook.qdc" not in files:
        lines += [
            "",
            "There is no `codebook.qdc`: the codebook has no code, and REFI-QDA allows no empty codebook.",
        ]
    lines += [
        "",
        "## Check it",
        "",
        "    sha256sum -c MANIFEST.sha256",
        "    python recompute.py",
        "",
        "`recompute.py` needs Python 3.10 or later and nothing else. It says `matches`, or what differs.",
        "",
        "## How to read the CSV files",
        "",
        CSV_RULES,
        "",
        ROUNDING_RULE,
        "",
    ]
    return "\n".join(lines).encode()


def manifest(publication: Publication, files: Mapping[str, File]) -> bytes:
    """The checksum of every file, as `sha256sum` writes them."""
    return "".join(f"{file.sha256}  {name}\n" for name, file in sorted(files.items())).encode()
