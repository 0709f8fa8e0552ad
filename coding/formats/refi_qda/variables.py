"""Values of variables in a REFI-QDA project, on a source or on a case that refers to the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import Final

from lxml import etree

from advisories.text.reading import clean
from coding.dataset.imported_metadata import Value
from coding.formats.refi_qda.remarks import ImportRemarks, cut
from coding.formats.refi_qda.xml import children, guid_of, refs, tag

MOST: Final = 200  # variables of one source
MOST_READ: Final = 2_000  # values of one source: a variable may have one per case
LONGEST: Final = 5_000
LONGEST_NAME: Final = 200
CASE: Final = "Case"  # the variable for the name of a case
_KINDS: Final = {
    "Boolean": re.compile(r"true|false|0|1"),
    "Integer": re.compile(r"[+-]?\d{1,30}", re.ASCII),
    "Float": re.compile(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})", re.ASCII),
    "Date": re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
    "DateTime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)?", re.ASCII),
}


class Values:
    """The values of each source of a project."""

    def __init__(self, root: etree._Element, tally: ImportRemarks) -> None:
        self.tally = tally
        self.names = {
            guid_of(one.get("guid")): _line(one.get("name")) or "unnamed"
            for holder in children(root, "Variables")
            for one in children(holder, "Variable")
        }
        self.cases: dict[str, dict[etree._Element, None]] = {}
        for holder in children(root, "Cases"):
            for case in children(holder, "Case"):
                self._read_case(case)

    def of(self, source: etree._Element, name: str) -> tuple[Value, ...]:
        """Return the values on the source and on its cases; several values of a variable are joined to one text."""
        elements = (source, *self.cases.get(guid_of(source.get("guid")), ()))
        read = (value for element in elements for value in self._on(element))
        kinds: dict[str, dict[str, str]] = {}  # by variable and text
        for value in islice(read, MOST_READ):
            if value.name in kinds or len(kinds) < MOST:
                kinds.setdefault(value.name, {}).setdefault(value.text, value.kind)
            else:
                self.tally.add("value", f"of variables left out: more than {MOST} variables on one text", name)
        if (more := sum(1 for _ in islice(read, MOST_READ))) > 0:
            self.tally.add("value", f"of variables left out: more than {MOST_READ:,} on one text", name, more)
        return tuple(self._joined(variable, texts, name) for variable, texts in kinds.items())

    def _read_case(self, case: etree._Element) -> None:
        sources = (*refs(case, "SourceRef"), *refs(case, "MemberSource"))
        for source in sources:
            self.cases.setdefault(source, {})[case] = None
        name = _line(case.get("name"))
        self.tally.add("code", "of a case left out", name, sum(1 for _ in children(case, "CodeRef")))
        if not sources:
            self.tally.add("case", "left out: they refer to no text", name)
        elif name:
            self.tally.add("case", f"stored as values of their texts, with the name as “{CASE}”", name)

    def _on(self, element: etree._Element) -> Iterator[Value]:
        if tag(element) == "Case" and (name := _line(element.get("name"))):
            yield Value(CASE, "Text", name)
        for one in children(element, "VariableValue"):
            variable = next(iter(refs(one, "VariableRef")), "")
            given = next((child for child in one if tag(child).endswith("Value")), None)
            text = "" if given is None else clean((given.text or "")[: 2 * LONGEST]).strip()
            if variable not in self.names:
                self.tally.add("value", "left out: its variable is not in the file")
            elif given is not None and text:
                yield Value(self.names[variable], kind_of(tag(given).removesuffix("Value"), text), text)

    def _joined(self, variable: str, texts: dict[str, str], name: str) -> Value:
        kind = next(iter(texts.values())) if len(texts) == 1 else "Text"
        text = "; ".join(texts)
        if len(text) > LONGEST:
            self.tally.add("value", f"of a variable cut after {LONGEST:,} characters", name)
        return Value(variable, kind, cut(text, LONGEST))


def kind_of(kind: str, text: str) -> str:
    """Return the type of a value: the one in the file if the value is valid for it, otherwise Text.

    Parameters
    ----------
    kind : str
        Type in the file, such as "Integer".
    text : str
        The value.

    Returns
    -------
    str

    Examples
    --------
    >>> kind_of("Integer", "7"), kind_of("Integer", "seven")
    ('Integer', 'Text')
    """
    if kind not in _KINDS or not _KINDS[kind].fullmatch(text):
        return "Text"
    try:
        if kind == "Date":
            date.fromisoformat(text)
        elif kind == "DateTime":
            datetime.fromisoformat(text)
    except ValueError:
        return "Text"
    return kind


def _line(text: str | None) -> str:
    return cut(" ".join(clean((text or "")[: 2 * LONGEST_NAME]).split()), LONGEST_NAME)
