"""The steps by which raters' codes were matched, and what each did to agreement: no step can hide.

Where nobody has matched a code yet it keeps its own label. The steps come from the study's history, in its order, and
each is applied to the first ratings after the ones before it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from coding.dataset.rows import MatchingStep
from coding.dataset.study import StudyDataset
from coding.results.agreement import primary_of, rating_matrix, value_of
from coding.statistics.ratings import Label, Ratings
from coding.statistics.recoding import recoded


@dataclass(frozen=True, slots=True)
class MatchingStepEffect:
    """A step, what kind it was, and the primary coefficient before and after it; None where it is undefined.

    Kinds: `undo`; `merge` with another code of the same rater; `pair` with a code of another rater; `kept`, a code
    that stands alone.
    """

    step: MatchingStep
    kind: str
    before: float | None
    after: float | None


def effects_of_steps(
    own: Ratings, steps: Sequence[MatchingStep], primary: str, codebook: Collection[str] = ()
) -> tuple[MatchingStepEffect, ...]:
    """What each step did.

    Parameters
    ----------
    own : the first ratings in the raters' own labels.
    codebook : shared codes, which count as codes that raters could choose in each state.
    """
    meaning: dict[str, dict[Label, Label]] = {rater: {} for rater in own.raters}
    vocabularies = {rater: _used(own, place) for place, rater in enumerate(own.raters)}
    before = value_of(primary, recoded(own, meaning, codebook))
    effects = []
    for step in steps:
        names = meaning.setdefault(step.rater, {})
        if step.label is None:
            names.pop(step.code, None)
        else:
            names[step.code] = step.label
        after = value_of(primary, recoded(own, meaning, codebook))
        effects.append(MatchingStepEffect(step, _kind(step, vocabularies, meaning), before, after))
        before = after
    return tuple(effects)


def _kind(step: MatchingStep, vocabularies: dict[str, set[Label]], meaning: dict[str, dict[Label, Label]]) -> str:
    if step.label is None:
        return "undo"
    alike = {
        rater
        for rater, codes in vocabularies.items()
        for code in codes
        if (rater, code) != (step.rater, step.code) and meaning[rater].get(code, code) == step.label
    }
    if step.rater in alike:
        return "merge"
    return "pair" if alike else "kept"


def _used(ratings: Ratings, rater: int) -> set[Label]:
    values = ratings.patterns[:, rater]
    used = ratings.membership[values[values >= 0]].any(axis=0)
    return {ratings.categories[place] for place in np.flatnonzero(used)}


def matching_effects(inputs: StudyDataset) -> tuple[MatchingStepEffect, ...]:
    """Each step of the matching with the primary coefficient before and after it."""
    if not inputs.matching_steps:
        return ()
    own = rating_matrix(inputs, labels="exact")
    codebook = [code.label for code in inputs.codebook]
    return effects_of_steps(own, inputs.matching_steps, primary_of(inputs, own), codebook)
