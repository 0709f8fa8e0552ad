"""Steps of the matching, and the effect of each on agreement.

A code that is not matched yet keeps its own label. The steps come from the audit trail, in its order. Each is applied
to the first ratings after the steps before it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from coding.dataset.ratings import RatingData
from coding.dataset.rows import MatchingStep
from coding.results.agreement import primary_of, value_of
from coding.statistics.ratings import Label, Ratings
from coding.statistics.recoding import recoded


@dataclass(frozen=True, slots=True)
class MatchingStepEffect:
    """A step, its kind, and a coefficient before and after it; None if it is undefined.

    Kinds: `undo`; `merge` with another code of the same rater; `pair` with a code of another rater; `kept`, a code
    matched with no other.
    """

    step: MatchingStep
    kind: str
    statistic: str  # name of the coefficient
    before: float | None
    after: float | None


def matching_effects(data: RatingData) -> tuple[MatchingStepEffect, ...]:
    """Return each step of the matching with the primary coefficient before and after it.

    Parameters
    ----------
    data : RatingData
        The ratings of one closed round.

    Returns
    -------
    tuple of MatchingStepEffect
        In the order of the steps; empty if nothing was matched.

    Examples
    --------
    >>> from coding.dataset.example import example_dataset
    >>> matching_effects(example_dataset().ratings)
    ()
    """
    if not data.matching_steps:
        return ()
    own = data.ratings("own")
    return effects_of_steps(own, data.matching_steps, primary_of(data, own), data.codebook)


def effects_of_steps(
    own: Ratings, steps: Sequence[MatchingStep], primary: str, codebook: Collection[str] = ()
) -> tuple[MatchingStepEffect, ...]:
    """Return the effect of each step on a coefficient.

    Parameters
    ----------
    own : Ratings
        The first ratings in the raters' own labels.
    steps : sequence of MatchingStep
    primary : str
        Name of the coefficient.
    codebook : collection of str
        Labels of shared codes, which count as codes that raters could choose in each state.

    Returns
    -------
    tuple of MatchingStepEffect
        In the order of the steps.

    Examples
    --------
    >>> own = Ratings.from_labels([("leak", "leaks"), ("crash", "crash")], raters=("Ada", "Bo"))
    >>> (effect,) = effects_of_steps(own, [MatchingStep(1, "", "Lea", "Bo", "leaks", "leak")], "percent_agreement")
    >>> effect.kind, effect.before, effect.after
    ('pair', 0.5, 1.0)
    """
    labels: dict[str, dict[Label, Label]] = {rater: {} for rater in own.raters}
    vocabularies = {rater: _used(own, column) for column, rater in enumerate(own.raters)}
    before = value_of(primary, recoded(own, labels, codebook))
    effects = []
    for step in steps:
        labels_of_rater = labels.setdefault(step.rater, {})
        if step.label is None:
            labels_of_rater.pop(step.code, None)
        else:
            labels_of_rater[step.code] = step.label
        after = value_of(primary, recoded(own, labels, codebook))
        effects.append(MatchingStepEffect(step, _kind(step, vocabularies, labels), primary, before, after))
        before = after
    return tuple(effects)


def _kind(step: MatchingStep, vocabularies: dict[str, set[Label]], labels: dict[str, dict[Label, Label]]) -> str:
    if step.label is None:
        return "undo"
    raters_with_label = {
        rater
        for rater, codes in vocabularies.items()
        for code in codes
        if (rater, code) != (step.rater, step.code) and labels[rater].get(code, code) == step.label
    }
    if step.rater in raters_with_label:
        return "merge"
    return "pair" if raters_with_label else "kept"


def _used(ratings: Ratings, rater: int) -> set[Label]:
    values = ratings.patterns[:, rater]
    used = ratings.membership[values[values >= 0]].any(axis=0)
    return {ratings.categories[category] for category in np.flatnonzero(used)}
