"""The files of a release and of a codebook, one module a format: pure functions of a `Publication`.

`FILES` are rendered from the publication alone, `PACKAGE` from it and the files before them. `render_all`
is the whole folder, `archive` a zip of it. Nothing here reads a clock or a database: the same publication
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from coding.derivation import Publication
from coding.exporters.agreement import agreement_json, commitments_json, matching_steps_csv, rounds_csv
from coding.exporters.agreement_page import agreement_md, agreement_tex
from coding.exporters.annex import disagreements_md
from coding.exporters.checklists import checklists_md
from coding.exporters.citation import citation_cff
from coding.exporters.codebook import codebook_csv, codebook_json, codebook_md
from coding.exporters.codebook_history import history_csv, history_json, history_md
from coding.exporters.dependence import dependence_csv, overrides_csv
from coding.exporters.doccano import doccano_categories, doccano_spans
from coding.exporters.everything import study_json
from coding.exporters.figures import consequence_spec, figure_files
from coding.exporters.flow import flow_csv, flow_spec, screened_in, screening_csv
from coding.exporters.label_studio import label_studio_json, label_studio_xml
from coding.exporters.latex import table_tex
from coding.exporters.methods import methods_md, methods_tex
from coding.exporters.package import manifest, readme, recompute_script, ro_crate
from coding.exporters.records import (
    codings_csv,
    decisions_csv,
    disagreements_csv,
    discussion_csv,
    matching_csv,
    segments_csv,
    units_csv,
)
from coding.exporters.refi_codebook import EmptyCodebook, codebook_qdc
from coding.exporters.refi_qda import study_qdpx
from coding.exporters.seat import exposures_csv, time_csv
from coding.exporters.severity import (
    severity_by_consequence_csv,
    severity_by_consequence_spec,
    severity_csv,
    severity_spec,
)
from coding.exporters.sources import imports_csv
from coding.exporters.spreadsheet import codebook_xlsx, table_xlsx
from coding.exporters.table import intervals_csv, table_csv, table_md
from coding.exporters.web_annotation import annotations_jsonld
from coding.exporters.zipped import archive
from coding.inputs import CodeChangeRow, CodeRow

__all__ = [
    "CODEBOOK_FORMATS",
    "FILES",
    "HISTORY_FORMATS",
    "PACKAGE",
    "SCREENING",
    "STREAMED",
    "EmptyCodebook",
    "archive",
    "render_all",
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
    "screening.csv": lambda publication: screening_csv(screened_in(publication).rows),
    "flow.csv": lambda publication: flow_csv(screened_in(publication).flow),
    **figure_files("flow", lambda publication: flow_spec(screened_in(publication).flow)),
}

# Written piece by piece: these hold every text, and some of them more than once.
STREAMED: dict[str, Callable[[Publication], Iterator[bytes]]] = {
    "study.json": study_json,
    "label_studio.json": label_studio_json,
    "doccano_categories.jsonl": doccano_categories,
    "doccano_spans.jsonl": doccano_spans,
    "annotations.jsonld": annotations_jsonld,
}


def _joined(pieces: Callable[[Publication], Iterator[bytes]]) -> Callable[[Publication], bytes]:
    return lambda publication: b"".join(pieces(publication))


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
    "commitments.json": commitments_json,
    "units.csv": units_csv,
    "imports.csv": imports_csv,
    "codings.csv": codings_csv,
    "segments.csv": segments_csv,
    "matching.csv": matching_csv,
    "matching_steps.csv": matching_steps_csv,
    "disagreements.csv": disagreements_csv,
    "disagreements.md": disagreements_md,
    "discussion.csv": discussion_csv,
    "decisions.csv": decisions_csv,
    "exposures.csv": exposures_csv,
    "time.csv": time_csv,
    **SCREENING,
    "codebook.csv": lambda publication: codebook_csv(publication.inputs.codebook, publication.inputs.title),
    "codebook.md": lambda publication: codebook_md(
        publication.inputs.codebook, publication.inputs.title, publication.inputs.notice
    ),
    "codebook.qdc": lambda publication: codebook_qdc(publication.inputs.codebook, publication.inputs.title),
    "study.qdpx": study_qdpx,
    "label_studio.xml": label_studio_xml,
    **{name: _joined(pieces) for name, pieces in STREAMED.items()},
    "CITATION.cff": citation_cff,
    "recompute.py": recompute_script,
}

# Rendered over all files before them, so their order counts: the manifest is last.
PACKAGE: dict[str, Callable[[Publication, Mapping[str, bytes]], bytes]] = {
    "README.md": readme,
    "ro-crate-metadata.json": ro_crate,
    "MANIFEST.sha256": manifest,
}


def render_all(publication: Publication) -> dict[str, bytes]:
    """Every file of a release by name; without a code there is no `codebook.qdc`, and the README says so."""
    files: dict[str, bytes] = {}
    for name, render in FILES.items():
        if name == "codebook.qdc" and not publication.inputs.codebook:
            continue
        if name in SCREENING and publication.inputs.screening is None:
            continue
        files[name] = render(publication)
    for name, complete in PACKAGE.items():
        files[name] = complete(publication, files)
    return files
