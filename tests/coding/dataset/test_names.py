"""Names that look alike are one name; names that differ to a reader are two."""

from __future__ import annotations

import pytest

from coding.dataset.names import alike, alike_pair, mixes_scripts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada", "ada"),
        ("Ada", "Ada "),
        ("Ada Byron", "Ada  Byron"),
        ("Ada Byron", "Ada\u00a0Byron"),
        ("Ada", "A\u200bda"),  # zero width
        ("Ada", "Ada\u3164"),  # Hangul filler
        ("Ada", "\uff21da"),  # full width
        ("Ada", "\u0410d\u0430"),  # Cyrillic
        ("Ada", "\u0391da"),  # Greek
        ("BOB", "\u0412\u041e\u0412"),
        ("\u0432\u043e\u0432", "\u0412\u041e\u0412"),  # Cyrillic in two cases
        ("\u03b1\u03b4\u03b1", "\u0391\u0394\u0391"),  # Greek in two cases
        ("Jos\u00e9", "Jose\u0301"),
        ("Stra\u00dfe", "STRASSE"),
        ("fin", "\ufb01n"),
        ("Alice", "AIice"),
        ("O'Neil", "O\u2019Neil"),
        ("Anna-Maria", "Anna\u2010Maria"),
    ],
)
def test_alike_names(one: str, other: str) -> None:
    assert alike(one, ["Someone", other]) == other
    assert alike(other, [one]) == one
    assert alike_pair(["Someone", one, other]) == (one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada", "Ad"),
        ("Jos\u00e9", "Jose"),
        ("A1", "AI"),
        ("R1", "R11"),
        ("a b", "ab"),
        ("Eva", "Ева"),
        ("M\u00fcller", "Muller"),
    ],
)
def test_names_that_can_be_told_apart(one: str, other: str) -> None:
    assert alike(one, [other]) is None
    assert alike_pair([one, other]) is None


def test_words_of_one_script_do_not_mix_scripts() -> None:
    assert mixes_scripts("\u0430da")
    assert mixes_scripts("Mr \u0391da")
    assert not any(
        map(mixes_scripts, ["Ada", "\u0410\u0434\u0430", "Ada \u0410\u0434\u0430", "\u5c71\u7530 Taro", "r2_d2"])
    )
