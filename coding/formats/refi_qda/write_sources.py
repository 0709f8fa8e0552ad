"""Writer of the sources of a REFI-QDA project, as text, because a study may have more than fit into a tree.

Each coding is a selection by its rater. A code without segments selects the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from coding.dataset.by_unit import UnitRecords
from coding.dataset.imported_metadata import VARIABLES
from coding.dataset.rows import CONSENSUS, CodingRow, UnitRow
from coding.formats.refi_qda.write_codebook import guid, one_name_each, text_of
from coding.rendering.escaping import join_codes, single_line

LONGEST_NAME = 80
NONE_APPLIES = "No code applies."
CANNOT_TELL = "The rater cannot tell."
NOT_TOLD = "The text does not tell."  # of a decision
TO_DISCUSS = "To discuss."
UNCLEAR = "Cannot tell: "  # before the codes of which one cannot tell whether they apply
# Lines that we write after a memo. Lines of the memo that look like them are escaped with a backslash.
LABELLED = re.compile(
    r"\\*(?:No code applies\.|The rater cannot tell\.|The text does not tell\.|"
    r"Certainty: (?:certain|fairly|unsure)|To discuss\.|Cannot tell: .+)"
)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def time_or(text: str, otherwise: str) -> str:
    """Return the text if it is a time in UTC, otherwise another time.

    Parameters
    ----------
    text : str
    otherwise : str

    Returns
    -------
    str

    Examples
    --------
    >>> time_or("yesterday", "2026-01-15T00:00:00Z")
    '2026-01-15T00:00:00Z'
    """
    return text if _TIME.fullmatch(text) else otherwise


class SourceWriter:
    """Writes sources. `users` are GUIDs by rater, `written` is the time of elements that have none.

    `variables` are the types of the imported variables by name.
    """

    def __init__(self, title: str, users: Mapping[str, str], variables: Mapping[str, str], written: str) -> None:
        self.title, self.users, self.written = title, users, written
        self.consensus = guid(title, "user", CONSENSUS)
        self.unique_names = dict(zip(variables, one_name_each(variables, taken=VARIABLES), strict=True))
        self.variables = VARIABLES | {self.unique_names[name]: kind for name, kind in variables.items()}
        self.guids = {name: guid(title, "variable", name) for name in self.variables}
        self.codes: dict[str, str] = {}

    def text_file(self, unit: UnitRow) -> str:
        return f"{guid(self.title, 'text', unit.number)}.txt"

    def source(self, records: UnitRecords, name: str) -> str:
        """Return one unit with its codings and decision; the order of elements is the schema's."""
        unit = records.unit
        parts = [
            f'<TextSource guid="{guid(self.title, "source", unit.number)}" name={quoteattr(name)} '
            f'plainTextPath="internal://{self.text_file(unit)}" creatingUser="{self.consensus}" '
            f'creationDateTime="{self.written}">'
        ]
        if unit.title:
            parts.append(f"<Description>{_text(unit.title)}</Description>")
        for coding in records.codings:
            parts += self._coding(unit, coding)
        if records.decision is not None:
            decision = records.decision
            codes: Sequence[str | None] = decision.codes or (None,)
            key = guid(self.title, "decision", unit.number)
            remarks = escaped(decision.note)
            if not decision.codes:
                # A decision without a code is a selection without a coding, which has the answer.
                remarks += f"\n{NOT_TOLD if decision.uncoded == 'cannot_tell' else NONE_APPLIES}"
            if decision.unclear:
                remarks += f"\n{UNCLEAR}{join_codes(decision.unclear)}"
            time = time_or(decision.decided_at, self.written)
            spans = [(code, 0, len(unit.text)) for code in codes]
            parts += self._selections(unit, key, spans, self.consensus, time, remarks)
        parts += self._values(unit)
        parts.append("</TextSource>\n")
        return "\n".join(parts)

    def member(self, unit: UnitRow) -> str:
        """Return the unit as a member of its round."""
        return f'<MemberSource targetGUID="{guid(self.title, "source", unit.number)}"/>\n'

    def _coding(self, unit: UnitRow, coding: CodingRow) -> list[str]:
        """Return one selection per segment; a code without segments selects the whole text."""
        spans: list[tuple[str | None, int, int]] = [
            (segment.merged_code, segment.start, segment.end) for segment in coding.segments
        ]
        marked = {code for code, _, _ in spans}
        spans += [(code, 0, len(unit.text)) for code in coding.merged_codes if code not in marked]
        # A coding without a code is a selection without a coding, which has the memo.
        spans = spans or [(None, 0, len(unit.text))]
        key = guid(self.title, "coding", unit.number, coding.rater)
        time = time_or(coding.submitted_at, self.written)
        return self._selections(unit, key, spans, self.users[coding.rater], time, _remarks(coding))

    def _selections(
        self,
        unit: UnitRow,
        key: str,
        spans: Sequence[tuple[str | None, int, int]],
        user: str,
        time: str,
        remarks: str,
    ) -> list[str]:
        parts = []
        by = f'creatingUser="{user}" creationDateTime="{time}"'
        for index, (code, start, end) in enumerate(spans):
            named = (key, index, code or "", start, end)
            parts.append(
                f'<PlainTextSelection guid="{guid(self.title, "selection", *named)}" '
                f"name={quoteattr(single_line(unit.text[start:end][:LONGEST_NAME]))} "
                f'startPosition="{start}" endPosition="{end}" {by}>'
            )
            if index == 0 and remarks:
                parts.append(f"<Description>{_text(remarks)}</Description>")
            if code is not None:
                parts.append(f'<Coding guid="{guid(self.title, "coded", *named)}" {by}>')
                parts.append(f'<CodeRef targetGUID="{self._code(code)}"/></Coding>')
            parts.append("</PlainTextSelection>")
        return parts

    def _code(self, label: str) -> str:
        if label not in self.codes:
            self.codes[label] = guid(self.title, "code", label)
        return self.codes[label]

    def _values(self, unit: UnitRow) -> list[str]:
        score = "" if unit.cvss_score is None else f"{unit.cvss_score:.1f}"
        texts = (unit.severity, score, unit.project, unit.published, "; ".join(unit.aliases), "; ".join(unit.cwes))
        facts = [(name, kind, text) for (name, kind), text in zip(VARIABLES.items(), texts, strict=True) if text]
        names = [self.unique_names[name] for name, _, _ in unit.values]
        imported = [(name, self.variables[name], text) for name, (_, _, text) in zip(names, unit.values, strict=True)]
        return [
            f'<VariableValue><VariableRef targetGUID="{self.guids[name]}"/>'
            f"<{kind}Value>{_text(text)}</{kind}Value></VariableValue>"
            for name, kind, text in facts + imported
        ]


def _text(text: str) -> str:
    return escape(text_of(text))


def escaped(memo: str) -> str:
    r"""Return the memo with a backslash before lines that look like our labelled lines.

    Parameters
    ----------
    memo : str

    Returns
    -------
    str

    Examples
    --------
    >>> print(escaped("To discuss."))
    \To discuss.
    """
    return "\n".join(f"\\{line}" if LABELLED.fullmatch(line) else line for line in memo.split("\n"))


def _remarks(coding: CodingRow) -> str:
    """Return the memo of a coding and its other values, as labelled lines."""
    lines = [escaped(coding.memo)]
    if coding.own_codes != coding.merged_codes:
        lines.append(f"As the rater named it: {'; '.join(coding.own_codes)}")
    if not coding.merged_codes:
        lines.append(CANNOT_TELL if coding.uncoded == "cannot_tell" else NONE_APPLIES)
    if coding.unclear:
        lines.append(f"{UNCLEAR}{join_codes(coding.unclear)}")
    if coding.certainty:
        lines.append(f"Certainty: {coding.certainty}")
    if coding.flagged_for_discussion:
        lines.append(TO_DISCUSS)
    return "\n".join(filter(None, lines))
