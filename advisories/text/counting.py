"""Numbers with their nouns."""

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def count_noun(count: int, singular: str, plural: str = "", *, words: bool = False) -> str:
    """Return `1 unit`, `2 units`, `1,200 units`; in words `one unit`, up to ten."""
    number = _WORDS[count] if words and count < len(_WORDS) else f"{count:,}"
    return f"{number} {singular if count == 1 else plural or singular + 's'}"
