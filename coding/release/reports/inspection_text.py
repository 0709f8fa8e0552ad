"""What the methods section says of the inspection of projects, and of agreement with what the rules suggest."""

from __future__ import annotations

from advisories.text.counting import count_noun
from coding.dataset.inspection import Inspections
from coding.dataset.rows import SUGGESTION, SUGGESTION_BEFORE
from coding.rendering.numbers import coefficient, join_words, percent, percent_of, sentence
from coding.results.derive import Publication
from coding.statistics.disagreement import CANNOT_TELL

OUT_OF_SIGHT = (
    "A repository does not show approvals on pull requests, branch rules, runs of CI jobs, and services that are "
    "switched on elsewhere."
)


def projects_sample_text(publication: Publication) -> str:
    """Return how many projects the sample has, and whose they are."""
    data = publication.data
    inspections = data.inspections
    text = f"The sample consists of {count_noun(len(data.units), 'project')}."
    if data.sampling:
        text += f" {data.sampling}" if data.sampling.endswith((".", "!", "?")) else f" {data.sampling}."
    if inspections is not None and inspections.projects_from:
        text += f" The projects are those of the study “{inspections.projects_from}”, so that both research questions "
        text += "rest on the same projects."
    return text


def unclear_text(publication: Publication) -> str:
    """Return how raters answered, and how the coefficients treat what they could not tell."""
    counts = publication.counts
    text = "For each activity of a project, the answer is yes, no or cannot tell; a rating is the set of activities "
    text += "answered with yes, and the empty set is one as well."
    if counts.unclear:
        empty = ", or left empty in the files," if publication.data.plan.origin == "files" else ""
        text += f" “Cannot tell” was answered{empty} {count_noun(counts.unclear, 'time')} for a single activity: the "
        text += "coefficients of this activity treat the rating as missing, those of sets as if it were not yes."
    if whole := counts.uncoded[CANNOT_TELL]:
        text += f" “Cannot tell” was answered for {count_noun(whole, 'whole project')}; all coefficients treat these "
        text += "ratings as missing."
    return text


def inspection_text(publication: Publication) -> str:
    """Return what was read, what was not visible, when suggestions were shown, and how often people agree with them."""
    inspections = publication.data.inspections
    if inspections is None:
        return ""
    return " ".join(
        [
            *_read(inspections),
            OUT_OF_SIGHT,
            "The rules gather evidence; what a project does was decided by people.",
            _shown(publication),
            *_agreement(publication),
        ]
    )


def _read(inspections: Inspections) -> list[str]:
    snapshots = list(inspections.snapshots)
    if not snapshots:
        return ["The release has no inspection of these projects."]
    rules = join_words(sorted({row.rules for row in snapshots}))
    text = f"{sentence(count_noun(len(snapshots), 'project was', 'projects were'))} inspected, each at one commit "
    text += f"(snapshots.csv), by the rules of version {rules}"
    if dates := sorted({row.ossfuzz for row in snapshots if row.ossfuzz}):
        text += f", with the list of OSS-Fuzz of {join_words(dates)}"
    sentences = [f"{text}."]
    incomplete = sum(not row.history.get("complete") for row in snapshots)
    if incomplete:
        sentences.append(
            f"The history was not available, or ended early, for {count_noun(incomplete, 'project')} (snapshots.csv)."
        )
    unread = sum(bool(row.problems) for row in snapshots)
    if unread:
        sentences.append(
            f"Something could not be read in {count_noun(unread, 'project')}; snapshots.csv names it with the reason."
        )
    unavailable = sum(row.outcome == "not available" for row in inspections.evidence)
    if unavailable:
        sentences.append(
            f"{sentence(count_noun(unavailable, 'probe'))} had no answer, because what it reads is not available; "
            "this never counts as a no."
        )
    return sentences


def _shown(publication: Publication) -> str:
    plan = publication.data.plan
    exposures = publication.data.ratings.exposures
    before = {(row.rater, row.unit) for row in exposures if row.kind == SUGGESTION_BEFORE}
    after = {(row.rater, row.unit) for row in exposures if row.kind == SUGGESTION} - before
    sentences = []
    if before:
        answers = count_noun(len(before), "answer was", "answers were")
        sentences.append(
            f"{sentence(answers)} given by raters who had seen what the rules suggest for the project before "
            "(exposures.csv); agreement is also reported without these projects."
        )
    if after:
        answers = count_noun(len(after), "answer was", "answers were")
        sentences.append(f"{sentence(answers)} followed by a look at what the rules suggest (exposures.csv).")
    if sentences:
        return " ".join(sentences)
    if plan.origin == "files":
        return "Whether the raters knew what the rules suggest is not recorded, because their answers came from files."
    return "No showing of what the rules suggest to a person who coded or decided is recorded."


def _agreement(publication: Publication) -> list[str]:
    parts = []
    for row in publication.machine:
        told = row.both_yes + row.machine_only + row.person_only + row.both_no
        if not row.of_decisions or not told:
            continue
        equal = row.both_yes + row.both_no
        kappa = "undefined" if row.kappa is None else coefficient(row.kappa)
        parts.append(f"{row.activity} {equal} of {told} ({percent(equal, told)} %, kappa {kappa})")
    if not parts:
        return []
    return [
        f"What the rules suggest equals the decision, among the projects of which both can tell, as follows: "
        f"{join_words(parts)}. This is not part of the agreement of the raters (machine_agreement.csv)."
    ]


def projects_result_text(publication: Publication) -> str:
    """Return how many of the decided projects use each activity."""
    rows = []
    for row in publication.activities:
        if row.wilson is None:
            rows.append(f"{row.activity} is not decided for any project")
            continue
        low, high = (percent_of(limit) for limit in row.wilson)
        numbers = f"{percent(row.count, row.projects)} %; 95 % interval {low} to {high}"
        text = f"{row.activity} by {row.count} of {count_noun(row.projects, 'project')} ({numbers}"
        if row.unclear:
            text += f"; {row.unclear} cannot be told"
        if row.outside:
            text += f"; {row.outside} by evidence outside the repository alone"
        rows.append(f"{text})")
    text = f"The activities are used as follows: {join_words(rows)}." if rows else "The codebook has no activity."
    if publication.undecided:
        text += f" {sentence(count_noun(len(publication.undecided), 'project has', 'projects have'))} no decision."
    return text
