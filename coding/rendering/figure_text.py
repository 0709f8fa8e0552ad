"""Text of figures: emoji by their names, and what the fonts of this server cannot show as code points."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from advisories.corpus.figure_renderer import RENDERER
from coding.rendering.escaping import single_line

# Pictographs that are drawn in colour without a variation selector (Emoji_Presentation), and all planes of them.
_PICTOGRAPH = (
    "[\U0001f000-\U0001faff\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693"
    "\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b"
    "\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55]"
)
_EMOJI = re.compile(rf"(?:{_PICTOGRAPH}|[^\s#*0-9](?=\ufe0f))")
# Selectors and joiners of emoji, which have no sign of their own.
_INVISIBLE = re.compile("[\ufe0e\ufe0f\u200d\u20e3]")
# Characters that XML does not allow, so that figures do not contain them.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# No font has a sign for it, so that it is drawn as every character without one.
_WITHOUT_SIGN = "\U0010fffd"


def emoji_by_name(text: str) -> str:
    """Return the text with emoji as names in brackets, because colour fonts can stop the renderer.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> emoji_by_name("🔥 Denial")
    '[fire] Denial'
    """
    if text.isascii() or not _EMOJI.search(text):
        return text
    named = _EMOJI.sub(lambda sign: f"[{unicodedata.name(sign[0], f'U+{ord(sign[0]):04X}').lower()}]", text)
    return _INVISIBLE.sub("", named)


def distinct_lines(texts: Sequence[str]) -> list[str]:
    """Return texts as lines that differ in a figure, so that each keeps a bar of its own.

    Parameters
    ----------
    texts : sequence of str

    Returns
    -------
    list of str

    Examples
    --------
    >>> distinct_lines(["🔥 x", "[fire] x", "leak"])
    ['🔥 x', '[fire] x (2)', 'leak']
    """
    lines = [single_line(text) for text in texts]
    taken = Counter[str]()
    for number, line in enumerate(lines):
        shown = emoji_by_name(line)
        while taken[shown]:
            taken[shown] += 1
            lines[number] = f"{line} ({taken[shown]})"
            shown = emoji_by_name(lines[number])
        taken[shown] += 1
    return lines


def without_sign(text: str) -> str:
    """Return the characters of a text for which the fonts of this server have no sign, each once and in order.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Raises
    ------
    RenderingFailed
        If the renderer does not draw.
    """
    return "".join(sign for sign in dict.fromkeys(text) if not sign.isascii() and not _has_sign(sign))


def as_code_points(text: str, unknown: str) -> str:
    """Return the text with each run of unknown characters as code points in brackets.

    Parameters
    ----------
    text : str
    unknown : str
        Characters that cannot be shown.

    Returns
    -------
    str

    Examples
    --------
    >>> as_code_points("データ leak", "データ")
    '[U+30C7 U+30FC U+30BF] leak'
    """
    if not unknown:
        return text
    runs = re.compile(f"[{re.escape(unknown)}]+")
    return runs.sub(lambda run: f"[{' '.join(f'U+{ord(sign):04X}' for sign in run[0])}]", text)


def scripts_of(characters: str) -> list[str]:
    """Return the names of the scripts of these characters, sorted.

    Parameters
    ----------
    characters : str

    Returns
    -------
    list of str

    Examples
    --------
    >>> scripts_of("デ漏")
    ['CJK', 'Katakana']
    """
    names = {unicodedata.name(sign, "unnamed").split(" ")[0].split("-")[0] for sign in characters}
    return sorted(name if name == "CJK" else name.capitalize() for name in names)


def strings_of(spec: Any) -> Iterable[str]:
    """Yield every string of a specification."""
    if isinstance(spec, str):
        yield spec
    elif isinstance(spec, dict):
        for value in spec.values():
            yield from strings_of(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from strings_of(value)


def with_strings(spec: Any, change: Callable[[str], str]) -> Any:
    """Return a specification with every string changed, and no limit to the width of labels if one is.

    Parameters
    ----------
    spec : any
        Plain data: a Vega-Lite specification or a part of it.
    change : callable

    Returns
    -------
    any

    Examples
    --------
    >>> with_strings({"axis": {"labelLimit": 260}, "text": ["a"]}, str.upper)
    {'axis': {'labelLimit': 0}, 'text': ['A']}
    """
    if all(change(text) == text for text in strings_of(spec)):
        return spec

    def changed(part: Any) -> Any:
        if isinstance(part, str):
            return change(part)
        if isinstance(part, dict):
            return {key: 0 if key == "labelLimit" else changed(value) for key, value in part.items()}
        return [changed(value) for value in part] if isinstance(part, list) else part

    return changed(spec)


@lru_cache(maxsize=10_000)
def _has_sign(sign: str) -> bool:
    without = unicodedata.combining(sign) or sign.isspace() or _NOT_XML.match(sign)
    return bool(without) or _drawn(sign) != _drawn(_WITHOUT_SIGN)


@lru_cache(maxsize=10_000)
def _drawn(sign: str) -> bytes:
    font = 'font-family="Liberation Sans, Arial, Helvetica, sans-serif" font-size="20"'
    size = 'width="60" height="40"'
    text = f'<text x="9" y="25" {font}>{escape(sign)}</text>'
    return RENDERER.png(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{text}</svg>'.encode())
