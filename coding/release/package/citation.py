"""CITATION.cff 1.2.0: how to cite the release. Texts are JSON strings, which are also valid YAML."""

from __future__ import annotations

import json

from coding.rendering.escaping import encoded, single_line
from coding.results.derive import Publication

AUTHORS = "The authors of the study"  # replaced by the authors


def citation_cff(publication: Publication) -> bytes:
    """Return the citation of the data set with its version and date; the authors add their names."""
    data = publication.data
    missing = "the names of the authors" + ("" if data.data_licence else ", the licence")
    lines = [
        f"# Add {missing} and the identifier of the deposit before you publish.",
        "cff-version: 1.2.0",
        "message: If you use these data, please cite them as below.",
        "type: dataset",
        f"title: {_text(data.title)}",
        f"version: {_text(str(data.release))}",
        f"date-released: {_text(data.released_on)}",
        "authors:",
        f"  - name: {_text(AUTHORS)}",
    ]
    if data.data_licence:
        lines.append(f"license: {_text(data.data_licence)}")
    if about := " ".join(filter(None, map(single_line, (data.notice, data.question)))):
        lines.append(f"abstract: {_text(about)}")
    return encoded("\n".join([*lines, ""]))


def _text(text: str) -> str:
    return json.dumps(single_line(text) or "untitled", ensure_ascii=False)
