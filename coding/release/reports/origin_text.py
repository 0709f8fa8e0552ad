"""Sentences on where ratings came from. Of ratings from files, only what the sources say is stated (promise 8)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from advisories.text.counting import count_noun
from coding.dataset.plan import RoundPlan
from coding.dataset.rating_sources import LEAD, RatingSourceRow
from coding.rendering.numbers import join_words

BLANK: Final = "[to be filled in by the authors]"
LONGEST_LIST: Final = 12
DIGITS: Final = 12  # of a hash; sources.json has all
UNKNOWN: Final = (
    f"How they were made, and whether the raters worked independently, is not known to the software: {BLANK}."
)
ALL_FROM_FILES: Final = "Ratings entered from files. Agreement is computed from what the files say."
WHAT_FOLLOWS: Final = (
    "The numbers follow from the files with these hashes. How the files came about is not known to the software."
)
_CODES_OF_FILES: Final = {
    "open": "The raters' labels were taken as vocabularies of their own.",
    "shared": "All labels of the files were taken as one codebook.",
    "closed": "The labels of the files were taken as codes of a fixed codebook.",
}
_CODES_OF_PAGE: Final = {
    "open": "In Intercoder, each rater coded in a vocabulary of their own.",
    "shared": "In Intercoder, raters coded from one codebook that all of them could extend.",
    "closed": "In Intercoder, raters coded from a codebook that was frozen before.",
}
_DOUBLED: Final = {
    "first": "the first row counted",
    "last": "the last row counted",
    "drop": "no row counted",
    "count": "each row counted",
}


def entered_by(source: RatingSourceRow) -> str:
    """Return who entered the file, as in a sentence."""
    return "the lead" if source.entered_by == LEAD else source.entered_by


def source_words(source: RatingSourceRow, count: int | None = None) -> str:
    """Return `study.csv (SHA-256 3f2a…, 190 ratings) by lea on 2026-11-30`; `count` is the number of some of them."""
    facts = [f"SHA-256 {source.sha256[:DIGITS]}…"] if source.sha256 else []
    facts.append(count_noun(source.count if count is None else count, "rating"))
    return f"{source.name} ({', '.join(facts)}) by {entered_by(source)} on {source.day}"


def files_text(plan: RoundPlan) -> str:
    """Return which ratings were entered from which files, by whom and when, in a round wholly from files."""
    parts = [f"those of {join_words(source.raters)} from {source_words(source)}" for source in plan.rating_sources]
    return f"The ratings were entered from files: {_series(parts)}."


def who_coded_text(plan: RoundPlan) -> str:
    """Return who coded in Intercoder, and whose ratings were entered from which files, in a mixed round."""
    page = dict(plan.in_page)
    of_files = [rater for rater in raters_of_files(plan) if rater not in page]
    both = [rater for rater in raters_of_files(plan) if rater in page]
    sentences = []
    if only_page := [rater for rater in page if rater not in both]:
        sentences.append(f"{join_words(only_page)} coded in Intercoder.")
    for rater in both:
        entered = [
            f"{count:,} {'was' if count == 1 else 'were'} entered from {source_words(source, count)}"
            for source in plan.rating_sources
            if (count := dict(source.ratings).get(rater))
        ]
        sentences.append(f"{rater} coded {count_noun(page[rater], 'unit')} in Intercoder; {_series(entered)}.")
    parts = []
    for source in plan.rating_sources:
        ratings = [(rater, count) for rater, count in source.ratings if rater in of_files]
        if ratings:
            raters, count = join_words([rater for rater, _ in ratings]), sum(count for _, count in ratings)
            parts.append(f"of {raters} were entered from {source_words(source, count)}")
    if parts:
        sentences.append(f"The ratings {_series([parts[0], *(f'those {part}' for part in parts[1:])])}.")
    sentences[-1] = f"{sentences[-1][:-1]}; how they were made is not known to the software: {BLANK}."
    return " ".join(sentences)


def raters_of_files(plan: RoundPlan) -> list[str]:
    """Return the raters who have a rating from a file."""
    return list(dict.fromkeys(rater for source in plan.rating_sources for rater in source.raters))


def raters_of_page(plan: RoundPlan) -> list[str]:
    """Return the raters of whom a rating was coded in Intercoder."""
    return [rater for rater, _ in plan.in_page]


def origin_text(plan: RoundPlan) -> str:
    """Return where the ratings came from, in short, as it stands under the agreement."""
    if plan.origin == "page":
        return "Sealed coding in Intercoder."
    if plan.origin == "files":
        return ALL_FROM_FILES
    page, entered = dict(plan.in_page), raters_of_files(plan)
    texts = []
    for rater in [*page, *(rater for rater in entered if rater not in page)]:
        counts = [count for source in plan.rating_sources if (count := dict(source.ratings).get(rater))]
        files = "a file" if len(counts) == 1 else "files"
        if rater not in page:
            texts.append(f"{rater}: entered from {files}.")
        elif not counts:
            texts.append(f"{rater}: coded in Intercoder, sealed.")
        else:
            units = f"{count_noun(page[rater], 'unit')} coded in Intercoder, sealed"
            texts.append(f"{rater}: {units}; {sum(counts):,} entered from {files}.")
    return " ".join(texts)


def codebook_text(plan: RoundPlan) -> str:
    """Return what the labels of files were taken as, and from what raters coded in Intercoder."""
    if plan.origin != "mixed":
        return _CODES_OF_FILES[plan.style]
    names = raters_of_files(plan)
    several = len(names) > 1
    files = {
        "open": f"The labels of {join_words(names)} were taken as "
        f"{'vocabularies' if several else 'a vocabulary'} of their own.",
        "shared": f"All labels of {join_words(names)} were taken as codes of the same codebook.",
        "closed": f"The labels of {join_words(names)} were taken as codes of that codebook.",
    }
    return f"{_CODES_OF_PAGE[plan.style]} {files[plan.style]}"


def held_text(plan: RoundPlan) -> str:
    """Return what else the files of raters showed to who had them, or ""."""
    sentences = []
    for source in plan.rating_sources:
        besides = [f"the ratings of {join_words(source.held_others)}"] if source.held_others else []
        if source.held_final:
            name = source.held_final
            besides.append(f"the columns {name}" if "," in name else f"a column {name}")
        if besides:
            alone = sum(other.raters == source.raters for other in plan.rating_sources) == 1
            which = f"The file of {join_words(source.raters)}" if alone else f"The file {source.name}"
            sentences.append(f"{which} also held {join_words(besides)}.")
    return " ".join(sentences[:LONGEST_LIST])


def label_decisions_text(plan: RoundPlan) -> str:
    """Return the decisions on reading labels and rows that the people who entered the files made; "" if none."""
    sentences: dict[str, None] = {}
    for source in plan.rating_sources:
        for decided in source.reading.get("decided", ()):
            if text := _decision(decided):
                sentences[f"On import {text}, as decided by {entered_by(source)}."] = None
    shown = list(sentences)[:LONGEST_LIST]
    if more := len(sentences) - len(shown):
        shown.append(f"{count_noun(more, 'further decision is', 'further decisions are')} in sources.json.")
    return " ".join(shown)


def _decision(decided: dict[str, Any]) -> str:
    """Return what was decided about a label or a row, as part of a sentence."""
    value, by_rater = decided["value"], decided.get("raters", {})
    counts = [
        f"{count_noun(count, 'rating')} of {rater}" if not position else f"{count:,} of {rater}"
        for position, (rater, count) in enumerate(by_rater.items())
    ]
    some = f" ({join_words(counts)})" if counts else ""
    match decided["option"]:
        case "join":
            return f"“{decided['label']}” was read as “{decided['read_as']}”{some}"
        case "missing":
            return f"“{value}” was read as not coded{some}"
        case "separator":
            names = {"newline": "a line break", "json": "a list in JSON"}
            return f"{names.get(value, f'“{value}”')} separated the codes of a cell"
        case "doubled":
            return f"{_DOUBLED[value]} of a unit that stood twice"
        case "drop_rows":
            return f"the row “{value}” was left out"
    return ""


def days_text(sources: Sequence[RatingSourceRow]) -> str:
    """Return the days on which the files were entered."""
    return join_words(sorted({source.day for source in sources}))


def _series(parts: Sequence[str]) -> str:
    """Return long parts as a series, at most `LONGEST_LIST` of them."""
    parts = list(parts)
    if more := max(len(parts) - LONGEST_LIST, 0):
        parts = [*parts[:LONGEST_LIST], f"those of {count_noun(more, 'further file')} (sources.json)"]
    return ", and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
