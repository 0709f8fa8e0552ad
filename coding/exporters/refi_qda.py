"""REFI-QDA project (`.qdpx`): texts, users, codes, codings and decisions for qualitative analysis programs.

The choices follow what programs do with such files, not only the schema: each coding is a selection of its
rater (a coding of the whole text selects all of it), texts lie in files of their own, names are unique.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from coding.derivation import Publication
from coding.exporters.answers import CONSENSUS, SharedCodes
from coding.exporters.numbers import several
from coding.exporters.refi_codebook import (
    ORIGIN,
    add,
    add_codes,
    guid,
    one_name_each,
    root_element,
    xml_bytes,
)
from coding.exporters.safe import encoded, plain_line
from coding.exporters.zipped import archive
from coding.inputs import CodeRow, CodingRow, DecisionRow, UnitRow

PROJECT = "urn:QDA-XML:project:1.0"

LONGEST_NAME = 80
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_VARIABLES = (
    ("severity", "Text"),
    ("cvss_score", "Float"),
    ("project", "Text"),
    ("published", "Text"),
    ("aliases", "Text"),
    ("cwes", "Text"),
)


def study_qdpx(publication: Publication) -> bytes:
    """The whole study as one file."""
    project = _Project(publication)
    files = {"project.qde": xml_bytes(project.root)}
    for unit in publication.inputs.units:
        files[f"sources/{project.text_file(unit)}"] = encoded(unit.text)
    return archive(files)


class _Project:
    """Builds `project.qde`; the order of elements is the schema's."""

    def __init__(self, publication: Publication) -> None:
        inputs = self.inputs = publication.inputs
        self.written = _time(f"{inputs.released_on}T00:00:00Z", "1980-01-01T00:00:00Z")
        self.users = {rater: self.guid("user", "rater", rater) for rater in inputs.raters}
        self.consensus = self.guid("user", CONSENSUS)
        self.shared = SharedCodes(publication)
        self.root = root_element(
            PROJECT,
            "Project",
            name=plain_line(inputs.title) or "Study",
            origin=ORIGIN,
            creatingUserGUID=self.consensus,
            creationDateTime=self.written,
        )
        self.add_users()
        if codes := _all_codes(publication):
            add_codes(add(self.root, PROJECT, "CodeBook"), codes, inputs.title, PROJECT)
        if inputs.units:
            self.add_variables()
            self.add_sources()
            self.add_round()
        add(self.root, PROJECT, "Description", _protocol(publication))

    def guid(self, kind: str, *name: str | int) -> str:
        return guid(self.inputs.title, kind, *name)

    def text_file(self, unit: UnitRow) -> str:
        return f"{self.guid('text', unit.number)}.txt"

    def add_users(self) -> None:
        users = add(self.root, PROJECT, "Users")
        # Programs have a user "default" of their own.
        names = one_name_each(self.inputs.raters, taken=(CONSENSUS, "default"))
        for rater, name in zip(self.inputs.raters, names, strict=True):
            add(users, PROJECT, "User", guid=self.users[rater], name=name)
        add(users, PROJECT, "User", guid=self.consensus, name=CONSENSUS)

    def add_variables(self) -> None:
        variables = add(self.root, PROJECT, "Variables")
        for name, kind in _VARIABLES:
            add(
                variables,
                PROJECT,
                "Variable",
                guid=self.guid("variable", name),
                name=name,
                typeOfVariable=kind,
            )

    def add_sources(self) -> None:
        sources = add(self.root, PROJECT, "Sources")
        codings: dict[int, list[CodingRow]] = {}
        for row in self.inputs.codings:
            codings.setdefault(row.unit, []).append(row)
        decisions = {row.unit: row for row in self.inputs.decisions}
        names = one_name_each(unit.identifier for unit in self.inputs.units)
        for unit, name in zip(self.inputs.units, names, strict=True):
            source = add(
                sources,
                PROJECT,
                "TextSource",
                guid=self.guid("source", unit.number),
                name=name,
                plainTextPath=f"internal://{self.text_file(unit)}",
                creatingUser=self.consensus,
                creationDateTime=self.written,
            )
            if unit.title:
                add(source, PROJECT, "Description", unit.title)
            for coding in codings.get(unit.number, []):
                self.add_coding(source, unit, coding)
            if unit.number in decisions:
                self.add_decision(source, unit, decisions[unit.number])
            self.add_values(source, unit)

    def add_coding(self, source: etree._Element, unit: UnitRow, coding: CodingRow) -> None:
        """One selection a segment; a code without segments selects the whole text."""
        spans: list[tuple[str | None, int, int]] = [
            (self.shared.of(coding, segment), segment.start, segment.end) for segment in coding.segments
        ]
        marked = {code for code, _, _ in spans}
        spans += [(code, 0, len(unit.text)) for code in coding.matched if code not in marked]
        # "No code applies" is an answer as well: a selection without a coding, which bears the memo.
        spans = spans or [(None, 0, len(unit.text))]
        user, time = self.users[coding.rater], _time(coding.submitted_at, self.written)
        name = self.guid("coding", unit.number, coding.rater)
        self.add_selections(source, unit, name, spans, user, time, _remarks(coding))

    def add_decision(self, source: etree._Element, unit: UnitRow, decision: DecisionRow) -> None:
        codes: tuple[str | None, ...] = decision.codes or (None,)
        spans = [(code, 0, len(unit.text)) for code in codes]
        by = f" by {decision.by}" if decision.by else ""
        why = f": {decision.reason}" if decision.reason else ""
        none = "" if decision.codes else "\nNo code applies."
        time = _time(decision.decided_at, self.written)
        name = self.guid("decision", unit.number)
        self.add_selections(source, unit, name, spans, self.consensus, time, f"{decision.how}{by}{why}{none}")

    def add_selections(
        self,
        source: etree._Element,
        unit: UnitRow,
        name: str,
        spans: Sequence[tuple[str | None, int, int]],
        user: str,
        time: str,
        remarks: str,
    ) -> None:
        for place, (code, start, end) in enumerate(spans):
            key = (name, place, code or "", start, end)
            selection = add(
                source,
                PROJECT,
                "PlainTextSelection",
                guid=self.guid("selection", *key),
                name=plain_line(unit.text[start:end][:LONGEST_NAME]),
                startPosition=str(start),
                endPosition=str(end),
                creatingUser=user,
                creationDateTime=time,
            )
            if place == 0 and remarks:
                add(selection, PROJECT, "Description", remarks)
            if code is not None:
                coded = self.guid("coded", *key)
                element = add(selection, PROJECT, "Coding", guid=coded, creatingUser=user, creationDateTime=time)
                add(element, PROJECT, "CodeRef", targetGUID=self.guid("code", code))

    def add_values(self, source: etree._Element, unit: UnitRow) -> None:
        score = "" if unit.cvss_score is None else f"{unit.cvss_score:.1f}"
        texts = (
            unit.severity,
            score,
            unit.project,
            unit.published,
            "; ".join(unit.aliases),
            "; ".join(unit.cwes),
        )
        for (name, kind), text in zip(_VARIABLES, texts, strict=True):
            if text:
                value = add(source, PROJECT, "VariableValue")
                add(value, PROJECT, "VariableRef", targetGUID=self.guid("variable", name))
                add(value, PROJECT, f"{kind}Value", text)

    def add_round(self) -> None:
        members = add(
            add(self.root, PROJECT, "Sets"),
            PROJECT,
            "Set",
            guid=self.guid("round"),
            name=f"Round {self.inputs.round}",
        )
        for unit in self.inputs.units:
            add(members, PROJECT, "MemberSource", targetGUID=self.guid("source", unit.number))


