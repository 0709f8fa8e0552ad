"""Which of several questions is read, and what is asked before files are joined."""

from __future__ import annotations

from collections.abc import Sequence

from coding.formats.ratings.answers import Answers
from coding.formats.ratings.options import NONE, Ask, Choice, ReadingOptions, UnreadableRatings, csv_line
from coding.formats.ratings.words import FINAL, fold_name


def about_questions(answers: list[Answers], questions: Sequence[str], options: ReadingOptions) -> list[Ask]:
    """Ask for one of several questions."""
    if not questions or options.question is not None:
        return []
    where = f"{answers[0].title}: " if len(answers) == 1 else ""
    noun = {2: "two", 3: "three", 4: "four"}.get(len(questions), str(len(questions)))
    return [
        Ask(
            "question",
            f"{where}Each row has {noun} answers ({', '.join(questions)}).",
            tuple(Choice(question, "for this one") for question in questions),
        )
    ]


def of_question(answers: list[Answers], questions: Sequence[str], options: ReadingOptions) -> list[Answers]:
    """Return the answers to the question that was chosen."""
    if not questions:
        if options.question is not None:
            raise UnreadableRatings("--question is for sheets with several questions; this one has one.")
        return answers
    assert options.question is not None
    if options.question not in questions:
        raise UnreadableRatings(f"There is no question “{options.question}”. The questions are {', '.join(questions)}.")
    for each in answers:
        if each.questions and options.question not in each.questions:
            raise UnreadableRatings(
                f"{each.title}: There is no question “{options.question}”. Its questions are "
                f"{', '.join(each.questions)}."
            )
    return [each.of_question(options.question) if each.questions else each for each in answers]


def about_decisions(answers: Sequence[Answers], options: ReadingOptions) -> list[Ask]:
    """Ask if a rater has the name of a decision, as a file, a sheet or a person called “consensus” has."""
    if options.raters or options.final == NONE:
        return []
    raters = [rater for each in answers for rater in each.raters]
    decisions = [rater for rater in raters if FINAL & set(fold_name(rater).split("_"))]
    others = [rater for rater in raters if rater not in decisions]
    if not decisions or len(others) < 2:
        return []
    return [
        Ask(
            "raters",
            f"{decisions[0]} may be the agreed result and nobody's ratings.",
            (Choice(csv_line(others), "to leave it out"), Choice(csv_line(raters), "if it is a rater")),
        )
    ]
