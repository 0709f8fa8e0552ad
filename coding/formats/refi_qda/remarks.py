"""Remarks of an import: one sentence per kind of change or omission, with its number and some names."""

from __future__ import annotations

from collections.abc import Iterable

from advisories.text.counting import count_noun

NAMED = 3  # names in one remark


class ImportRemarks:
    """Counts what is changed or skipped."""

    def __init__(self) -> None:
        self.counts: dict[tuple[str, str], int] = {}
        self.names: dict[tuple[str, str], dict[str, None]] = {}

    def add(self, noun: str, what: str, name: str = "", count: int = 1) -> None:
        """Count `count` of `noun`, a word in the singular, as `what`; `name` is the element or its location."""
        if not count:
            return
        key = (noun, what)
        self.counts[key] = self.counts.get(key, 0) + count
        names = self.names.setdefault(key, {})
        if name:
            names[f"“{name[:60]}”"] = None

    def sentences(self) -> list[str]:
        """Return one sentence per kind, in order of the first occurrence."""
        return [f"{count_noun(count, noun)} {what}{_named(list(self.names[noun, what]))}." for (noun, what), count in
                self.counts.items()]  # fmt: skip


def _named(names: list[str]) -> str:
    if not names:
        return ""
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return f" ({', '.join(names[:NAMED])}{more})"


def cut(text: str, longest: int) -> str:
    """Return the text, cut to a length with an ellipsis at its end.

    Parameters
    ----------
    text : str
    longest : int
        Characters, at least 1.

    Returns
    -------
    str

    Examples
    --------
    >>> cut("password", 5)
    'pass…'
    """
    return text if len(text) <= longest else text[: longest - 1] + "…"


def once_each(names: Iterable[str], longest: int) -> list[str]:
    """Return the names, cut, with a number after those that occurred before.

    Parameters
    ----------
    names : iterable of str
    longest : int
        Characters of a name.

    Returns
    -------
    list of str
        No name twice.

    Examples
    --------
    >>> once_each(["Ada", "Bo", "Ada"], 150)
    ['Ada', 'Bo', 'Ada (2)']
    """
    counts: dict[str, int] = {}
    result = []
    for name in names:
        base = unique = cut(name, longest)
        while unique in counts:
            counts[base] += 1
            unique = f"{cut(name, longest - 8)} ({counts[base]})"
        counts[unique] = 1
        result.append(unique)
    return result