def _all_codes(publication: Publication) -> list[CodeRow]:
    """The codebook, then any code that was given but is not in it: every reference needs its code."""
    inputs = publication.inputs
    known = {code.label for code in inputs.codebook}
    given: Iterable[tuple[str, ...]] = [row.matched for row in inputs.codings] + [row.codes for row in inputs.decisions]
    strangers = dict.fromkeys(label for labels in given for label in labels if label not in known)
    return [*inputs.codebook, *map(CodeRow, strangers)]


def _remarks(coding: CodingRow) -> str:
    """What a coding holds beside its codes, as labelled lines."""
    lines = [coding.memo]
    if coding.codes != coding.matched:
        lines.append(f"As the rater named it: {'; '.join(coding.codes)}")
    if not coding.matched:
        lines.append("No code applies.")
    if coding.certainty:
        lines.append(f"Certainty: {coding.certainty}")
    return "\n".join(filter(None, lines))


def _protocol(publication: Publication) -> str:
    inputs = publication.inputs
    lines = [
        f"Note: {inputs.notice}" if inputs.notice else "",
        inputs.question,
        inputs.sampling,
        f"Release {inputs.release}, round {inputs.round}, {inputs.style} style, "
        f"codebook version {inputs.codebook_version}, "
        f"{several(len(inputs.units), 'unit')}, {several(len(inputs.raters), 'rater')}.",
        f'The codings of the user "{CONSENSUS}" are the decisions, those of the others are first ratings.',
    ]
    return "\n".join(filter(None, lines))


def _time(text: str, otherwise: str) -> str:
    return text if _TIME.fullmatch(text) else otherwise
