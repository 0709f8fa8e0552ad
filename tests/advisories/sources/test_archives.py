"""Files, folders and archives: contents, order, limits, and hostile members."""

from __future__ import annotations

import gzip
import io
import os
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from advisories.records import Rejected
from advisories.sources.archives import Limits, SourceFile, open_path


def contents(path: Path, **limits: int) -> dict[str, bytes | str]:
    """Return origin -> bytes or reason of rejection, in the order of reading."""
    return {
        entry.origin if isinstance(entry, SourceFile) else entry.source: entry.data
        if isinstance(entry, SourceFile)
        else entry.reason
        for entry in open_path(path, limits=Limits(**limits))
    }


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, members: list[tuple[tarfile.TarInfo, bytes]], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for member, data in members:
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


def test_origin_of_a_single_file_is_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"{}")
    assert contents(tmp_path / "a.json") == {"a.json": b"{}"}


def test_origin_of_an_upload_is_its_original_name(tmp_path: Path) -> None:
    (tmp_path / "3f2a").write_bytes(b"{}")
    (file,) = open_path(tmp_path / "3f2a", name="mine.json")
    assert file == SourceFile("mine.json", b"{}")


def test_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    top = tmp_path / "top"
    (top / "b" / ".git").mkdir(parents=True)
    for name in ("b/2.json", "b/1.json", "a.json", ".hidden", "b/.git/x.json"):
        (top / name).write_bytes(name.encode())
    assert list(contents(top)) == ["top/a.json", "top/b/1.json", "top/b/2.json"]


def test_current_folder_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.json").write_bytes(b"{}")
    monkeypatch.chdir(tmp_path)
    assert list(contents(Path("."))) == [f"{tmp_path.name}/a.json"]


def test_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_bytes(b"secret")
    top = tmp_path / "top"
    top.mkdir()
    (top / "a.json").write_bytes(b"{}")
    (top / "inside.json").symlink_to(top / "a.json")
    (top / "outside.json").symlink_to(tmp_path / "secret.json")
    (top / "up").symlink_to(tmp_path)
    (top / "lost.json").symlink_to(top / "nowhere.json")
    (top / "round.json").symlink_to(top / "round.json")
    os.mkfifo(top / "pipe")
    assert contents(top) == {
        "top/a.json": b"{}",
        "top/inside.json": b"{}",
        "top/lost.json": "this is not a regular file.",
        "top/outside.json": "this link leads out of the folder, so it is not followed.",
        "top/pipe": "this is not a regular file.",
        "top/round.json": "this is not a regular file.",
    }
    assert contents(top / "pipe") == {"pipe": "this is not a regular file."}


def test_zip_and_tar_gz_yield_their_files(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x/1.json": b"1", "x/": b"", "2.json": b"2", ".git/3": b"3", "__MACOSX/4": b""})
    assert contents(path) == {"a.zip/x/1.json": b"1", "a.zip/2.json": b"2"}
    members = [(tarfile.TarInfo("x/1.json"), b"1"), (tarfile.TarInfo("./2.json"), b"2")]
    assert contents(tarred(tmp_path / "a.tgz", members)) == {"a.tgz/x/1.json": b"1", "a.tgz/./2.json": b"2"}
    assert contents(tarred(tmp_path / "a.tar", members, "w")) == {"a.tar/x/1.json": b"1", "a.tar/./2.json": b"2"}


def test_archive_is_recognised_by_its_content(tmp_path: Path) -> None:
    top = tmp_path / "top"
    top.mkdir()
    zipped(top / "download", {"1.json": b"1"})
    assert contents(top) == {"top/download/1.json": b"1"}


@pytest.mark.parametrize("name", ["../up.json", "/etc/passwd", "x/../../up", "..\\up", "C:\\x", "\\\\host\\x"])
def test_member_with_a_path_out_of_the_archive_is_rejected(tmp_path: Path, name: str) -> None:
    out = "its path leads out of the archive, so it is not read."
    assert list(contents(zipped(tmp_path / "a.zip", {name: b"1"})).values()) == [out]
    tarred(tmp_path / "a.tgz", [(tarfile.TarInfo(name), b"1")])
    assert list(contents(tmp_path / "a.tgz").values()) == [out]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.tgz", "a.zip"]


def test_links_in_archives_are_rejected(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.json")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert contents(tmp_path / "a.zip") == {"a.zip/link.json": "links inside an archive are not followed."}
    members = []
    for name, kind in (("soft", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE), ("device", tarfile.CHRTYPE)):
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc/passwd"
        members.append((member, b""))
    tarred(tmp_path / "a.tgz", members)
    assert set(contents(tmp_path / "a.tgz").values()) == {"links and devices inside an archive are not followed."}


def test_encrypted_member_is_rejected(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"1.json": b"1"})
    data = bytearray(path.read_bytes())
    data[6] |= 1  # in the member's own header
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and in the directory
    path.write_bytes(data)
    assert contents(path) == {"a.zip/1.json": "this member is encrypted. Unpack the archive and import the files."}


def test_archive_in_an_archive_is_rejected(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"1.json": b"1"}).read_bytes()
    sentence = "this is an archive inside an archive. Unpack the outer one."
    assert contents(zipped(tmp_path / "a.zip", {"i": inner, "j": gzip.compress(b"1")})) == {
        "a.zip/i": sentence,
        "a.zip/j": sentence,
    }


