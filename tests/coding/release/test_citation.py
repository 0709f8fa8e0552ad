"""Citation of a release, and its RO-Crate as another program reads it."""

from __future__ import annotations

from pathlib import Path

import yaml
from rocrate.rocrate import ROCrate

from tests.support import publications as factory


def test_citation_has_title_version_and_date() -> None:
    citation = yaml.safe_load(factory.rendered("CITATION.cff", factory.small(title='A: "b" #c')))
    assert (citation["title"], citation["version"], citation["date-released"]) == ('A: "b" #c', "1", "2026-03-01")
    assert citation["type"] == "dataset"
    assert citation["authors"] == [{"name": "The authors of the study"}]


def test_crate_is_read_by_rocrate(tmp_path: Path) -> None:
    files = factory.render_all(factory.small())
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    crate = ROCrate(tmp_path)
    assert crate.name == "Consequences, release 1"
    assert crate.root_dataset["datePublished"] == "2026-03-01"
    read = {entity.id for entity in crate.data_entities}
    assert read == set(files) - {"ro-crate-metadata.json", "MANIFEST.sha256"}
    assert {person["name"] for person in crate.root_dataset["contributor"]} == {"Ada", "Bo"}
