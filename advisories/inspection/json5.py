"""JSON5 of untrusted files: JSON with comments, trailing commas, bare keys and single quotes."""

from __future__ import annotations

import re
from typing import Any, Final

DEPTH_LIMIT: Final = 100  # levels
TOKEN: Final = re.compile(
    r"""
      (?P<blank>[\s\ufeff\u2028\u2029]+|//[^\n\r]*|/\*.*?\*/)
    | (?P<mark>[{}\[\]:,])
    | (?P<text>"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+')
    | (?P<word>[^\s{}\[\]:,"'/]+)
    """,
    re.VERBOSE | re.DOTALL,
)
ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\r\n|.))", re.DOTALL)
ESCAPED: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
WORDS: Final = {"true": True, "false": False, "null": None}
NUMBER: Final = re.compile(r"[+-]?(?:0[xX][0-9A-Fa-f]{1,16}|\d{0,30}\.?\d{0,30}(?:[eE][+-]?\d{1,3})?|Infinity|NaN)")


class UnreadableJson(ValueError):
    """A text that is not JSON5. The message is one sentence that names the line."""


def read_json5(text: str) -> Any:
    """Return the value of a JSON5 text.

    Parameters
    ----------
    text : the contents of a file.

    Returns
    -------
    dict, list, str, float, bool or None
        Of a repeated key the last value counts.

    Raises
    ------
    UnreadableJson
        If the text is cut off, broken or nested too deeply.

    References
    ----------
    The JSON5 Data Interchange Format, https://spec.json5.org/

    Examples
    --------
    >>> read_json5("{enabled: true, /* why */ 'schedule': ['never',],}")
    {'enabled': True, 'schedule': ['never']}
    """
    position = 0
    result: list[Any] = []
    open_values: list[dict[str, Any] | list[Any]] = [result]
    keys: list[str] = []  # of the open mappings
    expected = "value"  # value, first (value or end), key, colon or comma

    def line() -> int:
        return text.count("\n", 0, position) + 1

    def refuse(what: str) -> UnreadableJson:
        return UnreadableJson(f"Line {line()}: The JSON is cut off or broken: {what}.")

    def add(value: Any) -> None:
        top = open_values[-1]
        if isinstance(top, dict):
            top[keys.pop()] = value
        else:
            top.append(value)

    while position < len(text):
        match = TOKEN.match(text, position)
        if not match:
            raise refuse(f"“{' '.join(text[position : position + 10].split())}” is unexpected")
        piece = match[0]
        if match["blank"]:
            position = match.end()
            continue
        if match["mark"]:
            if piece in "{[" and expected in {"value", "first"}:
                value: dict[str, Any] | list[Any] = {} if piece == "{" else []
                add(value)
                open_values.append(value)
                if len(open_values) > DEPTH_LIMIT:
                    raise UnreadableJson(f"Line {line()}: The JSON is nested more than {DEPTH_LIMIT} levels deep.")
                expected = "key" if piece == "{" else "first"
            elif (
                piece in "}]" and len(open_values) > 1 and (piece == "}") == isinstance(open_values[-1], dict)
            ) and expected in {"comma", "key" if piece == "}" else "first"}:
                open_values.pop()
                expected = "comma"
            elif piece == ":" and expected == "colon":
                expected = "value"
            elif piece == "," and expected == "comma" and len(open_values) > 1:
                expected = "key" if isinstance(open_values[-1], dict) else "first"
            else:
                raise refuse(f"“{piece}” is unexpected")
        elif expected == "key":
            keys.append(_unescaped(piece) if match["text"] else piece)
            expected = "colon"
        elif expected in {"value", "first"}:
            if match["text"]:
                add(_unescaped(piece))
            elif piece in WORDS:
                add(WORDS[piece])
            elif NUMBER.fullmatch(piece) and piece.strip("+-.eE"):
                add(_number(piece))
            else:
                raise refuse(f"“{piece[:20]}” is no value")
            expected = "comma"
        else:
            raise refuse(f"“{piece[:20]}” is unexpected")
        position = match.end()
    if len(open_values) > 1 or not result:
        raise refuse("the end is missing")
    return result[0]


def _unescaped(piece: str) -> str:
    def character(match: re.Match[str]) -> str:
        if code := match[1] or match[2]:
            return chr(int(code, 16))
        return ESCAPED.get(match[3], match[3])

    return ESCAPE.sub(character, piece[1:-1])


def _number(piece: str) -> float:
    sign = -1.0 if piece.startswith("-") else 1.0
    digits = piece.lstrip("+-")
    if digits[:2].lower() == "0x":
        return sign * int(digits, 16)
    return sign * float(digits)
