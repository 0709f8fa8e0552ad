"""Files of a release: `RELEASE_FILES`, the table of them, and `render`, which writes them all.

Nothing here reads a clock or a database: the same publication gives the same bytes. May import `formats` and below.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Final

from coding.formats.codebook_files import codebook_csv, codebook_md
from coding.formats.doccano import doccano_categories, doccano_spans
from coding.formats.label_studio import label_studio_json, label_studio_xml
from coding.formats.refi_qda.write_codebook import codebook_qdc
from coding.formats.refi_qda.write_project import study_qdpx
from coding.formats.web_annotation import annotations_jsonld
from coding.release.package.citation import citation_cff
from coding.release.package.readme import manifest, readme, recompute_script
from coding.release.package.ro_crate import ro_crate
from coding.release.release_file import (
    ADVISORIES,
    AS_WORKBOOK,
    PROJECTS,
    SCREENING,
    SOURCES,
    WITH_CODES,
    FigureNotDrawn,
    ReleaseFile,
)
from coding.release.reports.activities_figure import activities_spec
from coding.release.reports.agreement import agreement_md, agreement_tex
from coding.release.reports.checklists import checklists_md
from coding.release.reports.disagreements import disagreements_md
from coding.release.reports.figures import consequence_spec, figure_files
from coding.release.reports.methods import methods_md, methods_tex
from coding.release.tables.agreement import (
    agreement_json,
    commitments_json,
    matching_steps_csv,
    rounds_csv,
    sources_json,
)
from coding.release.tables.codings_workbook import codings_xlsx
from coding.release.tables.consequence_table import (
    intervals_csv,
    outcomes_csv,
    table_csv,
    table_md,
    table_tex,
    table_xlsx,
)
from coding.release.tables.inspections import evidence_csv, machine_agreement_csv, snapshots_csv
from coding.release.tables.projects import projects_csv, projects_md, projects_tex, projects_xlsx
from coding.release.tables.rater_influence import overruled_csv, rater_influence_csv
from coding.release.tables.records import (
    codings_csv,
    decisions_csv,
    disagreements_csv,
    discussion_csv,
    exposures_csv,
    imports_csv,
    matching_csv,
    segments_csv,
    time_csv,
    units_csv,
)
from coding.release.tables.screening_flow import flow_csv, flow_spec, screening_csv, screening_of
from coding.release.tables.severity import (
    severity_by_consequence_csv,
    severity_by_consequence_spec,
    severity_csv,
    severity_spec,
)
from coding.release.tables.study_json import study_json
from coding.rendering.media_types import (
    JSON,
    JSON_LD,
    JSON_LINES,
    LATEX,
    MARKDOWN,
    PYTHON,
    TEXT,
    XLSX,
    XML,
    YAML,
    ZIP,
)
from coding.rendering.streams import File
from coding.results.derive import Publication

logger = logging.getLogger(__name__)

# In the order of the README.
RELEASE_FILES: Final[dict[str, ReleaseFile]] = {
    file.name: file
    for file in (
        ReleaseFile(
            "README.md",
            "One sentence about each file of the release",
            lambda publication, files: readme(publication, files, RELEASE_FILES),
            MARKDOWN,
            over_files=True,
        ),
        ReleaseFile(
            "table.csv",
            "The consequence table: definition, count and unrounded proportion",
            table_csv,
            sentence_of_projects="The table of activities: definition, count and unrounded proportion",
        ),
        ReleaseFile(
            "table.md",
            "The consequence table to read",
            table_md,
            MARKDOWN,
            sentence_of_projects="The table of activities to read",
        ),
        ReleaseFile(
            "table.tex",
            "The consequence table for a LaTeX paper",
            table_tex,
            LATEX,
            sentence_of_projects="The table of activities for a LaTeX paper",
        ),
        ReleaseFile(
            "table.xlsx",
            "The consequence table, the severity counts and the codebook as a workbook",
            table_xlsx,
            XLSX,
            sentence_of_projects="The table of activities, its intervals and the codebook as a workbook",
        ),
        ReleaseFile("severity.csv", "Units by severity", severity_csv, condition=ADVISORIES),
        ReleaseFile(
            "intervals.csv",
            "Intervals of the proportions: Wilson's for each row, Goodman's for the whole table",
            intervals_csv,
            sentence_of_projects="Denominators, Wilson's intervals, and the lowest and the highest proportion possible",
        ),
        *figure_files(
            "activities", "The share of the projects that use each activity", activities_spec, condition=PROJECTS
        ),
        ReleaseFile(
            "projects.csv",
            "Each project and activity: the answer, how it was decided, and the permalink of the evidence",
            projects_csv,
            condition=PROJECTS,
        ),
        ReleaseFile(
            "projects.md", "The projects and their activities to read", projects_md, MARKDOWN, condition=PROJECTS
        ),
        ReleaseFile(
            "projects.tex",
            "The projects and their activities for a LaTeX paper",
            projects_tex,
            LATEX,
            condition=PROJECTS,
        ),
        ReleaseFile(
            "projects.xlsx", "The projects and their activities as a workbook", projects_xlsx, XLSX, condition=PROJECTS
        ),
        ReleaseFile(
            "evidence.csv",
            "What the inspection found in each project, and what it looked for and did not find",
            evidence_csv,
            streamed=True,
            condition=PROJECTS,
        ),
        ReleaseFile(
            "snapshots.csv",
            "The commit of each project that was read, what could not be read, and what the rules suggest",
            snapshots_csv,
            streamed=True,
            condition=PROJECTS,
        ),
        ReleaseFile(
            "machine_agreement.csv",
            "How often each rater, and the decisions, agree with what the rules suggest",
            machine_agreement_csv,
            condition=PROJECTS,
        ),
        ReleaseFile(
            "outcomes.csv",
            "Units decided without a code, and whether the percentages of the table include them",
            outcomes_csv,
        ),
        ReleaseFile(
            "severity_by_consequence.csv",
            "Units by consequence and severity",
            severity_by_consequence_csv,
            condition=ADVISORIES,
        ),
        *figure_files("severity", "Units by severity", severity_spec, condition=ADVISORIES),
        *figure_files(
            "severity_by_consequence",
            "Units by consequence and severity",
            severity_by_consequence_spec,
            condition=ADVISORIES,
        ),
        *figure_files("consequences", "Units by consequence", consequence_spec, condition=ADVISORIES),
        ReleaseFile("overruled.csv", "Units on which each rater was overruled", overruled_csv),
        ReleaseFile(
            "rater_influence.csv",
            "The table that each rater's own codings would give, and the ranks that change",
            rater_influence_csv,
        ),
        ReleaseFile("methods.md", "How the table was made, with all numbers", methods_md, MARKDOWN),
        ReleaseFile("methods.tex", "The methods section for a LaTeX paper", methods_tex, LATEX),
        ReleaseFile(
            "checklists.md",
            "Reporting checklists, answered from the data; items for the authors are marked",
            checklists_md,
            MARKDOWN,
        ),
        ReleaseFile(
            "agreement.json",
            "All coefficients of agreement with intervals, and the confusion matrix",
            agreement_json,
            JSON,
        ),
        ReleaseFile(
            "exposures.csv",
            "Similar units of their own that raters were shown after submitting a unit, and when",
            exposures_csv,
        ),
        ReleaseFile("time.csv", "Total time on task per rater, in seconds, over the measured versions", time_csv),
        ReleaseFile("agreement.md", "The agreement report to read", agreement_md, MARKDOWN),
        ReleaseFile("agreement.tex", "The agreement report for a LaTeX paper", agreement_tex, LATEX),
        ReleaseFile(
            "rounds.csv",
            "The primary coefficient of each closed round, and whether it reaches its threshold",
            rounds_csv,
        ),
        ReleaseFile(
            "commitments.json",
            "Salted hashes of the codings of each rater who had finished before unsealing, with the salts",
            commitments_json,
            JSON,
            streamed=True,
            sentence_of_files="Empty, because it has hashes of what raters coded in Intercoder before the round closed",
        ),
        ReleaseFile(
            "units.csv", "The units of the sample, with the SHA-256 of the text that was read", units_csv, streamed=True
        ),
        ReleaseFile(
            "imports.csv",
            "The source records of the units as imported, with their SHA-256",
            imports_csv,
            streamed=True,
            condition=ADVISORIES,
        ),
        ReleaseFile(
            "codings.csv",
            "The first ratings, as submitted and as matched",
            codings_csv,
            streamed=True,
            sentence_of_files="The ratings of the files, as entered and as matched",
        ),
        ReleaseFile(
            "codings.xlsx",
            "First ratings by unit and by coding, decisions, disagreements and codes as a workbook",
            codings_xlsx,
            XLSX,
            condition=AS_WORKBOOK,
            sentence_of_files="The ratings of the files, decisions, disagreements and codes as a workbook",
        ),
        ReleaseFile(
            "sources.json",
            "The files that ratings were entered from: hash, who entered them, when, and how they were read",
            sources_json,
            JSON,
            condition=SOURCES,
        ),
        ReleaseFile("segments.csv", "The passages of the texts that raters marked", segments_csv, streamed=True),
        ReleaseFile("matching.csv", "The shared code to which each private code was matched", matching_csv),
        ReleaseFile(
            "matching_steps.csv",
            "The steps of the matching: who, when, and the effect on agreement",
            matching_steps_csv,
        ),
        ReleaseFile(
            "disagreements.csv",
            "The units on which raters disagree, and their decisions",
            disagreements_csv,
            streamed=True,
        ),
        ReleaseFile(
            "disagreements.md",
            "The disagreements to read, with the raters' memos and the reasons",
            disagreements_md,
            MARKDOWN,
            streamed=True,
        ),
        ReleaseFile(
            "discussion.csv",
            "The discussion of the disagreements: remarks, and positions kept or changed",
            discussion_csv,
        ),
        ReleaseFile(
            "decisions.csv", "The final codes of each unit: method, person and reason", decisions_csv, streamed=True
        ),
        ReleaseFile(
            "screening.csv",
            "The screening of projects: each verdict with reason, person and time",
            lambda publication: screening_csv(screening_of(publication).rows),
            condition=SCREENING,
        ),
        ReleaseFile(
            "screening_flow.csv",
            "Projects, records and advisories at each stage of the screening",
            lambda publication: flow_csv(screening_of(publication).flow),
            condition=SCREENING,
        ),
        *figure_files(
            "flow",
            "The screening flow in the style of PRISMA 2020",
            lambda publication: flow_spec(screening_of(publication).flow),
            condition=SCREENING,
        ),
        ReleaseFile(
            "codebook.csv",
            "The codebook",
            lambda publication: codebook_csv(publication.data.codebook, publication.data.title),
        ),
        ReleaseFile(
            "codebook.md",
            "The codebook to read",
            lambda publication: codebook_md(publication.data.codebook, publication.data.title, publication.data.notice),
            MARKDOWN,
        ),
        ReleaseFile(
            "codebook.qdc",
            "The codebook for qualitative analysis programs (REFI-QDA)",
            lambda publication: codebook_qdc(publication.data.codebook, publication.data.title),
            XML,
            condition=WITH_CODES,
        ),
        ReleaseFile(
            "study.qdpx",
            "Texts, codes, codings and decisions for qualitative analysis programs (REFI-QDA)",
            study_qdpx,
            ZIP,
            streamed=True,
        ),
        ReleaseFile(
            "study.json", "The whole release in one JSON file, with the texts", study_json, JSON, streamed=True
        ),
        ReleaseFile(
            "label_studio.json",
            "Texts, codings and decisions as tasks of Label Studio",
            label_studio_json,
            JSON,
            streamed=True,
        ),
        ReleaseFile(
            "label_studio.xml", "The labelling configuration for the tasks of label_studio.json", label_studio_xml, XML
        ),
        ReleaseFile(
            "doccano_categories.jsonl",
            "Texts and decided codes for doccano",
            doccano_categories,
            JSON_LINES,
            streamed=True,
        ),
        ReleaseFile(
            "doccano_spans.jsonl",
            "Texts and segments for doccano, one line per unit and rater",
            doccano_spans,
            JSON_LINES,
            streamed=True,
        ),
        ReleaseFile(
            "annotations.jsonld",
            "Codings and decisions as W3C Web Annotations",
            annotations_jsonld,
            JSON_LD,
            streamed=True,
        ),
        ReleaseFile("CITATION.cff", "How to cite this release, for machines", citation_cff, YAML),
        ReleaseFile(
            "recompute.py",
            "Recomputes table and agreement from the CSV files and compares them",
            recompute_script,
            PYTHON,
        ),
        ReleaseFile(
            "ro-crate-metadata.json",
            "This package described for machines (RO-Crate 1.2)",
            lambda publication, files: ro_crate(publication, files, RELEASE_FILES),
            JSON_LD,
            over_files=True,
        ),
        ReleaseFile(
            "MANIFEST.sha256",
            "Checksums of all other files: `sha256sum -c MANIFEST.sha256`",
            manifest,
            TEXT,
            over_files=True,
        ),
    )
}


def render(publication: Publication) -> Iterator[tuple[str, File]]:
    """Yield every file of a release with its name. Read each file to its end before asking for the next one."""
    files: dict[str, File] = {}
    # Small files come first; those over all files last, in this order.
    for file in sorted(RELEASE_FILES.values(), key=lambda file: (file.over_files, file.streamed)):
        if not file.belongs_to(publication):
            continue
        try:
            content = file.render(publication, files) if file.over_files else file.render(publication)
        except FigureNotDrawn:
            logger.exception("The release is made without %s.", file.name)
            continue
        files[file.name] = File(content if file.streamed else [content])
        yield file.name, files[file.name]
