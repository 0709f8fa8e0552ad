"""The files of a release and of a codebook, one module a format: pure functions of a `Publication`.

`FILES` and `STREAMED` are rendered from the publication alone, `PACKAGE` from it and the files before them. `render`
is the whole folder. Nothing here reads a clock or a database: the same publication gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from coding.dataset.rows import CodeChangeRow, CodeRow
from coding.formats.codebook_change_log import history_csv, history_json, history_md
from coding.formats.codebook_files import codebook_csv, codebook_json, codebook_md, codebook_xlsx
from coding.formats.doccano import doccano_categories, doccano_spans
from coding.formats.label_studio import label_studio_json, label_studio_xml
from coding.formats.refi_qda.write_codebook import EmptyCodebook, codebook_qdc
from coding.formats.refi_qda.write_project import study_qdpx
from coding.formats.web_annotation import annotations_jsonld
from coding.release.package.citation import citation_cff
from coding.release.package.readme import manifest, readme, recompute_script
from coding.release.package.ro_crate import ro_crate
from coding.release.reports.agreement import agreement_md, agreement_tex
from coding.release.reports.checklists import checklists_md
from coding.release.reports.disagreements import disagreements_md
from coding.release.reports.figures import consequence_spec, figure_files
from coding.release.reports.methods import methods_md, methods_tex
from coding.release.tables.agreement import agreement_json, commitments_json, matching_steps_csv, rounds_csv
from coding.release.tables.consequence_table import intervals_csv, table_csv, table_md, table_tex, table_xlsx
from coding.release.tables.rater_influence import dependence_csv, overrides_csv
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
from coding.rendering.streams import File
from coding.rendering.zip import zip_pieces
from coding.results.derive import Publication

__all__ = [
    "CODEBOOK_FORMATS",
    "FILES",
    "HISTORY_FORMATS",
    "PACKAGE",
    "SCREENING",
    "STREAMED",
    "EmptyCodebook",
    "File",
    "number_of_files",
    "render",
    "zip_pieces",
]

CODEBOOK_FORMATS: dict[str, Callable[[Sequence[CodeRow], str], bytes]] = {
    "qdc": codebook_qdc,
    "csv": codebook_csv,
    "json": codebook_json,
    "md": codebook_md,
    "xlsx": codebook_xlsx,
}

HISTORY_FORMATS: dict[str, Callable[[Sequence[CodeChangeRow], str], bytes]] = {
    "csv": history_csv,
    "json": history_json,
    "md": history_md,
}

# Of a study that screened its projects; others have none of these.
SCREENING: dict[str, Callable[[Publication], bytes]] = {
    "screening.csv": lambda publication: screening_csv(screening_of(publication).rows),
    "flow.csv": lambda publication: flow_csv(screening_of(publication).flow),
    **figure_files("flow", lambda publication: flow_spec(screening_of(publication).flow)),
}

# Written piece by piece: of these there is a row a unit or more.
STREAMED: dict[str, Callable[[Publication], Iterator[bytes]]] = {
    "commitments.json": commitments_json,
    "units.csv": units_csv,
    "imports.csv": imports_csv,
    "codings.csv": codings_csv,
    "segments.csv": segments_csv,
    "disagreements.csv": disagreements_csv,
    "disagreements.md": disagreements_md,
    "decisions.csv": decisions_csv,
    "study.qdpx": study_qdpx,
    "study.json": study_json,
    "label_studio.json": label_studio_json,
    "doccano_categories.jsonl": doccano_categories,
    "doccano_spans.jsonl": doccano_spans,
    "annotations.jsonld": annotations_jsonld,
}

FILES: dict[str, Callable[[Publication], bytes]] = {
    "table.csv": table_csv,
    "table.md": table_md,
    "table.tex": table_tex,
    "table.xlsx": table_xlsx,
    "intervals.csv": intervals_csv,
    "severity.csv": severity_csv,
    "severity_by_consequence.csv": severity_by_consequence_csv,
    **figure_files("severity", severity_spec),
    **figure_files("severity_by_consequence", severity_by_consequence_spec),
    **figure_files("consequences", consequence_spec),
    "overrides.csv": overrides_csv,
    "dependence.csv": dependence_csv,
    "methods.md": methods_md,
    "methods.tex": methods_tex,
    "checklists.md": checklists_md,
    "agreement.json": agreement_json,
    "agreement.md": agreement_md,
    "agreement.tex": agreement_tex,
    "rounds.csv": rounds_csv,
    "matching.csv": matching_csv,
    "matching_steps.csv": matching_steps_csv,
    "discussion.csv": discussion_csv,
    "exposures.csv": exposures_csv,
    "time.csv": time_csv,
    **SCREENING,
    "codebook.csv": lambda publication: codebook_csv(publication.inputs.codebook, publication.inputs.title),
    "codebook.md": lambda publication: codebook_md(
        publication.inputs.codebook, publication.inputs.title, publication.inputs.notice
    ),
    "codebook.qdc": lambda publication: codebook_qdc(publication.inputs.codebook, publication.inputs.title),
    "label_studio.xml": label_studio_xml,
    "CITATION.cff": citation_cff,
    "recompute.py": recompute_script,
}

# Rendered over what the files before them are, so their order counts: the manifest is last.
PACKAGE: dict[str, Callable[[Publication, Mapping[str, File]], bytes]] = {
    "README.md": readme,
    "ro-crate-metadata.json": ro_crate,
    "MANIFEST.sha256": manifest,
}


def render(publication: Publication) -> Iterator[tuple[str, File]]:
    """Every file of a release by name. Each has to be read to its end before the next one is asked for.

    Without a code there is no `codebook.qdc`, and the README says so.
    """
    files: dict[str, File] = {}
    for name, whole in FILES.items():
        if name == "codebook.qdc" and not publication.inputs.codebook:
            continue
        if name in SCREENING and publication.inputs.screening is None:
            continue
        files[name] = File([whole(publication)])
        yield name, files[name]
    for name, pieces in STREAMED.items():
        files[name] = File(pieces(publication))
        yield name, files[name]
    for name, complete in PACKAGE.items():
        files[name] = File([complete(publication, files)])
        yield name, files[name]


def number_of_files() -> int:
    """How many files `render` gives at the most."""
    return len(FILES) + len(STREAMED) + len(PACKAGE)
