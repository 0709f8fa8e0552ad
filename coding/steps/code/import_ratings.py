"""Enter codings from a file into a round: valid lines are submitted, the others are reported with a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction

from advisories.records import Rejected
from coding.access.ratings import own_current_codings
from coding.access.seal import require_open
from coding.audit.record import record
from coding.errors import BadInput, RuleBroken
from coding.formats.rating_sheets.records import QuotedText, RatingLine
from coding.models import Assignment, Code, Coding, EventKind, Member, Round
from coding.steps.code.store import CodingContent, store_coding, validated_content
from coding.steps.code.submit import allowed_codes, check_answer, check_complete, commit_when_complete
from coding.steps.codebook.codes import add_code


@dataclass
class RatingImportResult:
    """What became of the lines."""

    created: int = 0
    unchanged: int = 0
    new_codes: list[str] = field(default_factory=list)
    problems: list[Rejected] = field(default_factory=list)
    remarks: list[Rejected] = field(default_factory=list)  # on lines that were taken


@transaction.atomic
def import_ratings(
    *, by: Member, coding_round: Round, lines: Iterable[RatingLine | Rejected], try_only: bool = False
) -> RatingImportResult:
    """Submit what the lines say; with `try_only`, only find out what would become of them.

    A rater enters their own. A lead enters those of raters without an account.
    """
    require_open(coding_round)
    done = RatingImportResult()
    clerks: dict[str, RatingImport] = {}
    for line in lines:
        if isinstance(line, Rejected):
            done.problems.append(line)
            continue
        try:
            name = line.rater or by.name
            if name not in clerks:
                clerks[name] = RatingImport(by, rater_named(by, coding_round, name), coding_round, done)
            clerks[name].enter_whole(line)
        except RuleBroken as error:
            done.problems.append(Rejected(line.place, str(error)))
    for clerk in clerks.values():
        clerk.finish()
    if try_only:
        transaction.set_rollback(True)
    return done


def rater_named(by: Member, coding_round: Round, name: str) -> Member:
    if name.casefold() == by.name.casefold():
        return by
    member = Member.objects.filter(study=coding_round.study_id, name=name).first()
    if not by.is_lead or member is None or member.user_id is not None:
        raise BadInput(
            f"These codings are {name}'s; you can enter your own. Without a column for the rater they are yours."
        )
    return member


class RatingImport:
    """Enters the lines of one rater."""

    def __init__(self, by: Member, rater: Member, coding_round: Round, done: RatingImportResult) -> None:
        self.by, self.rater, self.round, self.done = by, rater, coding_round, done
        own = Assignment.objects.select_for_update(of=("self",)).filter(
            round=coding_round, rater=rater, reassigned_at__isnull=True
        )
        self.assignments = {
            row.unit.number: row
            for row in own.select_related("unit__document__advisory", "round__study", "rater").prefetch_related(
                "unit__document__advisory__aliases"
            )
        }
        if not self.assignments:
            raise BadInput(f"{rater.name} has no units in round {coding_round.number}.")
        self.names = dict(self.known_names())
        self.codes = dict(Code.objects.filter(pk__in=allowed_codes(rater, coding_round)).values_list("label", "pk"))
        submitted = own_current_codings(rater, coding_round).prefetch_related("code_rows", "segments")
        self.submitted = {coding.assignment_id: coding for coding in submitted}
        self.seen: dict[int, str] = {}
        self.last: Coding | None = None

    def known_names(self) -> Iterator[tuple[str, int]]:
        for number, row in self.assignments.items():
            yield str(number), number
            if advisory := row.unit.document.advisory:
                yield from ((alias.value.casefold(), number) for alias in advisory.aliases.all())
                yield advisory.key.casefold(), number

    def enter_whole(self, line: RatingLine) -> None:
        """Submit one line, or raise the rule that it breaks and leave nothing of it behind."""
        codes, new, remarks = dict(self.codes), len(self.done.new_codes), len(self.done.remarks)
        try:
            with transaction.atomic():
                self.enter(line)
        except RuleBroken:
            self.codes = codes
            del self.done.new_codes[new:], self.done.remarks[remarks:]
            raise

    def enter(self, line: RatingLine) -> None:
        number = next((self.names[n] for n in map(str.casefold, line.units) if n in self.names), None)
        if number is None:
            raise BadInput(f"No unit of {self.rater.name} in this round is “{line.units[0] if line.units else ''}”.")
        if number in self.seen:
            raise BadInput(f"Unit {number} stands at {self.seen[number]} already.")
        self.seen[number] = line.place
        row = self.assignments[number]
        answer = self.answer(line, row)
        check_answer(row, answer)
        check_complete(self.round, answer)
        if before := self.submitted.get(row.pk):
            if (
                sorted(validated_content(before).codes) != sorted(answer.codes)
                or before.no_code_reason != answer.no_code_reason
            ):
                raise BadInput(f"Unit {number} is submitted with another answer. Change it at the seat, with a reason.")
            self.done.unchanged += 1
            return
        key = hashlib.sha256(f"{line.place}/{number}".encode()).hexdigest()
        self.last = store_coding(row, answer, version=1, key=key)
        self.done.created += 1

    def answer(self, line: RatingLine, row: Assignment) -> CodingContent:
        labels = line.codes if self.round.multi_label or len(line.codes) < 2 or not line.cell else (line.cell,)
        codes = [self.code(label) for label in dict.fromkeys(labels)]
        found = [self.segment(words, row, line.place) for words in line.words]
        segments = {(s["code"], s["start"], s["end"]): s for s in found if s}
        return CodingContent(
            codes=codes,
            memo=line.memo,
            certainty=line.certainty,
            segments=sorted(segments.values(), key=lambda s: (s["start"], s["end"])),
            no_code_reason=line.no_code_reason,
            flagged_for_discussion=line.flagged_for_discussion,
        )

    def code(self, label: str) -> int:
        if label not in self.codes:
            if self.round.style == Round.Style.CLOSED:
                raise BadInput(f"“{label}” is not in the frozen codebook of this round.")
            if len(label) > 200:
                raise BadInput(f"“{label[:40]}…” is too long for a code: at most 200 characters.")
            made = add_code(by=self.rater, label=label, round_number=self.round.number)
            self.codes[label] = made.pk
            self.done.new_codes.append(label)
        return self.codes[label]

    def segment(self, words: QuotedText, row: Assignment, place: str) -> dict[str, int | str] | None:
        """The words where they stand in the document: where they were said to, or the one place that has them."""
        text = row.unit.document.text
        start = words.start if words.start is not None else -1
        if not (start >= 0 and words.quote and text[start : start + len(words.quote)] == words.quote):
            start = text.find(words.quote) if words.quote and text.count(words.quote) == 1 else -1
        if start < 0:
            shown = words.quote if len(words.quote) <= 60 else words.quote[:59] + "…"
            self.done.remarks.append(
                Rejected(place, f"The words “{shown}” are not in the text, or more than once: they are not marked.")
            )
            return None
        return {"code": self.code(words.code), "start": start, "end": start + len(words.quote), "quote": words.quote}

    def finish(self) -> None:
        """One event for the file, and the commitment if it completed the sheet."""
        if self.last is None:
            return
        commit_when_complete(by=self.rater, coding_round=self.round, last=self.last)
        record(
            study=self.round.study,
            kind=EventKind.RATINGS_IMPORTED,
            by=self.by,
            coding_round=self.round,
            rater_scope=self.rater,
            data={"rater": self.rater.name, "units": self.done.created},
        )
