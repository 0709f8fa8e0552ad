"""The files of a release are complete, described and checked, and the same bytes each time they are built."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile

import pytest

from coding.release import RELEASE_FILES
from coding.release.release_file import PROJECTS, SCREENING, SOURCES
from coding.rendering.zip import zip_pieces
from tests.support import ROOT
from tests.support import publications as factory

DIGEST = """
import hashlib
import django
django.setup()
from coding.rendering.zip import zip_pieces
from tests.support import publications as factory
for make in (factory.small, factory.open_style, factory.multi_label, factory.hostile):
    files = factory.render_all(make())
    print(hashlib.sha256(b"".join(zip_pieces((name, [files[name]]) for name in files))).hexdigest())
"""


def test_release_has_every_promised_file() -> None:
    files = factory.render_all(factory.small())
    assert set(files) >= factory.PROMISED
    of_advisories = {name for name, file in RELEASE_FILES.items() if file.condition != PROJECTS}
    assert set(files) == {name for name in of_advisories if RELEASE_FILES[name].condition not in {SCREENING, SOURCES}}
    assert list(files)[-3:] == ["README.md", "ro-crate-metadata.json", "MANIFEST.sha256"]
    assert set(factory.render_all(factory.hostile())) == of_advisories - {"sources.json"}


def test_same_publication_gives_the_same_bytes() -> None:
    assert factory.render_all(factory.open_style()) == factory.render_all(factory.open_style())


def test_bytes_do_not_depend_on_hash_seed_time_zone_or_locale() -> None:
    root = ROOT
    digests = set()
    for seed, zone in (("0", "UTC"), ("4242", "Pacific/Auckland")):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "DJANGO_SETTINGS_MODULE": "annotation.settings",
        }
        run = subprocess.run(
            [sys.executable, "-c", DIGEST], cwd=root, env=environment, capture_output=True, text=True, check=True
        )
        digests.add(run.stdout)
    assert len(digests) == 1
    assert len(digests.pop().split()) == 4


def test_manifest_is_last_and_has_the_checksums_of_all_others() -> None:
    files = factory.render_all(factory.small())
    assert list(files)[-1] == "MANIFEST.sha256"
    lines = dict(reversed(line.split("  ")) for line in files.pop("MANIFEST.sha256").decode().splitlines())
    assert lines == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def test_ro_crate_describes_every_file_with_its_checksum() -> None:
    files = factory.render_all(factory.small(notice="Constructed."))
    crate = json.loads(files["ro-crate-metadata.json"])
    graph = {entity["@id"]: entity for entity in crate["@graph"]}
    root = graph["./"]
    assert list(graph) == sorted(graph)
    assert crate["@context"] == "https://w3id.org/ro/crate/1.2/context"
    assert graph["ro-crate-metadata.json"]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.2"}
    assert {"name", "description", "datePublished", "license"} <= set(root)
    assert root["datePublished"] == "2026-03-01"
    assert root["description"].startswith("Note: Constructed.")
    parts = {part["@id"] for part in root["hasPart"]}
    assert parts == set(files) - {"ro-crate-metadata.json", "MANIFEST.sha256"}
    for name in parts:
        assert graph[name]["sha256"] == hashlib.sha256(files[name]).hexdigest()
        assert graph[name]["contentSize"] == str(len(files[name]))
    for entity in graph.values():
        for value in entity.values():
            for reference in value if isinstance(value, list) else [value]:
                if isinstance(reference, dict) and not reference["@id"].startswith("https:"):
                    assert reference["@id"] in graph


def test_readme_names_every_file_and_the_notice() -> None:
    files = factory.render_all(factory.small(notice="The labels of this study are constructed."))
    page = files["README.md"].decode()
    assert "**Note: The labels of this study are constructed.**" in page
    for name in files:
        assert f"| `{name}` |" in page


def test_release_without_codes_has_no_qdc_and_a_reason() -> None:
    files = factory.render_all(factory.empty())
    assert "codebook.qdc" not in files
    assert "There is no `codebook.qdc`, because the codebook has no code" in files["README.md"].decode()
    assert "| `codebook.qdc` |" not in files["README.md"].decode()
    assert "codebook.qdc" not in files["MANIFEST.sha256"].decode()


def test_json_has_only_valid_numbers() -> None:
    def refuse(constant: str) -> None:
        pytest.fail(constant)

    for make in (factory.empty, factory.multi_label, factory.hostile):
        publication = make()
        for content in (
            factory.rendered("agreement.json", publication),
            RELEASE_FILES["ro-crate-metadata.json"].render(publication, {}),
        ):
            json.loads(content, parse_constant=refuse)


@pytest.mark.parametrize("large", [False, True])
def test_archive_has_order_and_contents_but_no_time(large: bool) -> None:
    files = {"b.txt": [b"second", b" letter"], "a.txt": [b"\xff" * 1000], "empty": []}
    content = b"".join(zip_pieces(files.items(), large=large))
    assert content == b"".join(zip_pieces(files.items(), large=large))
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        assert {name: read.read(name) for name in read.namelist()} == {n: b"".join(p) for n, p in files.items()}
        assert read.namelist() == list(files)
        for entry in read.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.external_attr >> 16 == 0o100644


def test_script_of_the_release_is_the_tested_one() -> None:
    script = ROOT / "coding" / "release" / "package" / "recompute.py"
    assert factory.render_all(factory.small())["recompute.py"] == script.read_bytes()
