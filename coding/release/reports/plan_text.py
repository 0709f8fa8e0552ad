"""Sentences on where the ratings came from and what of the plan holds for them. Only what is known is stated."""

from __future__ import annotations

from collections.abc import Iterable

from advisories.text.counting import count_noun
from coding.dataset.plan import RoundPlan
from coding.dataset.rows import CommitmentRow
from coding.dataset.study import StudyDataset
from coding.rendering.numbers import coefficient_name, join_words, sentence, threshold_text
from coding.results.derive import Publication

BLANK = "[to be filled in by the authors]"
LONGEST_LIST = 12
UNKNOWN = f"How they were made, and whether the raters worked independently, is not known to the software: {BLANK}."
_CODES_OF_FILES = {
    "open": "The raters' labels were taken as vocabularies of their own.",
    "shared": "All labels of the files were taken as one codebook.",
}


def coders_text(publication: Publication) -> str:
    """Return who coded how many units, in which way, and which ratings came from files."""
    data, plan = publication.data, publication.data.plan
    each = join_words([f"{rater} {count_noun(one.coded, 'unit')}" for rater, one in publication.counts.raters.items()])
    raters = count_noun(len(data.ratings.raters), "rater", words=True)
    if plan.origin == "files":
        codes = _CODES_OF_FILES.get(plan.style, "")
        text = f"The ratings of {raters} were imported from files (round {plan.number}): {each}. {files_text(plan)}"
        return f"{text} {UNKNOWN} {codes}".rstrip()
    text = f"{sentence(raters)} coded the units {plan.methods['style']} (round {plan.number}): {each}."
    return text if plan.origin == "page" else f"{text} {files_text(plan)} {UNKNOWN}"


def files_text(plan: RoundPlan) -> str:
    """Return whose ratings were imported from which files, and when."""
    if not all(row.rater for row in plan.imported):
        return f"{sentence(count_noun(sum(row.units for row in plan.imported), 'rating'))} came from files."
    sources = [
        f"those of {row.rater} from {row.file or 'a file'} on {row.day} ({count_noun(row.units, 'rating')})"
        for row in plan.imported
    ]
    return f"Imported were {join_words(sources)}."


def fixed_text(plan: RoundPlan) -> str:
    """Return what was fixed when the round was opened; of ratings from files, only what was stated then."""
    fixed = [f"the primary statistic ({coefficient_name(plan.primary)})"]
    if plan.threshold is not None:
        fixed.append(f"its threshold ({threshold_text(plan.threshold)})")
    fixed.append(f"the method of resolving disagreements ({plan.methods['resolution_method']})")
    if plan.origin == "files":
        return f"{sentence(join_words(fixed))} were stated when the ratings were imported."
    text = f"{sentence(join_words(fixed))} were fixed when the round was opened"
    opened = f" on {plan.opened_at[:10]}" if plan.opened_at else ""
    closed = f"; it was closed on {plan.closed_at[:10]}" if plan.closed_at else ""
    older = " Imported ratings may be older." if plan.origin == "mixed" else ""
    return f"{text}{opened}{closed}.{older}"


def independence_text(publication: Publication) -> str:
    """Return whether the raters worked independently, as far as it is known."""
    plan, commitments = publication.data.plan, publication.data.commitments
    if not (plan.opened_at and plan.closed_at):
        return BLANK
    if plan.origin == "files":
        return f"{files_text(plan)} {UNKNOWN}"
    sealed = f"sealed from {plan.opened_at} to {plan.closed_at}"
    if plan.origin == "mixed":
        text = f"The codings submitted in Intercoder were {sealed}. {files_text(plan)} {UNKNOWN}"
    else:
        text = f"The codings were {sealed}: each rater saw only their own."
    # A commitment is made by a rater who submitted here; with files among the codings it shows nothing on how they
    # were made.
    imported = {row.rater for row in plan.imported}
    own = [row for row in commitments if row.rater not in imported]
    if own:
        unchanged = sum(row.matches for row in own)
        text += (
            f" {unchanged:,} of {count_noun(len(own), 'commitment')} to completed codings still match. "
            f"They cover {covered_ratings(publication.data, own):,} of "
            f"{count_noun(int((publication.data.ratings.values >= 0).sum()), 'first rating')}."
        )
    if plan.blind_adjudication:
        text += f" {blinding_text(plan)}"
    return text


def covered_ratings(data: StudyDataset, commitments: Iterable[CommitmentRow]) -> int:
    """Return the number of first ratings that the last commitment of their rater covers."""
    not_covered = {row.rater: len(row.not_covered) for row in commitments}
    submitted = (data.ratings.values >= 0).sum(axis=0)
    return sum(int(submitted[data.ratings.raters.index(rater)]) - count for rater, count in not_covered.items())


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
    if hidden and plan.origin != "page":
        # Whoever has the files knows who had coded what.
        hidden = "Intercoder did not show the final rater who had coded what."
    if not hidden or not plan.reopenings:
        return hidden
    text = "The final rater did not see who had coded what until the round was settled, which showed the names. "
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
