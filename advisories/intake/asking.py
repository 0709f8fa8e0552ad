"""Stores which records wait for a decision."""

from __future__ import annotations

from advisories.intake.revisions import Revisions
from advisories.intake.settling import Question
from advisories.models import SourceRecord, Waiting


def ask(questions: list[Question], revisions: Revisions) -> int:
    """Store the questions that a batch asks, after its records; return how many are new."""
    new = 0
    for question in questions:
        file_format, identifier, part = question.name
        withheld = revisions.withheld.get(question.name)
        revision = withheld or revisions.known[question.name].current
        record = SourceRecord.objects.get(
            corpus=revisions.run.corpus_id,
            format=file_format,
            identifier=identifier,
            part=part,
            sha256=revision.sha256,
        )
        _, created = Waiting.objects.get_or_create(
            record=record,
            decision=Waiting.Decision.UNDECIDED,
            defaults={
                "corpus_id": revisions.run.corpus_id,
                "kind": question.kind,
                "keys": list(question.keys),
                "asked_at": revisions.now,
            },
        )
        new += created
    return new
