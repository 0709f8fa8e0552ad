"""Hostile, broken and odd archives: what cannot be read is reported, everything else is imported."""

from __future__ import annotations

import gzip
import io
import os
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from advisories.corpus.corpora import main_corpus
from advisories.intake.importing import import_paths
from advisories.models import SourceRecord
from advisories.platform.errors import BadInput
from tests.support.hostile_files import osv, tarred, zipped

# The content of large archives is a function, so that collecting takes no time.
ARCHIVES: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "zip slip": (zipped(("../a.json", osv())), "its path leads out of the archive, so it is not read."),
    "absolute": (zipped(("/etc/a.json", osv())), "its path leads out of the archive, so it is not read."),
    "Windows": (zipped(("C:\\a.json", osv())), "its path leads out of the archive, so it is not read."),
    "backslashes": (zipped(("..\\..\\a.json", osv())), "its path leads out of the archive, so it is not read."),
    "zip bomb": (
        lambda: zipped(("a.json", b" " * 9_000_000)),
        "it unpacks to more than 200 times its size: a zip bomb.",
    ),
    "large member": (
        lambda: zipped(("a.json", os.urandom(11 << 20))),
        "it has 10,485,761 bytes or more; at most 10,485,760",
    ),
    "zip in zip": (zipped(("b.zip", zipped(("a.json", osv())))), "this is an archive inside an archive"),
    "gzip in zip": (zipped(("b.gz", gzip.compress(osv()))), "this is an archive inside an archive"),
    "tar slip": (tarred(("../../a.json", osv())), "its path leads out of the archive, so it is not read."),
    "tar link": (
        tarred(("a.json", b""), kind=tarfile.SYMTYPE),
        "links and devices inside an archive are not followed.",
    ),
    "tar hard link": (tarred(("a.json", b""), kind=tarfile.LNKTYPE), "links and devices inside an archive"),
    "tar device": (tarred(("a.json", b""), kind=tarfile.CHRTYPE), "links and devices inside an archive"),
    "tar bomb": (
        lambda: tarred(("a.json", b" " * (9 << 20)), ("b.json", b" " * (9 << 20))),
        "unpacks to more than is accepted",
    ),
    "gzip of one file, cut off": (gzip.compress(osv())[:-9], "the packed file is broken or cut off"),
    "gzip of one large file": (gzip.compress(b"{" + b" " * 9_000_000), "times its size: a zip bomb"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("data", "sentence"), ARCHIVES.values(), ids=ARCHIVES.keys())
def test_hostile_archive_does_not_affect_other_files(
    tmp_path: Path, data: bytes | Callable[[], bytes], sentence: str
) -> None:
    (tmp_path / "a-good.json").write_bytes(osv(id="B-1"))
    (tmp_path / "b-bad").write_bytes(data() if callable(data) else data)
    (tmp_path / "c-good.json").write_bytes(osv(id="B-2"))
    report, identifiers = import_paths([tmp_path], corpus=main_corpus())
    assert identifiers == ["B-1", "B-2"]
    assert sentence in report.problems[0]["reason"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-good.json", "b-bad", "c-good.json"]


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS accepts only file names in UTF-8")
@pytest.mark.django_db
def test_file_names_that_are_not_utf_8_are_shown_without_invalid_bytes(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_bytes(osv(id="B-1"))
    for name, data in ((b"caf\xe9.json", osv(id="B-2")), (b"bad\xff\x01.json", b"{")):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(data)
    (tmp_path / "z.tar.gz").write_bytes(tarred(("caf\udce9.json", osv(id="B-3")), ("n" * 2_000 + "\udce9", b"{")))
    report, identifiers = import_paths([tmp_path], corpus=main_corpus())
    assert sorted(identifiers) == ["B-1", "B-2", "B-3"]
    sources = [problem["source"] for problem in report.problems]
    assert sources[0].endswith("/bad.json")
    assert len(sources[1]) == 500
    assert "".join(sources).encode()
    assert SourceRecord.objects.get(identifier="B-2").origin.endswith("/caf.json")


@pytest.mark.django_db
def test_broken_member_does_not_affect_the_others(tmp_path: Path) -> None:
    data = zipped(("a.json", osv(id="B-1", details="first " * 50)), ("b.json", osv(id="B-2", details="second " * 50)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.infolist()[0].header_offset
    broken = bytearray(data)
    broken[start + 60] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(bytes(broken))
    report, identifiers = import_paths([tmp_path / "a.zip"], corpus=main_corpus())
    assert identifiers == ["B-2"]
    assert report.problems[0]["source"] == "a.zip/a.json"
    assert report.problems[0]["reason"].startswith("this member is broken: ")


@pytest.mark.django_db
def test_truncated_archive_is_read_as_far_as_possible(tmp_path: Path) -> None:
    whole = tarred(*((f"{n}.json", osv(id=f"B-{n}", details=os.urandom(2_000).hex())) for n in range(20)))
    (tmp_path / "a.tar.gz").write_bytes(whole[: len(whole) // 2])
    report, identifiers = import_paths([tmp_path / "a.tar.gz"], corpus=main_corpus())
    assert 3 < len(identifiers) < 15
    assert "broken" in report.problems[-1]["reason"]
    (tmp_path / "b.zip").write_bytes(zipped(("a.json", osv()))[:-30])
    with pytest.raises(BadInput, match=r"the zip archive is broken or cut off"):
        import_paths([tmp_path / "b.zip"], corpus=main_corpus())
