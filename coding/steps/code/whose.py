"""Whose the ratings of a file are: which of its persons is which member, and who may enter them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from advisories.records import Rejected
from coding.errors import BadInput, RuleBroken
from coding.formats.ratings.options import Ask, Choice, ReadingOptions, csv_line
from coding.formats.ratings.paths import names_in
from coding.formats.ratings.read import RatingsRead
from coding.models import Assignment, Member, Round


def rater_named(by: Member, coding_round: Round, name: str) -> Member:
    """Return the member of this name; raise BadInput if `by` cannot enter this member's codings."""
    member = Member.objects.filter(study=coding_round.study_id, name=name).first()
    # Names differ only in case between two members: the exact one is meant.
    if member == by or (member is None and name.casefold() == by.name.casefold()):
        return by
    if member is None:
        raise BadInput(f"No member is called {name}.{_offer(by, name)}")
    require_enterable(by, member)
    return member


def require_enterable(by: Member, member: Member) -> None:
    """Raise BadInput unless `by` may enter codings of this other member, who has no account."""
    if member.user_id is not None:
        raise BadInput(f"{member.name} has an account and enters their own ratings.")
    # Nobody else enters codings of a person who is invited or who left.
    from_file = member.joined_at is not None and member.left_at is None
    if not by.is_lead or not from_file:
        raise BadInput(
            f"You cannot import the codings of “{member.name}”. Leave out the rater column to import your own codings."
        )


def _offer(by: Member, name: str) -> str:
    return f" Add {name} as a rater without an account?" if by.is_lead else ""


@dataclass
class Whose:
    """The ratings of files by member, what cannot be entered, and what is to be asked."""

    entered: list[tuple[Member, RatingsRead, str]] = field(default_factory=list)  # member, file, person of the file
    problems: list[Rejected] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)


class _Members:
    """The members of a study by the names that a file may use."""

    def __init__(self, by: Member, coding_round: Round) -> None:
        self.by = by
        self.members = list(Member.objects.filter(study=coding_round.study_id))
        self.own = {name.casefold() for name in own_names(by)}
        rated = Assignment.objects.filter(round=coding_round, reassigned_at__isnull=True).order_by()
        self.with_units = set(rated.values_list("rater", flat=True))

    def named(self, *names: str) -> Member | None:
        for name in names:
            if exact := next((member for member in self.members if member.name == name), None):
                return exact
        folded = {name.casefold() for name in names}
        if folded & self.own:
            return self.by
        alike = [member for member in self.members if member.name.casefold() in folded]
        return alike[0] if alike else None

    def in_file_name(self, read: RatingsRead) -> list[Member]:
        """Return the members whose names are parts of the name of a file: bo of `bo.csv` and `codes_bo.csv`."""
        names = names_in(read.name, [member.name for member in self.members])
        return [member for member in self.members if member.name in names]

    def without_account(self) -> list[Member]:
        """Return the raters without an account in the round. A lead enters their ratings."""
        return [
            member
            for member in self.members
            if member.user_id is None and member.joined_at and not member.left_at and member.pk in self.with_units
        ]


def own_names(member: Member) -> list[str]:
    """Return the names by which a file may call a member: name, user name and e-mail address."""
    user: Any = member.user
    return [name for name in (member.name, *([user.get_username(), user.email] if user else [])) if name]


def whose(
    *, by: Member, coding_round: Round, reads: Sequence[RatingsRead], options: ReadingOptions, rater: Member | None
) -> Whose:
    """Return whose the ratings of files are.

    A lead who names no rater enters all that are theirs or of members without an account.
    """
    members = _Members(by, coding_round)
    result = Whose()
    for read in reads:
        if rater is not None or not by.is_lead:
            _of_one(result, read, members, rater or by, options, alone=len(reads) == 1)
        else:
            _of_several(result, read, members, options, alone=len(reads) == 1)
    return result


def _persons(read: RatingsRead, options: ReadingOptions) -> list[str]:
    return [name for name in read.raters if not options.raters or name in options.raters] or list(read.raters)


def _names(read: RatingsRead, person: str) -> tuple[str, ...]:
    return (person, *(name for each in read.answers for name in each.other_names.get(person, ())))


def is_unnamed(read: RatingsRead, person: str) -> bool:
    """Return whether only the name of the file, or a number, stands for a person."""
    return any(person in each.unnamed for each in read.answers)


