"""Broken project files, with parts cut, repeated or moved, are imported or refused in one sentence."""

from __future__ import annotations

import random
import re

import pytest

from coding.errors import RuleBroken
from coding.formats.refi_qda.outline import outline
from coding.formats.refi_qda.xml import NotRefi
from coding.models import Study
from coding.steps.import_project import import_project
from tests.support.refi import NOTES, selection, source, zipped

CODES = (
    '<CodeBook><Codes><Code guid="C" name="Leak" isCodable="true" color="#ABC"><Description>d</Description>'
    '<NoteRef targetGUID="N1"/><Code guid="{D}" name="Leak"/></Code></Codes></CodeBook>'
)
PDF = (
    '<PDFSource guid="P" name="Paper" creatingUser="U"><PDFSelection page="1" creatingUser="V"><Coding><CodeRef '
    'targetGUID="C"/></Coding></PDFSelection><Representation guid="R" plainTextPath="internal://u.txt"/></PDFSource>'
)
CODED = (
    selection(0, 3)
    + selection(2, 5, user="V", code="D")
    + selection(4, 9, user="V", more="<Description>m</Description>")
)
WHOLE = (
    f'<Project name="P" origin="Intercoder"><Users><User guid="U" name="Ada"/><User guid="V" name="Bo"/>'
    f'<User guid="W" name="consensus"/></Users>{CODES}<Variables><Variable guid="1" name="v"/></Variables><Sources>'
    f"{source(CODED + '<NoteRef targetGUID=' + chr(34) + 'N1' + chr(34) + '/>', 'internal://t.txt')}{PDF}"
    f"{source(selection(0, 2, user='W') + selection(1, 2), 'internal://u.txt', 'Two')}</Sources>{NOTES}"
    f"<Description>why</Description></Project>"
)
PARTS = re.findall(r"<[^<>]+>|[^<>]+", WHOLE)
VALUES = [
    '""',
    '"-1"',
    '"99999999999999999999"',
    '"U"',
    '"C"',
    '"N1"',
    '"consensus"',
    '"\u202e😀"',
    '"é&#10;"',
    f'"{"x" * 400}"',
]


def mangled(seed: int) -> bytes:
    dice = random.Random(seed)
    parts = list(PARTS)
    for _ in range(dice.randint(1, 4)):
        index = dice.randrange(1, len(parts) - 1)
        match dice.randrange(5):
            case 0:  # replace a value
                parts[index] = re.sub(r'"[^"]*"', lambda _: dice.choice(VALUES), parts[index], count=1)
            case 1:  # remove an attribute
                parts[index] = re.sub(r' \w+="[^"]*"', "", parts[index], count=1)
            case 2:  # remove an element or text, which may break the XML
                if parts[index].endswith("/>") or not parts[index].startswith("<"):
                    del parts[index]
            case 3:  # repeat an element
                if parts[index].endswith("/>"):
                    parts.insert(index, parts[index])
            case 4:  # move an element
                if parts[index].endswith("/>"):
                    parts.insert(dice.randrange(1, len(parts) - 1), parts.pop(index))
    texts = [b"One two\r\n\xf0\x9f\x98\x80 three", b"\xef\xbb\xbfab\x00\x0bc", b"", b"x"]
    return zipped(
        ("project.qde", "".join(parts).encode()),
        ("sources/t.txt", dice.choice(texts)),
        ("sources/u.txt", dice.choice(texts)),
        ("sources/n.txt", dice.choice(texts)),
    )


def test_unmangled_file_is_read() -> None:
    result = outline(
        zipped(("project.qde", WHOLE.encode()), ("sources/t.txt", b"One two and"), ("sources/u.txt", b"abc"))
    )
    assert (len(result.sources), list(result.codings_by_rater), len(result.decisions)) == (3, ["Ada", "Bo"], 1)


def test_mangled_file_is_read_or_refused_in_one_sentence() -> None:
    refused = {}
    for seed in range(1_500):
        try:
            outline(mangled(seed))
        except NotRefi as refusal:
            refused[seed] = str(refusal)
    assert 10 < len(refused) < 500  # otherwise the test would try only one outcome
    assert {seed: error for seed, error in refused.items() if "\n" in error or len(error) > 400} == {}


@pytest.mark.django_db
def test_mangled_file_becomes_a_complete_study_or_none() -> None:
    imported = 0
    for seed in range(2_000, 2_040):
        before = Study.objects.count()
        try:
            import_project(content=mangled(seed), name="s.qdpx", final_rater="Cleo")
            imported += 1
        except RuleBroken:
            assert Study.objects.count() == before
    assert imported > 5
