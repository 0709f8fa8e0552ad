"""RO-Crate metadata of a release."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coding.dataset.rating_sources import RatingSourceRow
from coding.release.package.readme import LICENCES
from coding.release.release_file import ReleaseFile
from coding.release.reports.origin_text import source_words
from coding.rendering.escaping import json_file
from coding.rendering.numbers import join_words
from coding.rendering.streams import File
from coding.results.derive import Publication

VERSION = "https://w3id.org/ro/crate/1.2"


def ro_crate(publication: Publication, files: Mapping[str, File], table: Mapping[str, ReleaseFile]) -> bytes:
    """Return RO-Crate 1.2 metadata of `files`, sorted by identifier."""
    data = publication.data
    about = " ".join(filter(None, [data.notice and f"Note: {data.notice}", data.question, data.sampling]))
    people = [
        {"@id": f"#rater-{number}", "@type": "Person", "name": rater}
        for number, rater in enumerate(data.ratings.raters, 1)
    ]
    sources = [_source(number, source) for number, source in enumerate(data.plan.rating_sources, 1)]
    licence = _licence(data.data_licence)
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{data.title}, release {data.release}",
        "description": about or f"Codings, agreement and decisions of the study {data.title}.",
        "datePublished": data.released_on,
        "version": str(data.release),
        "license": {"@id": licence["@id"]},
        "hasPart": [{"@id": name} for name in sorted(files)],
        "contributor": [{"@id": person["@id"]} for person in people],
        "mentions": {"@id": "#publication"},
        "additionalProperty": {"@id": "#origin"},
        **({"isBasedOn": [{"@id": source["@id"]} for source in sources]} if sources else {}),
    }
    origin = {"@id": "#origin", "@type": "PropertyValue", "name": "origin", "value": data.plan.origin}
    tool = {"@id": "#intercoder", "@type": "SoftwareApplication", "name": "Intercoder"}
    action = {
        "@id": "#publication",
        "@type": "CreateAction",
        "name": f"Publication of release {data.release}",
        "endTime": data.released_on,
        "instrument": {"@id": "#intercoder"},
        "result": {"@id": "./"},
    }
    descriptor = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": VERSION},
    }
    entities = [root, licence, tool, action, descriptor, origin, *people, *sources]
    entities += [_file(table[name], file, publication) for name, file in files.items()]
    graph = sorted(entities, key=lambda entity: str(entity["@id"]))
    crate = {"@context": f"{VERSION}/context", "@graph": graph}
    return json_file(crate)


def _source(number: int, source: RatingSourceRow) -> dict[str, Any]:
    """Return a file that ratings were entered from, which is not part of the release."""
    ratings = f"Ratings of {join_words(source.raters)}, entered from {source_words(source)}."
    return {
        "@id": f"#source-{number}",
        "@type": "CreativeWork",
        "name": source.name,
        "description": f"{ratings} See sources.json.",
        **({"sha256": source.sha256, "contentSize": str(source.bytes)} if source.sha256 else {}),
    }


def _licence(identifier: str) -> dict[str, Any]:
    if identifier:
        return {"@id": f"{LICENCES}{identifier}", "@type": "CreativeWork", "name": identifier}
    return {
        "@id": "#licence",
        "@type": "CreativeWork",
        "name": "Licence not stated",
        "description": "The authors of the study state the licence of these data when they deposit them.",
    }


def _file(entry: ReleaseFile, file: File, publication: Publication) -> dict[str, Any]:
    return {
        "@id": entry.name,
        "@type": "File",
        "name": entry.sentence_in(publication),
        "encodingFormat": entry.media_type,
        "contentSize": str(file.size),
        "sha256": file.sha256,
    }