def _of_one(
    result: Whose, read: RatingsRead, members: _Members, rater: Member, options: ReadingOptions, *, alone: bool
) -> None:
    """Take the ratings of one member from a file; the name of a file counts only if there are several."""
    persons = _persons(read, options)
    by_person = {person: members.named(*_names(read, person)) for person in persons}
    own = [person for person, member in by_person.items() if member == rater]
    strangers = [person for person, member in by_person.items() if member is None]
    names_nobody = alone and len(persons) == 1 and is_unnamed(read, persons[0])
    in_name = members.in_file_name(read) if names_nobody and not own and persons[0] not in options.raters else []
    if names_nobody and in_name and rater not in in_name:
        whom = "yours" if rater == members.by else f"those of {rater.name}"
        result.asks.append(_file_name_ask(read, persons[0], in_name[0].name, whom))
    elif len(own) == 1 or names_nobody:
        result.entered.append((rater, read, own[0] if own else persons[0]))
    elif options.raters and len(persons) == len(strangers) == 1:
        result.entered.append((rater, read, persons[0]))
    elif len(own) > 1 or strangers:
        whom = "yours" if rater == members.by else f"those of {rater.name}"
        result.asks.append(_whose_ask(read, own or strangers, whom))
    elif len(persons) == 1:
        other = by_person[persons[0]]
        assert other is not None
        why = _why_not_enterable(members.by, other)
        result.problems.append(Rejected(read.name, why or f"These are {other.name}'s ratings. Enter them as theirs."))
    else:
        names = ", ".join(persons)
        result.problems.append(
            Rejected(read.name, f"The file has the ratings of {names}, and none of {rater.name}. Nothing was taken.")
        )


def _file_name_ask(read: RatingsRead, person: str, name: str, whom: str) -> Ask:
    """Ask about a file that names nobody, but has the name of another member."""
    sentence = f"{read.name}: The file has the name of {name}. Are its ratings {whom}?"
    return Ask("raters", sentence, (Choice(csv_line([person]), f"if they are {whom}"),))


def _whose_ask(read: RatingsRead, persons: Sequence[str], whom: str) -> Ask:
    if len(persons) == 1:
        sentence = f"{read.name}: These are {persons[0]}'s ratings. Are they {whom}?"
    else:
        sentence = f"{read.name}: Which ratings are {whom}: {', '.join(persons)}?"
    says = f"if these are {whom}"
    return Ask("raters", sentence, tuple(Choice(csv_line([person]), says) for person in persons))


def _of_several(result: Whose, read: RatingsRead, members: _Members, options: ReadingOptions, *, alone: bool) -> None:
    """Take the ratings of the lead and of all members without an account from a file."""
    persons = _persons(read, options)
    if len(persons) == 1 and is_unnamed(read, persons[0]):
        _of_nobody(result, read, members, persons[0], options, alone=alone)
        return
    by_person = {person: members.named(*_names(read, person)) for person in persons}
    for person, member in by_person.items():
        if member is None:
            known = [name for name, other in by_person.items() if other is not None]
            leave = (Choice(csv_line(known), f"to leave {person} out", "raters"),) if known else ()
            sentence = f"No member is called {person}.{_offer(members.by, person)}"
            result.asks.append(Ask("add_rater", sentence, (Choice(person, f"to add {person}"), *leave)))
        elif member != members.by and (why := _why_not_enterable(members.by, member)):
            result.problems.append(Rejected(read.name, why))
        else:
            result.entered.append((member, read, person))


def _why_not_enterable(by: Member, member: Member) -> str:
    try:
        require_enterable(by, member)
    except RuleBroken as error:
        return str(error)
    return ""


def _of_nobody(
    result: Whose, read: RatingsRead, members: _Members, person: str, options: ReadingOptions, *, alone: bool
) -> None:
    """Take the ratings of a file that names nobody: of the member whom the file is named after, or of the lead."""
    member = members.named(person)
    why = _why_not_enterable(members.by, member) if member is not None and member != members.by else ""
    others = members.without_account()
    if member is not None and not why:
        result.entered.append((member, read, person))
    elif why and (not alone or members.by.pk not in members.with_units):
        result.problems.append(Rejected(read.name, why))
    elif (in_name := members.in_file_name(read)) and members.by not in in_name and person not in options.raters:
        result.asks.append(_file_name_ask(read, person, in_name[0].name, "yours"))
    elif members.by.pk not in members.with_units and others:
        choices = tuple(Choice(other.name, f"if they are those of {other.name}") for other in others)
        result.asks.append(Ask("rater", f"{read.name}: Whose ratings are these?", choices))
    else:
        result.entered.append((members.by, read, person))
