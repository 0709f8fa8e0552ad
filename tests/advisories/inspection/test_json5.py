"""JSON5 of untrusted files."""

from typing import Any

import pytest

from advisories.inspection.json5 import UnreadableJson, read_json5


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, -2.5e3, true, null, "x"]}', {"a": [1.0, -2500.0, True, None, "x"]}),
        ("// one\n{/* two\n */a: 'it''s'}".replace("''", "\\'"), {"a": "it's"}),
        ("{a: [1,], b: {},}", {"a": [1.0], "b": {}}),
        ("{$key_1: 0x1F, 'b': +.5, c: 5.}", {"$key_1": 31.0, "b": 0.5, "c": 5.0}),
        ('"\\u0041\\x42\\n\\\nend"', "AB\nend"),
        ("\ufeff[]", []),
        ('{"a": 1, "a": 2}', {"a": 2.0}),
        ('["http://example.org/*"]', ["http://example.org/*"]),
    ],
)
def test_json5_is_read(text: str, value: Any) -> None:
    assert read_json5(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", "  // nothing\n", "{", "[1", "{a}", "{a:}", "[,]", "{,}", "[1 2]", "{a: b}", "1 2", "[1}", "]", '"a'),
        *("'\n'", "{a:1,,}", "[" * 30_000, '{"a":' * 30_000, "/*", "-", "."),
    ],
)
def test_what_is_no_json5_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(UnreadableJson) as error:
        read_json5(text)
    assert str(error.value).startswith("Line ")
    assert "\n" not in str(error.value)


def test_the_error_names_the_line() -> None:
    with pytest.raises(UnreadableJson, match="Line 3: "):
        read_json5('{\n"a": 1,\n"b" 2}')
