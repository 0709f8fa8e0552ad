"""Import ratings from files as submissions. Valid lines are stored; each invalid line gets a reason."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from advisories.platform.transactions import step
from advisories.records import Rejected
from advisories.records.identifiers import by_local_name
from coding.access.ratings import own_current_codings
from coding.access.seal import require_open
from coding.audit.record import record
from coding.errors import BadInput, RuleBroken
from coding.formats.ratings.lines import QuotedText, RatingLine
from coding.formats.ratings.units import name_of_text, names_of_texts, unit_key
from coding.locks import lock_assignments, lock_members, lock_study
from coding.models import Assignment, Code, Coding, EventKind, Member, RatingSource, Round
from coding.steps.code.sources import EnteredFile, NewSource, source_facts
from coding.steps.code.store import CodingContent, store_coding, validated_content
from coding.steps.code.submit import allowed_codes, check_complete, check_content, commit_when_complete
from coding.steps.code.whose import require_enterable
from coding.steps.codebook.codes import add_code

SLIPPED = 0.2  # share of lines with contradicting names, from which the columns have slipped


@dataclass(frozen=True)
class EnteredRatings:
    """The ratings of one member in a file."""

    rater: Member
    lines: Sequence[RatingLine | Rejected]
    file: EnteredFile


@dataclass
class RaterResult:
    """How many codings of a rater came from a file."""

    rater: str
    file: str
    created: int = 0
    unchanged: int = 0


@dataclass
class RatingImportResult:
    """The result of importing the lines of files."""

    created: int = 0
    unchanged: int = 0
    new_codes: list[str] = field(default_factory=list)
    problems: list[Rejected] = field(default_factory=list)
    remarks: list[Rejected] = field(default_factory=list)  # on lines that were stored
    raters: list[RaterResult] = field(default_factory=list)


@step
def import_ratings(
    *,
    by: Member,
    coding_round: Round,
    entered: Sequence[EnteredRatings],
    door: RatingSource.Door = RatingSource.Door.CODINGS_IMPORT,
    dry_run: bool = False,
) -> RatingImportResult:
    """Submit the lines of files as codings; with `dry_run`, only return what the result would be.

    Raters import their own codings, and a lead imports those of raters without an account.
    """
    lock_study(coding_round.study_id)  # lines can add codes
    raters = [by, *(ratings.rater for ratings in entered)]
    lock_members(raters)
    lock_assignments(round=coding_round, rater__in=raters)
    coding_round.refresh_from_db(fields=["state"])
    require_open(coding_round)
    result = RatingImportResult()
    for ratings in entered:
        ratings.rater.refresh_from_db()
        try:
            if ratings.rater != by:
                require_enterable(by, ratings.rater)
            source = NewSource(by, coding_round, door, ratings.file)
            with transaction.atomic():
                RatingImport(by, ratings.rater, coding_round, result, source).import_lines(ratings.lines)
        except RuleBroken as error:
            result.problems.append(Rejected(ratings.file.name, str(error)))
    if dry_run:
        transaction.set_rollback(True)
    return result


def answer_of(content: CodingContent) -> tuple[list[int], list[int], str]:
    """Return what a rater answered, to compare two contents."""
    return sorted(content.codes), sorted(content.unclear), content.no_code_reason


class RatingImport:
    """Imports the lines of one rater."""

    def __init__(
        self, by: Member, rater: Member, coding_round: Round, result: RatingImportResult, source: NewSource
    ) -> None:
        self.by, self.rater, self.coding_round, self.result, self.source = by, rater, coding_round, result, source
        own = Assignment.objects.filter(round=coding_round, rater=rater, reassigned_at__isnull=True)
        self.assignments = {
            row.unit.number: row for row in own.select_related("unit__document", "round__study", "rater")
        }
        if not self.assignments:
            raise BadInput(f"{rater.name} has no units in round {coding_round.number}. Import into another round.")
        self.numbers = {str(number): number for number in self.assignments}
        self.identifiers = dict(self.named_units())
        self.texts: dict[str, int] | None = None
        self.codes = dict(Code.objects.filter(pk__in=allowed_codes(rater, coding_round)).values_list("label", "pk"))
        self.of_projects = coding_round.study.of_projects
        submitted = own_current_codings(rater, coding_round).prefetch_related(
            "code_rows", "segments", *(["unclear_rows"] if self.of_projects else [])
        )
        self.submitted = {coding.assignment_id: coding for coding in submitted}
        self.lines: dict[int, RatingLine] = {}  # of each unit, the line that has it
        self.last: Coding | None = None
        self.counts = RaterResult(rater.name, source.file.name)

    def named_units(self) -> Iterator[tuple[str, int]]:
        """Yield (name, unit) for every identifier of each unit, case folded, but for a name that two units have.

        Of several units with one name the last counts: by identifier of the advisory, before local name in a table,
        before name of the unit.
        """
        units: dict[str, int] = {}
        names = Counter(row.unit.identifier.casefold() for row in self.assignments.values())
        for number, row in self.assignments.items():
            units |= dict.fromkeys(row.unit.facts.get("identifiers", ()), number)
            if names[name := row.unit.identifier.casefold()] == 1:
                yield name, number
        for name, (identifier, *others) in by_local_name(units).items():
            if not others:
                yield name.casefold(), units[identifier]
        yield from ((name.casefold(), number) for name, number in units.items())

    def unit_named(self, name: str, *, is_number: bool) -> int | None:
        """Return the unit of this name: its number, an identifier in any case, or its whole text or the text's hash."""
        key = unit_key(name).casefold()
        number = self.numbers.get(key) if is_number else None
        return number or self.identifiers.get(key) or self.unit_with_text(name)

    def unit_with_text(self, name: str) -> int | None:
        if not (key := name_of_text(name)):
            return None
        if self.texts is None:
            self.texts = names_of_texts((number, row.unit.document.text) for number, row in self.assignments.items())
        return self.texts.get(key)

    def unit_of_line(self, line: RatingLine) -> int | None:
        """Return the unit that a line names; a text that is no unit's can have the identifier of one as its name."""
        number = self.unit_named(line.unit, is_number=line.is_number)
        if number is None and line.title:
            seconds = (self.identifiers.get(unit_key(name).casefold()) for name in (*line.second_names, line.title))
            number = next(filter(None, seconds), None)
        return number

    def import_lines(self, lines: Sequence[RatingLine | Rejected]) -> None:
        """Submit the lines; each that is invalid becomes a problem. Then store the commitment and the event."""
        self.refuse_slipped([line for line in lines if isinstance(line, RatingLine)])
        for line in lines:
            if isinstance(line, Rejected):
                self.result.problems.append(line)
                continue
            try:
                self.import_line(line)
            except RuleBroken as error:
                self.result.problems.append(Rejected(line.origin, str(error)))
        self.result.raters.append(self.counts)
        self.finish()

    def contradiction(self, line: RatingLine) -> str:
        """Return how a second name on a line contradicts the first, or ""."""
        number = self.unit_of_line(line)
        for second in line.second_names if number else ():
            if second.isascii() and second.isdigit():
                other: int | None = int(second)
            else:
                other = self.identifiers.get(unit_key(second).casefold())
            if other is None or other == number:
                continue
            row = self.assignments.get(other)
            is_said = f"Unit {other} is {row.unit.identifier}" if row else f"There is no unit {other}"
            says = (line.title or line.unit) if second.isdigit() else f"unit {number}"
            return f"{is_said}, but the line says {says}. Correct one of the two."
        return ""

    def refuse_slipped(self, lines: Sequence[RatingLine]) -> None:
        """Raise BadInput if more than a fifth of the lines name two units: the columns have slipped."""
        contradicting = [line for line in lines if self.contradiction(line)]
        if len(contradicting) > SLIPPED * len(lines):
            first = contradicting[0]
            raise BadInput(
                f"{len(contradicting)} of {len(lines)} lines name two different units, the first at {first.origin} "
                f"({first.title or first.unit} and {first.second_names[0]}): the columns have slipped."
            )

    def import_line(self, line: RatingLine) -> None:
        """Submit one line; on an error, raise it and undo everything that the line changed."""
        codes, new, remarks = dict(self.codes), len(self.result.new_codes), len(self.result.remarks)
        try:
            with transaction.atomic():
                self.submit_line(line)
        except RuleBroken:
            self.codes = codes
            del self.result.new_codes[new:], self.result.remarks[remarks:]
            raise

    def submit_line(self, line: RatingLine) -> None:
        """Submit one line; count it as unchanged if the unit already has a coding with the same codes."""
        number = self.unit_of_line(line)
        if number is None:
            unit = line.title or line.unit
            unit = unit if len(unit) <= 60 else unit[:59] + "…"
            raise BadInput(f"Unknown unit “{unit}”. Use a unit that is assigned to {self.rater.name} in this round.")
        if contradiction := self.contradiction(line):
            raise BadInput(contradiction)
        if before := self.lines.get(number):
            if set(before.codes) == set(line.codes) and before.no_code_reason == line.no_code_reason:
                self.remark(line, f"Unit {number} is at {before.origin} with the same codes; it counts once.")
                return
            raise BadInput(f"Unit {number} is already at {before.origin}. Remove one of the lines.")
        if len(line.codes) > 1 and not self.coding_round.multi_label:
            given = "two codes" if len(line.codes) == 2 else f"{len(line.codes)} codes"
            raise BadInput(f"Unit {number} has {given} ({', '.join(line.codes)}); this round takes one.")
        self.lines[number] = line
        row = self.assignments[number]
        content = self.content(line, row)
        check_content(row, content)
        check_complete(row, content)
        if stored := self.submitted.get(row.pk):
            submitted, imported = validated_content(stored, of_projects=self.of_projects), content.stated()
            if answer_of(submitted) != answer_of(imported):
                raise BadInput(
                    f"Unit {number} was submitted with a different coding. Change it on the coding screen, "
                    "with a reason."
                )
            self.result.unchanged += 1
            self.counts.unchanged += 1
            return
        key = hashlib.sha256(f"{line.origin}/{number}".encode()).hexdigest()
        self.last = store_coding(row, content, version=1, key=key, source=self.source.stored())
        self.result.created += 1
        self.counts.created += 1

    def content(self, line: RatingLine, row: Assignment) -> CodingContent:
        """Return the content of the line, and add codes that it uses for the first time."""
        codes = [self.code(label) for label in dict.fromkeys(line.codes)]
        marked = [self.segment(words, row, line) for words in line.words]
        segments = {(s["code"], s["start"], s["end"]): s for s in marked if s}
        no_code_reason, unclear = line.no_code_reason, [self.code(label) for label in dict.fromkeys(line.unclear)]
        if self.of_projects and no_code_reason == Coding.NoCodeReason.CANNOT_TELL:
            no_code_reason, unclear = "", list(self.codes.values())  # of the project means of each code
        return CodingContent(
            codes=codes,
            unclear=unclear,
            answered=list(self.codes.values()) if self.of_projects else [],
            memo=line.memo,
            certainty=line.certainty,
            segments=sorted(segments.values(), key=lambda s: (s["start"], s["end"])),
            no_code_reason=no_code_reason,
            flagged_for_discussion=line.flagged_for_discussion,
        )

    def code(self, label: str) -> int:
        """Return the id of the code of this label, and add the code if it is new."""
        if label not in self.codes:
            if self.coding_round.style == Round.Style.CLOSED:
                raise BadInput(f"“{label}” is not in the frozen codebook of this round. Use one of its codes.")
            if len(label) > 200:
                raise BadInput(f"The code “{label[:40]}…” is too long. Use at most 200 characters.")
            code = add_code(by=self.rater, label=label, round_number=self.coding_round.number)
            self.codes[label] = code.pk
            self.result.new_codes.append(label)
        return self.codes[label]

    def segment(self, words: QuotedText, row: Assignment, line: RatingLine) -> dict[str, int | str] | None:
        """Return the segment at the stated start or at the only occurrence of its words, else add a remark."""
        text = row.unit.document.text
        shown = words.quote if len(words.quote) <= 60 else words.quote[:59] + "…"
        if words.code not in line.codes:
            self.remark(line, f"“{shown}” is marked with “{words.code}”, which is no code of the unit here.")
            return None
        start = words.start if words.start is not None else -1
        if not (start >= 0 and words.quote and text[start : start + len(words.quote)] == words.quote):
            start = text.find(words.quote) if words.quote and text.count(words.quote) == 1 else -1
        if start < 0:
            self.remark(line, f"The text does not contain “{shown}” exactly once. The words are not marked.")
            return None
        return {"code": self.code(words.code), "start": start, "end": start + len(words.quote), "quote": words.quote}

    def remark(self, line: RatingLine, sentence: str) -> None:
        self.result.remarks.append(Rejected(line.origin, sentence))

    def finish(self) -> None:
        """Store the commitment if all units are submitted now, and record one event for the file."""
        if self.last is None:
            return
        commit_when_complete(by=self.rater, coding_round=self.coding_round, last=self.last)
        record(
            study=self.coding_round.study,
            kind=EventKind.RATINGS_IMPORTED,
            by=self.by,
            coding_round=self.coding_round,
            rater_scope=self.rater,
            data={"rater": self.rater.name, "units": self.counts.created, **source_facts(self.source.stored())},
        )
