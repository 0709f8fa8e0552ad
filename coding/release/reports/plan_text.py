"""Sentences on what of the plan was fixed when, and on independence of the raters. Only what is known is stated."""

from __future__ import annotations

from collections.abc import Iterable

from advisories.text.counting import count_noun
from coding.dataset.plan import RoundPlan
from coding.dataset.rows import CommitmentRow
from coding.dataset.study import StudyDataset
from coding.release.reports.origin_text import (
    BLANK,
    LONGEST_LIST,
    UNKNOWN,
    codebook_text,
    days_text,
    entered_by,
    files_text,
    held_text,
    label_decisions_text,
    raters_of_files,
    raters_of_page,
    who_coded_text,
)
from coding.rendering.numbers import coefficient_name, join_words, sentence, threshold_text
from coding.results.derive import Publication

_SETTLED = {
    "final_rater": "disagreements were settled by the final rater",
    "discussion": "disagreements were settled in discussion",
    "discussion_then_final_rater": "disagreements were settled in discussion, and what remained by the final rater",
}


def coders_text(publication: Publication) -> str:
    """Return who coded how many units, in which way, and which ratings came from files."""
    data, plan = publication.data, publication.data.plan
    each = join_words([f"{rater} {count_noun(one.coded, 'unit')}" for rater, one in publication.counts.raters.items()])
    raters = count_noun(len(data.ratings.raters), "rater", words=True)
    if plan.origin == "page":
        return f"{sentence(raters)} coded the units {plan.methods['style']} (round {plan.number}): {each}."
    where = f"{files_text(plan)} {UNKNOWN}" if plan.origin == "files" else who_coded_text(plan)
    texts = [where, held_text(plan), label_decisions_text(plan), codebook_text(plan)]
    texts.append(f"Round {plan.number} has the ratings of {raters}: {each}.")
    return " ".join(filter(None, texts))


def fixed_text(plan: RoundPlan) -> str:
    """Return what was fixed when the round was opened; of ratings from files, only what was stated then."""
    if plan.origin == "files":
        threshold = f", with a threshold of {threshold_text(plan.threshold)}," if plan.threshold is not None else ""
        name = sentence(coefficient_name(plan.primary))
        return (
            f"{name} was reported as the primary statistic{threshold or ','} and {_SETTLED[plan.resolution_method]}, "
            "as stated when the ratings were entered."
        )
    fixed = [f"the primary statistic ({coefficient_name(plan.primary)})"]
    if plan.threshold is not None:
        fixed.append(f"its threshold ({threshold_text(plan.threshold)})")
    fixed.append(f"the method of resolving disagreements ({plan.methods['resolution_method']})")
    chosen = "fixed" if plan.opened_before_files else "stated"
    text = f"{sentence(join_words(fixed))} were {chosen} when the round was opened"
    opened = f" on {plan.opened_at[:10]}" if plan.opened_at else ""
    closed = f"; it was closed on {plan.closed_at[:10]}" if plan.closed_at else ""
    return f"{text}{opened}{closed}.{may_be_older(plan)}"


def may_be_older(plan: RoundPlan) -> str:
    """Return that ratings from files may be older than the plan, or "" if there are none."""
    return f" Ratings of {join_words(raters_of_files(plan))} may be older." if plan.origin == "mixed" else ""


def when_chosen_text(plan: RoundPlan) -> str:
    """Return when the primary statistic was chosen, as far as it is known, with what is to be added after the list."""
    if plan.origin == "files":
        days = days_text(plan.rating_sources)
        return f"stated when the ratings were entered ({days}); when it was chosen: {BLANK}"
    chosen = "fixed" if plan.opened_before_files else "stated"
    return f"{chosen} when the round was opened ({plan.opened_at or 'no date'})"


def independence_text(publication: Publication) -> str:
    """Return whether the raters worked independently, as far as it is known."""
    plan = publication.data.plan
    if plan.origin == "files":
        return f"The ratings were entered from files on {days_text(plan.rating_sources)}: {BLANK}."
    if not (plan.opened_at and plan.closed_at):
        return BLANK
    sealed = f"sealed from {plan.opened_at} to {plan.closed_at}"
    if plan.origin == "mixed":
        text = f"The codings of {join_words(_parts_of_page(plan))} were {sealed}. {_entered_text(plan)}"
    else:
        text = f"The codings were {sealed}: each rater saw only their own."
    text += commitments_text(publication.data)
    if plan.blind_adjudication:
        text += f" {blinding_text(plan)}"
    return text


