"""The sources of a REFI-QDA project, each as text of its own: a study may have more than a tree of them could hold.

Each coding is a selection of its rater (a coding of the whole text selects all of it).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from coding.dataset.by_unit import UnitRecords
from coding.dataset.imported_metadata import VARIABLES
from coding.dataset.rows import CONSENSUS, CodingRow, UnitRow
from coding.formats.refi_qda.write_codebook import guid, one_name_each, text_of
from coding.rendering.escaping import single_line

LONGEST_NAME = 80
NONE_APPLIES = "No code applies."
CANNOT_TELL = "The rater cannot tell."
TO_DISCUSS = "To discuss."
# Lines that we write behind a memo; a memo's own lines that look like them get a backslash in front.
LABELLED = re.compile(
    r"\\*(?:No code applies\.|The rater cannot tell\.|Certainty: (?:certain|fairly|unsure)|To discuss\.)"
)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def time_or(text: str, otherwise: str) -> str:
    return text if _TIME.fullmatch(text) else otherwise


class SourceWriter:
    """Writes sources; `users` are GUIDs by rater, `written` is the time of what has none of its own.

    `variables` are those that the units brought along, each with its type.
    """

    def __init__(self, title: str, users: Mapping[str, str], variables: Mapping[str, str], written: str) -> None:
        self.title, self.users, self.written = title, users, written
        self.consensus = guid(title, "user", CONSENSUS)
        self.brought = dict(zip(variables, one_name_each(variables, taken=VARIABLES), strict=True))
        self.variables = VARIABLES | {self.brought[name]: kind for name, kind in variables.items()}
        self.guids = {name: guid(title, "variable", name) for name in self.variables}
        self.codes: dict[str, str] = {}

    def text_file(self, unit: UnitRow) -> str:
        return f"{guid(self.title, 'text', unit.number)}.txt"

    def source(self, records: UnitRecords, name: str) -> str:
        """One unit with all that was answered to it; the order of elements is the schema's."""
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
            codes: Sequence[str | None] = records.decision.codes or (None,)
            key = guid(self.title, "decision", unit.number)
            remarks = apart(records.decision.note) + ("" if records.decision.codes else f"\n{NONE_APPLIES}")
            time = time_or(records.decision.decided_at, self.written)
            spans = [(code, 0, len(unit.text)) for code in codes]
            parts += self._selections(unit, key, spans, self.consensus, time, remarks)
        parts += self._values(unit)
        parts.append("</TextSource>\n")
        return "\n".join(parts)

    def member(self, unit: UnitRow) -> str:
        """The unit as a member of its round."""
        return f'<MemberSource targetGUID="{guid(self.title, "source", unit.number)}"/>\n'

    def _coding(self, unit: UnitRow, coding: CodingRow) -> list[str]:
        """Return one selection per segment; a code without segments selects the whole text."""
        spans: list[tuple[str | None, int, int]] = [
            (segment.merged_code, segment.start, segment.end) for segment in coding.segments
        ]
        marked = {code for code, _, _ in spans}
        spans += [(code, 0, len(unit.text)) for code in coding.merged_codes if code not in marked]
        # "No code applies" is an answer as well: a selection without a coding, which bears the memo.
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
        own = [(name, kind, text) for (name, kind), text in zip(VARIABLES.items(), texts, strict=True) if text]
        brought = [(self.brought[name], self.variables[self.brought[name]], text) for name, _, text in unit.values]
        return [
            f'<VariableValue><VariableRef targetGUID="{self.guids[name]}"/>'
            f"<{kind}Value>{_text(text)}</{kind}Value></VariableValue>"
            for name, kind, text in own + brought
        ]


def _text(text: str) -> str:
    return escape(text_of(text))


def apart(memo: str) -> str:
    """The memo, of which no line can be taken for one of ours."""
    return "\n".join(f"\\{line}" if LABELLED.fullmatch(line) else line for line in memo.split("\n"))


def _remarks(coding: CodingRow) -> str:
    """What a coding holds beside its codes, as labelled lines."""
    lines = [apart(coding.memo)]
    if coding.own_codes != coding.merged_codes:
        lines.append(f"As the rater named it: {'; '.join(coding.own_codes)}")
    if not coding.merged_codes:
        lines.append(CANNOT_TELL if coding.no_code_reason == "cannot_tell" else NONE_APPLIES)
    if coding.certainty:
        lines.append(f"Certainty: {coding.certainty}")
    if coding.flagged_for_discussion:
        lines.append(TO_DISCUSS)
    return "\n".join(filter(None, lines))
