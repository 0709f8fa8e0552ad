"""Differences of texts: exact, readable, and in bounded time."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest

from advisories.text.difference import Part, difference

SIZE = 200_000  # characters; the largest text that an import accepts


def both(parts: list[Part]) -> tuple[str, str]:
    before = "".join(part.text for part in parts if part.kind != "added")
    after = "".join(part.text for part in parts if part.kind != "removed")
    return before, after


def shown(before: str, after: str) -> str:
    marks = {"same": "{}", "added": "[+{}+]", "removed": "[-{}-]"}
    return "".join(marks[part.kind].format(part.text) for part in difference(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("same\ntext\n", "same\ntext\n", "same\ntext\n"),
        ("", "new", "[+new+]"),
        ("old", "", "[-old-]"),
        ("One could read files.\n", "One may read files.\n", "One [-could -][+may +]read files.\n"),
        ("one\ntwo\nthree\n", "one\nthree\n", "one\n[-two\n-]three\n"),
        ("abc def", "xbc def", "[-abc -][+xbc +]def"),
        ("a\nb\n", "a\nc\nb\n", "a\n[+c\n+]b\n"),
        ("fix in 2.4.1", "fix in 2.4.2 😀", "fix in [-2.4.1-][+2.4.2 😀+]"),
    ],
)  # fmt: skip
def test_difference_is_readable(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


def test_difference_loses_nothing() -> None:
    generator = random.Random(63)
    for _ in range(300):
        before, after = ("".join(generator.choices("ab \n", k=generator.randrange(40))) for _ in range(2))
        for steps in (0, 500, 5_000_000):
            parts = difference(before, after, steps=steps)
            assert both(parts) == (before, after)
            assert all(part.text for part in parts)
            assert all(one.kind != other.kind for one, other in pairwise(parts))


HOSTILE = {
    "one word, many times": ("a " * (SIZE // 2), "a " * (SIZE // 2 - 1) + "b "),
    "empty lines": ("x" + "\n" * (SIZE - 1), "\n" * SIZE + "y"),
    "no blank": ("a" * SIZE, "b" * SIZE),
    "short lines, all other": ("\n".join(map(str, range(33_000))), "\n".join(map(str, range(33_000, 66_000)))),
    "every second word": (
        " ".join(f"{n} u" for n in range(28_000)),
        " ".join(f"{n} v" for n in range(28_000)),
    ),
    "every second line": (
        "\n".join(f"{n}\nu" for n in range(28_000)),
        "\n".join(f"{n}\nv" for n in range(28_000)),
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_texts_are_compared_in_seconds(what: str) -> None:
    before, after = (text[:SIZE] for text in HOSTILE[what])
    started = time.process_time()
    parts = difference(before, after)
    assert time.process_time() - started < 5
    assert both(parts) == (before, after)


def test_words_are_not_compared_beyond_the_limit_of_steps() -> None:
    before, after = "one two three\n", "one 2 three\n"
    assert [part.kind for part in difference(before, after)] == ["same", "removed", "added", "same"]
    assert [part.kind for part in difference(before, after, steps=1)] == ["removed", "added"]
