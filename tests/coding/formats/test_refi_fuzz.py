"""Broken project files: whatever was cut, doubled or mixed up, they are imported or refused in a sentence."""

from __future__ import annotations

import random
import re

import pytest

from coding.errors import RuleBroken
from coding.formats.refi_qda.outline import outline
from coding.formats.refi_qda.xml import NotRefi
from coding.models import Study
from coding.steps.import_project import import_project
from tests.coding.formats.refi_qda.test_archive import zipped
from tests.coding.formats.refi_qda.test_quirks import NOTES, selection, source

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
        place = dice.randrange(1, len(parts) - 1)
        match dice.randrange(5):
            case 0:  # one value for another
                parts[place] = re.sub(r'"[^"]*"', lambda _: dice.choice(VALUES), parts[place], count=1)
            case 1:  # an attribute less
                parts[place] = re.sub(r' \w+="[^"]*"', "", parts[place], count=1)
            case 2:  # an element or some words less, which may break the XML
                if parts[place].endswith("/>") or not parts[place].startswith("<"):
                    del parts[place]
            case 3:  # one twice
                if parts[place].endswith("/>"):
                    parts.insert(place, parts[place])
            case 4:  # one in another place
                if parts[place].endswith("/>"):
                    parts.insert(dice.randrange(1, len(parts) - 1), parts.pop(place))
    texts = [b"One two\r\n\xf0\x9f\x98\x80 three", b"\xef\xbb\xbfab\x00\x0bc", b"", b"x"]
    return zipped(
        ("project.qde", "".join(parts).encode()),
        ("sources/t.txt", dice.choice(texts)),
        ("sources/u.txt", dice.choice(texts)),
        ("sources/n.txt", dice.choice(texts)),
    )


def test_unmangled_file_is_read() -> None:
    found = outline(
        zipped(("project.qde", WHOLE.encode()), ("sources/t.txt", b"One two and"), ("sources/u.txt", b"abc"))
    )
    assert (len(found.sources), list(found.answers), len(found.decisions)) == (3, ["Ada", "Bo"], 1)


def test_mangled_file_is_read_or_refused_in_a_sentence() -> None:
    refused = {}
    for seed in range(1_500):
        try:
            outline(mangled(seed))
        except NotRefi as refusal:
            refused[seed] = str(refusal)
    assert 10 < len(refused) < 500  # some of each, or this tries nothing
    assert {seed: said for seed, said in refused.items() if "\n" in said or len(said) > 400} == {}


@pytest.mark.django_db
def test_mangled_file_becomes_a_whole_study_or_none() -> None:
    made = 0
    for seed in range(2_000, 2_040):
        before = Study.objects.count()
        try:
            import_project(content=mangled(seed), name="s.qdpx", final_rater="Cleo")
            made += 1
        except RuleBroken:
            assert Study.objects.count() == before
    assert made > 5
