"""Projects and codebooks of the REFI-QDA standard."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Any

from coding.formats.refi_qda.read_project import ReadProject, read_project

HEAD = '<Project name="P"><Users><User guid="U" name="Ada"/><User guid="{V}" name="Bo"/></Users>'
CODES = '<CodeBook><Codes><Code guid="C" name="Leak"/></Codes></CodeBook>'
NOTES = """<Notes>
<Note guid="N1" name="Why" creatingUser="U"><PlainTextContent>because</PlainTextContent></Note>
<Note guid="N2" name="" creatingUser="V" plainTextPath="internal://n.txt"/>
<Note guid="N3" name="Of the text" creatingUser="U"/>
<Note guid="N4" name="Of nothing"/></Notes>
<Links><Link guid="L" originGUID="{n2}" targetGUID="S0-3"/><Link guid="M" originGUID="U" targetGUID="C"/></Links>"""


def zipped(*members: tuple[str, bytes], mode: int = 0, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            info.compress_type = method
            archive.writestr(info, data)
    return stream.getvalue()


def selection(start: Any, end: Any, name: str = "", *, user: str = "U", code: str = "C", more: str = "") -> str:
    return (
        f'<PlainTextSelection guid="s{start}-{end}" name="{name}" startPosition="{start}" endPosition="{end}" '
        f'creatingUser="{user}">{more}<Coding><CodeRef targetGUID="{code}"/></Coding></PlainTextSelection>'
    )


def source(inside: str, path: str, name: str = "One", attributes: str = "") -> str:
    return f'<TextSource guid="S{name}" name="{name}" plainTextPath="{path}" {attributes}>{inside}</TextSource>'


def read_xml(sources: str, files: dict[str, bytes] | None = None, *, head: str = HEAD, after: str = "") -> ReadProject:
    xml = f"{head}{CODES}<Sources>{sources}</Sources>{after}</Project>"
    return read_project(packed({"project.qde": xml.encode(), **(files or {})}))


def coded_words(result: ReadProject) -> list[str]:
    return [each for *_, each in codings_of(result)]


def packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def project(source: str, text: bytes, *, head: str = HEAD) -> bytes:
    xml = f"{head}{CODES}<Sources>{source}</Sources></Project>"
    return packed({"Study.qde": xml.encode(), "Sources/T.TXT": text})


def text_source(inside: str) -> str:
    return f'<TextSource guid="S" name="One" plainTextPath="internal://t.txt" creatingUser="u">{inside}</TextSource>'


def codings_of(result: ReadProject) -> Counter[tuple[str, str, str, str]]:
    """Return (source, user, code, quotation) of each coding, with their number."""
    names = {code.guid: code.name for code in result.codes}
    return Counter(
        (source.name, result.users.names[span.user], names[span.code], source.text[span.start : span.end])
        for source in result.sources
        for span in source.spans
        if span.code
    )


def coded_project(
    texts: dict[str, str],
    coders: dict[str, Sequence[str]],
    *,
    guids: dict[str, str] | None = None,
    more: dict[tuple[str, str], str] | None = None,
) -> bytes:
    """Return a project: name -> text, and coder -> the code of each text, "" for none.

    `guids` are those of coders and codes, by default their names; `more` is what a coder's selection in a text has,
    such as a description. Each code marks the whole text, of `more` its first five characters.
    """
    known = {**{name: f"user {name}" for name in coders}, **(guids or {})}
    labels = dict.fromkeys(code for given in coders.values() for code in given if code)
    users = "".join(f'<User guid="{known[name]}" name="{name}"/>' for name in coders)
    codes = "".join(f'<Code guid="{known.get(label, label)}" name="{label}" isCodable="true"/>' for label in labels)
    sources = ""
    for row, (name, text) in enumerate(texts.items()):
        inside = ""
        for coder, given in coders.items():
            if given[row]:
                extra = (more or {}).get((coder, name), "")
                end = 5 if extra else len(text)
                inside += selection(0, end, user=known[coder], code=known.get(given[row], given[row]), more=extra)
        sources += (
            f'<TextSource guid="text {name}" name="{name}"><PlainTextContent>{escape(text)}</PlainTextContent>{inside}'
            "</TextSource>"
        )
    book = f"<CodeBook><Codes>{codes}</Codes></CodeBook>" if codes else ""
    xml = f'<Project name="P"><Users>{users}</Users>{book}<Sources>{sources}</Sources></Project>'
    return packed({"project.qde": xml.encode()})
