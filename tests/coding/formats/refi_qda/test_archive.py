"""Hostile REFI-QDA projects are refused in one sentence; only members that are read are unpacked."""

from __future__ import annotations

import stat
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest

from coding.formats.refi_qda.outline import outline
from coding.formats.refi_qda.read_project import read_project
from coding.formats.refi_qda.xml import NotRefi
from tests.support.refi import CODES, HEAD, packed, selection, source, zipped

XML = f"{HEAD}{CODES}<Sources>{source('', 'internal://t.txt')}</Sources></Project>".encode()


def encrypted() -> bytes:
    content = bytearray(zipped(("project.qde", XML)))
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(head) + flags] |= 1
    return bytes(content)


def with_false_size() -> bytes:
    """Return an archive whose directory states a size that is too small."""
    content = bytearray(zipped(("project.qde", XML), ("sources/t.txt", b"0" * 90_000_000)))
    position = content.rindex(b"PK\x01\x02") + 24
    content[position : position + 4] = (10).to_bytes(4, "little")
    return bytes(content)


def many_elements() -> bytes:
    return zipped(("project.qde", b"<Project>" + b"<a b=''/>" * 2_500_000 + b"</Project>"))


@pytest.mark.parametrize(
    ("content", "sentence"),  # the content of large archives is a function, so that collecting takes no time
    [
        (b"", "Not a .qdpx file"),
        (XML, "This is XML, but a project"),
        (zipped(("project.qde", XML))[:-30], "Not a .qdpx file"),
        (zipped(("/etc/project.qde", XML)), "leads outside the archive"),
        (zipped(("..\\project.qde", XML)), "leads outside the archive"),
        (zipped(("C:\\project.qde", XML)), "leads outside the archive"),
        (zipped(("project.qde", XML), ("sources/../../x.txt", b"")), "leads outside the archive"),
        (zipped(("project.qde", b"/etc/passwd"), mode=stat.S_IFLNK | 0o777), "is a link"),
        (encrypted(), "is encrypted"),
        (with_false_size, "broken|times its size|too large"),
        (zipped(("project.qde", XML), ("PROJECT.QDE", XML)), "twice"),
        (zipped(("project.qde", XML), ("sources/t.txt", b"a"), ("Sources/T.txt", b"b")), "twice"),
        (zipped(("project.qde", XML), ("sources/t.txt", b"a"), method=zipfile.ZIP_LZMA), "unsupported compression"),
        (zipped(("a/b/project.qde", XML)), "this file has 0"),
        (zipped(("inner.qdpx", zipped(("project.qde", XML)))), "this file has 0"),
        (zipped(("project.qde", zipped(("project.qde", XML)))), "This is a zip archive"),
        (zipped(("project.qde", b"")), "is not well-formed"),
        (zipped(("project.qde", b"<CodeBook/>")), "The root element is <CodeBook>"),
        (zipped(("project.qde", b"<Project xmlns='urn:other'/>")), "namespace “urn:other”"),
        (many_elements, "times its size|elements"),
        (zipped(("project.qde", XML), ("sources/t.txt", b"\xff\xfeO\x00")), "is not in UTF-8"),
    ],
)  # fmt: skip
def test_hostile_archive_is_refused_in_one_sentence(content: bytes | Callable[[], bytes], sentence: str) -> None:
    with pytest.raises(NotRefi, match=sentence) as refusal:
        read_project(content() if callable(content) else content)
    assert len(str(refusal.value)) < 300
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "name",
    ["x" * 60_000, "a\x00b", "\u202eevil", "", " ", "CON", "sources/ü.txt", "__MACOSX/._project.qde", "._project.qde"],
)
def test_odd_member_names_are_harmless(name: str) -> None:
    members = [("project.qde", XML), ("sources/t.txt", b"One"), (name or "sources/", b"?")]
    assert read_project(zipped(*members)).sources[0].text == "One"


def test_archive_in_the_archive_is_not_unpacked() -> None:
    bomb = zipped(("bomb", b"0" * 50_000_000))
    result = read_project(zipped(("project.qde", XML), ("sources/t.txt", b"One"), ("sources/b.zip", bomb)))
    assert result.sources[0].text == "One"


def test_audio_file_is_not_unpacked() -> None:
    sound = zipped(("project.qde", XML), ("sources/t.txt", b"One"), ("sources/a.wav", b"0" * 80_000_000))
    assert read_project(sound).sources[0].text == "One"


MANY = 20_000
CODED = '<Coding><CodeRef targetGUID="C"/><NoteRef targetGUID="N"/></Coding>'
USERS = "".join(f'<User guid="u{n}" name="Ada"/>' for n in range(MANY))
NOTE = f'<Notes><Note guid="N" name="n"><PlainTextContent>{"words " * 50_000}</PlainTextContent></Note></Notes>'
# Each file is small, but a naive reader would need minutes or gigabytes for it.
EXPENSIVE = {
    "users of one name": (f'<Project name="P"><Users>{USERS}</Users>', source("", "internal://t.txt"), ""),
    "a long note on every coding": (HEAD, source(selection(0, 3, more=CODED * MANY), "internal://t.txt"), NOTE),
    "notes on one thing": (
        HEAD,
        source(selection(0, 3, more=CODED * 500), "internal://t.txt"),
        "<Notes>" + "".join(f'<Note guid="n{n}" name="x"/>' for n in range(MANY)) + "</Notes><Links>"
        + "".join(f'<Link originGUID="n{n}" targetGUID="S0-3"/>' for n in range(MANY)) + "</Links>",
    ),
    "selections of a text with all that can be counted": (
        HEAD,
        source("".join(selection(n % 50, n % 50 + 9, "x" * 60) for n in range(MANY)), "internal://odd.txt"),
        "",
    ),
    "texts without a file": (HEAD, "".join(source("", f"internal://{n}", str(n)) for n in range(MANY)), ""),
}  # fmt: skip


@pytest.mark.parametrize("what", EXPENSIVE)
def test_expensive_file_is_read_in_seconds_with_little_memory(what: str) -> None:
    head, sources, after = EXPENSIVE[what]
    xml = f"{head}{CODES}<Sources>{sources}</Sources>{after}</Project>".encode()
    odd = "\ufeff" + "😀\r\n" * 50_000
    content = zipped(("project.qde", xml), ("sources/t.txt", b"One two"), ("sources/odd.txt", odd.encode()),
                     method=zipfile.ZIP_STORED)  # fmt: skip
    tracemalloc.start()
    began = time.process_time()
    result = read_project(content)
    took, (_, peak) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 120  # a second or two on an idle machine, hours for a naive reader
    assert peak < 200 << 20
    assert all(len(span.memos) <= 51 for each in result.sources for span in each.spans)  # the description, and 50 notes


def test_too_many_assignments_are_refused() -> None:
    everybody = "".join(selection(0, 3, user=f"u{n}") for n in range(1_000))
    sources = source(everybody, "internal://t.txt") + "".join(
        source("", "internal://t.txt", str(n)) for n in range(999)
    )
    xml = f'<Project name="P"><Users>{USERS}</Users>{CODES}<Sources>{sources}</Sources></Project>'
    with pytest.raises(NotRefi, match="1,000 users and 1,000 texts make 1,000,000 assignments"):
        outline(packed({"project.qde": xml.encode(), "sources/t.txt": b"One two"}))


def test_too_long_text_is_left_out_with_a_remark() -> None:
    result = read_project(zipped(("project.qde", XML), ("sources/t.txt", b"ab" * 500_001), method=zipfile.ZIP_STORED))
    assert result.remarks == ["1 text left out: longer than 1,000,000 characters (“One”)."]