def test_archive_bombs_are_rejected(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "a.zip", {"1.json": b"0" * 3_000_000, "2.json": b"{}"})
    assert contents(bomb) == {
        "a.zip/1.json": "it unpacks to more than 200 times its size: a zip bomb.",
        "a.zip/2.json": b"{}",
    }
    tarred(tmp_path / "a.tgz", [(tarfile.TarInfo("1.json"), b"0" * 9_000_000)])
    assert contents(tmp_path / "a.tgz") == {"a.tgz": "the archive unpacks to more than is accepted. Split it."}


def test_limits_are_enforced(tmp_path: Path) -> None:
    (tmp_path / "big.json").write_bytes(b"x" * 11)
    large = "it has 11 bytes or more; at most 10 are accepted per file."
    assert contents(tmp_path / "big.json", file_bytes=10) == {"big.json": large}
    members = {f"{n}.json": os.urandom(8) for n in range(4)}
    archive = zipped(tmp_path / "a.zip", members)
    assert contents(archive, files=3) == {"a.zip": "the archive contains more than 3 files."}
    assert contents(archive, unpacked_bytes=20)["a.zip"] == "the archive unpacks to more than 20 bytes."
    assert contents(zipped(tmp_path / "b.zip", {"big": os.urandom(11)}), file_bytes=10) == {"b.zip/big": large}
    tarred(tmp_path / "c.tgz", [(tarfile.TarInfo("big"), os.urandom(11))])
    assert contents(tmp_path / "c.tgz", file_bytes=10) == {"c.tgz/big": large}
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in "abc":
        (folder / name).write_bytes(b"1")
    assert contents(folder, files=2) == {
        "folder/a": b"1",
        "folder/b": b"1",
        "folder": "the folder contains more than 2 files; the rest was not read.",
    }


@pytest.mark.parametrize("name", ["a.zip", "a.tgz"])
def test_truncated_archive_is_rejected(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "a.zip":
        zipped(path, {"1.json": os.urandom(5000)})
    else:
        tarred(path, [(tarfile.TarInfo("1.json"), os.urandom(5000))])
    path.write_bytes(path.read_bytes()[:2000])
    (entry,) = open_path(path)
    assert isinstance(entry, Rejected)
    assert "cut off" in entry.reason


def test_gzip_without_tar_is_one_packed_file(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(b'{"id": "A-1"}'))
    assert contents(tmp_path / "a.gz") == {"a.gz": b'{"id": "A-1"}'}


def test_cut_gzip_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(b'{"id": "A-1"}' * 100)[:-12])
    (entry,) = open_path(tmp_path / "a.gz")
    assert isinstance(entry, Rejected)


def test_origin_of_an_ndjson_line_has_its_number(tmp_path: Path) -> None:
    text = b'{"id": "A-1"}\n\n{"id": "A-2"}\nbroken\n'
    (tmp_path / "a.ndjson").write_bytes(text)
    lines = {"a.ndjson:1": b'{"id": "A-1"}\n', "a.ndjson:3": b'{"id": "A-2"}\n', "a.ndjson:4": b"broken\n"}
    assert contents(tmp_path / "a.ndjson") == lines
    in_zip = contents(zipped(tmp_path / "a.zip", {"a": text}))
    assert in_zip == {"a.zip/a:1": b'{"id": "A-1"}', "a.zip/a:3": b'{"id": "A-2"}', "a.zip/a:4": b"broken"}


def test_size_limit_applies_to_each_line_of_ndjson(tmp_path: Path) -> None:
    (tmp_path / "a.ndjson").write_bytes(b'{"id": "A-1"}\n' * 10)
    assert len(contents(tmp_path / "a.ndjson", file_bytes=20)) == 10
    (tmp_path / "b.ndjson").write_bytes(b'{"id": "A-1"}\n{"id": "' + b"x" * 30)
    assert contents(tmp_path / "b.ndjson", file_bytes=20)["b.ndjson:2"] == (
        "it has 21 bytes or more; at most 20 are accepted per file."
    )


def test_json_of_several_lines_is_one_file(tmp_path: Path) -> None:
    text = b'{"id": "A-1",\n"details": "x"}\n'
    (tmp_path / "a.json").write_bytes(text)
    assert contents(tmp_path / "a.json") == {"a.json": text}
