"""Words that every match of a regular expression contains, to search large texts fast."""

from __future__ import annotations

import re
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, Final

SHORTEST: Final = 3  # characters; shorter words occur in every text


def required_literals(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Return words of which each match of a pattern contains at least one; none if there are no such words.

    Parameters
    ----------
    pattern : a compiled regular expression.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> required_literals(re.compile(r"^\\s*(?:import|from)\\s+atheris\\b"))
    ('atheris',)
    >>> required_literals(re.compile(r"FUZZ_TEST\\(|__AFL_LOOP"))
    ('FUZZ_TEST(', '__AFL_LOOP')
    >>> required_literals(re.compile(r"\\w+"))
    ()
    """
    words = _of_sequence(_parser.parse(pattern.pattern, pattern.flags))
    return tuple(words) if words and all(word.isascii() for word in words) else ()


def _of_sequence(items: Any) -> list[str]:
    """Return the alternatives whose shortest word is the longest."""
    best: list[str] = []
    run = ""
    for operator, argument in [*items, (None, None)]:
        if operator is _constants.LITERAL:
            run += chr(argument)
            continue
        best = _better(best, [run])
        run = ""
        if operator is _constants.SUBPATTERN and not argument[1] & re.IGNORECASE:
            best = _better(best, _of_sequence(argument[3]))
        elif operator is _constants.BRANCH:
            branches = [_of_sequence(branch) for branch in argument[1]]
            if all(branches):
                best = _better(best, [word for branch in branches for word in branch])
        elif operator in {_constants.MAX_REPEAT, _constants.MIN_REPEAT} and argument[0] > 0:
            best = _better(best, _of_sequence(argument[2]))
    return best


def _better(one: list[str], other: list[str]) -> list[str]:
    shortest = min(map(len, other)) if other else 0
    return other if shortest >= SHORTEST and shortest > min(map(len, one), default=0) else one
