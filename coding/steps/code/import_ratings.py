"""Import ratings from a file as submissions. Valid lines are stored; each invalid line gets a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from advisories.platform.transactions import step
from advisories.records import Rejected
from advisories.records.identifiers import by_local_name
from coding.access.ratings import own_current_codings
from coding.access.seal import require_open
from coding.audit.record import record
from coding.errors import BadInput, RuleBroken
from coding.formats.rating_sheets.records import QuotedText, RatingLine
from coding.locks import lock_assignments, lock_members, lock_study
from coding.models import Assignment, Code, Coding, EventKind, Member, RatingSource, Round
from coding.steps.code.sources import EnteredFile, NewSource, source_facts
from coding.steps.code.store import CodingContent, store_coding, validated_content
from coding.steps.code.submit import allowed_codes, check_complete, check_content, commit_when_complete
from coding.steps.codebook.codes import add_code


@dataclass
class RatingImportResult:
    """The result of importing the lines of a file."""

    created: int = 0
    unchanged: int = 0
    new_codes: list[str] = field(default_factory=list)
    problems: list[Rejected] = field(default_factory=list)
    remarks: list[Rejected] = field(default_factory=list)  # on lines that were stored


def import_ratings(
    *, by: Member, coding_round: Round, lines: Iterable[RatingLine | Rejected], file: EnteredFile, dry_run: bool = False
) -> RatingImportResult:
    """Submit the lines of a file as codings; with `dry_run`, only return what the result would be.

    Raters import their own codings, and a lead imports those of raters without an account.
    """
    # The file is read before the transaction, which can run again.
    return import_lines(by=by, coding_round=coding_round, lines=list(lines), file=file, dry_run=dry_run)


@step
def import_lines(
    *, by: Member, coding_round: Round, lines: Sequence[RatingLine | Rejected], file: EnteredFile, dry_run: bool
) -> RatingImportResult:
    """Submit these lines as `import_ratings` does."""
    lock_study(coding_round.study_id)  # lines can add codes
    names = {line.rater or by.name for line in lines if isinstance(line, RatingLine)}
    raters = [by, *Member.objects.filter(study=coding_round.study_id, name__in=names)]
    lock_members(raters)
    lock_assignments(round=coding_round, rater__in=raters)
    coding_round.refresh_from_db(fields=["state"])
    require_open(coding_round)
    result = RatingImportResult()
    source = NewSource(by, coding_round, RatingSource.Door.CODINGS_IMPORT, file)
    imports: dict[str, RatingImport] = {}
    for line in lines:
        if isinstance(line, Rejected):
            result.problems.append(line)
            continue
        try:
            name = line.rater or by.name
            if name not in imports:
                imports[name] = RatingImport(by, rater_named(by, coding_round, name), coding_round, result, source)
            imports[name].import_line(line)
        except RuleBroken as error:
            result.problems.append(Rejected(line.origin, str(error)))
    for rater_import in imports.values():
        rater_import.finish()
    if dry_run:
        transaction.set_rollback(True)
    return result


def rater_named(by: Member, coding_round: Round, name: str) -> Member:
    """Return the member of this name; raise BadInput if `by` cannot import this member's codings."""
    member = Member.objects.filter(study=coding_round.study_id, name=name).first()
    # Names differ only in case between two members: the exact one is meant.
    if member == by or (member is None and name.casefold() == by.name.casefold()):
        return by
    # Nobody else enters codings of a person who is invited or who left.
    from_file = member is not None and member.user_id is None and member.joined_at and not member.left_at
    if not by.is_lead or member is None or not from_file:
        raise BadInput(
            f"You cannot import the codings of “{name}”. Leave out the rater column to import your own codings."
        )
    return member


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
        self.unit_numbers = dict(self.named_units())
        self.codes = dict(Code.objects.filter(pk__in=allowed_codes(rater, coding_round)).values_list("label", "pk"))
        self.of_projects = coding_round.study.of_projects
        submitted = own_current_codings(rater, coding_round).prefetch_related(
            "code_rows", "segments", *(["unclear_rows"] if self.of_projects else [])
        )
        self.submitted = {coding.assignment_id: coding for coding in submitted}
        self.origins: dict[int, str] = {}  # unit → line that has it
        self.last: Coding | None = None
        self.created = 0  # codings of this rater

    def named_units(self) -> Iterator[tuple[str, int]]:
        """Yield (name, unit) for the number and every identifier of each unit's advisory, case folded.

        Of several units with one name the last counts: by identifier before number before local name in a table.
        """
        units: dict[str, int] = {}
        for number, row in self.assignments.items():
            units |= dict.fromkeys(row.unit.facts.get("identifiers", ()), number)
        for name, (identifier, *others) in by_local_name(units).items():
            if not others:
                yield name.casefold(), units[identifier]
        yield from ((str(number), number) for number in self.assignments)
        yield from ((name.casefold(), number) for name, number in units.items())

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
        names = map(str.casefold, line.units)
        number = next((self.unit_numbers[name] for name in names if name in self.unit_numbers), None)
        if number is None:
            unit = line.units[0] if line.units else ""
            raise BadInput(f"Unknown unit “{unit}”. Use a unit that is assigned to {self.rater.name} in this round.")
        if number in self.origins:
            raise BadInput(f"Unit {number} is already at {self.origins[number]}. Remove one of the lines.")
        self.origins[number] = line.origin
        row = self.assignments[number]
        content = self.content(line, row)
        check_content(row, content)
        check_complete(row, content)
        if before := self.submitted.get(row.pk):
            submitted, imported = validated_content(before, of_projects=self.of_projects), content.stated()
            if answer_of(submitted) != answer_of(imported):
                raise BadInput(
                    f"Unit {number} was submitted with a different coding. Change it on the coding screen, "
                    "with a reason."
                )
            self.result.unchanged += 1
            return
        key = hashlib.sha256(f"{line.origin}/{number}".encode()).hexdigest()
        self.last = store_coding(row, content, version=1, key=key, source=self.source.stored())
        self.result.created += 1
        self.created += 1

    def content(self, line: RatingLine, row: Assignment) -> CodingContent:
        """Return the content of the line, and add codes that it uses for the first time."""
        labels = line.codes if self.coding_round.multi_label or len(line.codes) < 2 or not line.cell else (line.cell,)
        codes = [self.code(label) for label in dict.fromkeys(labels)]
        marked = [self.segment(words, row, line.origin) for words in line.words]
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

    def segment(self, words: QuotedText, row: Assignment, origin: str) -> dict[str, int | str] | None:
        """Return the segment at the stated start or at the only occurrence of its words, else add a remark."""
        text = row.unit.document.text
        start = words.start if words.start is not None else -1
        if not (start >= 0 and words.quote and text[start : start + len(words.quote)] == words.quote):
            start = text.find(words.quote) if words.quote and text.count(words.quote) == 1 else -1
        if start < 0:
            shown = words.quote if len(words.quote) <= 60 else words.quote[:59] + "…"
            self.result.remarks.append(
                Rejected(origin, f"The text does not contain “{shown}” exactly once. The words are not marked.")
            )
            return None
        return {"code": self.code(words.code), "start": start, "end": start + len(words.quote), "quote": words.quote}

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
            data={"rater": self.rater.name, "units": self.created, **source_facts(self.source.stored())},
        )