def _parts_of_page(plan: RoundPlan) -> list[str]:
    """Return the raters who coded in Intercoder, with the number of units of those who did not code all there."""
    both = set(raters_of_files(plan))
    whole = [rater for rater in raters_of_page(plan) if rater not in both]
    return [*whole, *(f"{rater} on {count_noun(count, 'unit')}" for rater, count in plan.in_page if rater in both)]


def _entered_text(plan: RoundPlan) -> str:
    """Return whose codings were entered by whom, in a mixed round. Who enters codings of others has seen them."""
    page = dict(plan.in_page)
    parts: dict[tuple[str, bool], list[str]] = {}
    files: dict[tuple[str, bool], int] = {}
    for source in plan.rating_sources:
        key = (entered_by(source), source.of_who_entered)
        files[key] = files.get(key, 0) + 1
        for rater, count in source.ratings:
            parts.setdefault(key, []).append(f"{rater} on {count_noun(count, 'unit')}" if rater in page else rater)
    parts_of_sentence = []
    for (by, own), raters in parts.items():
        from_files = "files" if files[by, own] > 1 else "a file"
        parts_of_sentence.append(f"of {join_words(list(dict.fromkeys(raters)))} were entered from {from_files} by {by}")
        if not own:
            parts_of_sentence[-1] += ", who saw them"
    return f"Those {'; those '.join(parts_of_sentence)}: {BLANK}."


def commitments_text(data: StudyDataset) -> str:
    """Return how many commitments still match, and how many ratings coded in Intercoder they cover, or ""."""
    page = dict(data.plan.in_page) or _all_coded(data)
    own = [row for row in data.commitments if page.get(row.rater)]
    if not own:
        return ""
    unchanged, total = sum(row.matches for row in own), sum(page.values())
    ratings = "first rating" if data.plan.origin == "page" else "rating coded in Intercoder"
    plural = "first ratings" if data.plan.origin == "page" else "ratings coded in Intercoder"
    return (
        f" {unchanged:,} of {count_noun(len(own), 'commitment')} to completed codings still match. "
        f"They cover {covered_ratings(own, page):,} of {count_noun(total, ratings, plural)}."
    )


def _all_coded(data: StudyDataset) -> dict[str, int]:
    counts = (data.ratings.values >= 0).sum(axis=0).tolist()
    return dict(zip(data.ratings.raters, counts, strict=True))


def covered_ratings(commitments: Iterable[CommitmentRow], coded: dict[str, int]) -> int:
    """Return the number of ratings that the last commitment of their rater covers, of those coded in Intercoder."""
    not_covered = {row.rater: len(row.not_covered) for row in commitments}
    return sum(coded[rater] - count for rater, count in not_covered.items())


def reassignments_text(plan: RoundPlan) -> str:
    """Return which units changed hands after the round was opened, so that its allocation is not the planned one."""
    parts = [
        f"{count_noun(row.units, 'unit')}"
        + (f" from {row.giver} to {row.taker} on {row.day}" if row.giver else " from one rater to another")
        for row in plan.reassignments
    ]
    return f"After the round was opened, units were reassigned: {join_words(parts)}. The allocation was planned before."


def blinding_text(plan: RoundPlan) -> str:
    """Return what the final rater knew of who had coded what, or "" if names were not hidden."""
    hidden = plan.methods.get("blind_adjudication", "")
    did_not_see = "The final rater did not see who had coded what"
    if hidden and plan.origin != "page":
        # Whoever has the files knows who had coded what.
        did_not_see = "Intercoder did not show the final rater who had coded what"
        hidden = f"{did_not_see}."
    if not hidden or not plan.reopenings:
        return hidden
    text = f"{did_not_see} until the round was settled, which showed the names. "
    text += f"{reopenings_text(plan)}. With the names known, "
    units = plan.decided_with_names
    if not units:
        return f"{text}no decision was changed."
    listed = [f"{unit:,}" for unit in units[:LONGEST_LIST]]
    if more := len(units) - LONGEST_LIST:
        listed += [count_noun(more, "other")] if more > 0 else []
    which = f"unit {listed[0]}" if len(units) == 1 else f"units {join_words(listed)}"
    was = "was" if len(units) == 1 else "were"
    return f"{text}{count_noun(len(units), 'unit')} {was} decided or decided again: {which}."


def reopenings_text(plan: RoundPlan) -> str:
    """Return when and why a settled round was reopened, without a full stop."""
    times = [f"on {day}" + (f" (“{reason}”)" if reason else "") for day, reason in plan.reopenings]
    return f"The round was reopened {join_words(times)}"
