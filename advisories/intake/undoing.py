"""Undoes an import: its revisions go, those before them are current again, and its advisories are computed anew.

What rests on the import refuses the undoing as a whole: units, and imports that changed its records afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from advisories.corpus.corpora import note_change
from advisories.corpus.projects import label_projects, requested_identity
from advisories.intake.batches import NotRendered, TextKey, render_texts
from advisories.intake.importing import wait_for_other_imports
from advisories.intake.joins import compute
from advisories.intake.replaced_facts import facts_refusal, restore_facts
from advisories.intake.table_sources import parse_stored
from advisories.models import (
    Advisory,
    Alias,
    Document,
    ImportRun,
    Job,
    PastIdentifier,
    Project,
    ProjectIdentity,
    RecordChange,
    SourceRecord,
    Waiting,
)
from advisories.platform.database import where_in, where_in_numbers
from advisories.platform.errors import RuleBroken
from advisories.platform.full_text import queue_texts
from advisories.platform.locks import lock_row
from advisories.records import RecordName
from advisories.records.projects import named_identity
from advisories.text.counting import count_noun
from advisories.text.reading import Reading

AT_ONCE: Final = 50  # advisories computed together
NAMED: Final = 5  # advisories or records that a refusal names


class CannotUndo(RuleBroken):
    """Something rests on the import, or it cannot be undone any more."""

    code = "import_in_use"


@dataclass(slots=True)
class Undoing:
    """What the undoing of an import would do.

    Parameters
    ----------
    run : the import.
    records : its revisions: primary key -> name.
    before : record -> primary key of the revision that was current before the import; those of new records are missing.
    changed : record -> primary key of the last `RecordChange` of the import.
    advisories : the advisories that it concerns.
    emptied : those of which no record remains.
    """

    run: ImportRun
    records: dict[int, RecordName] = field(default_factory=dict)
    before: dict[RecordName, int] = field(default_factory=dict)
    changed: dict[RecordName, int] = field(default_factory=dict)
    advisories: set[int] = field(default_factory=set)
    emptied: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, run: ImportRun) -> Undoing:
        undoing = cls(run)
        stored = SourceRecord.objects.filter(import_run=run)
        for pk, advisory, *name in stored.values_list("pk", "advisory", "format", "identifier", "part"):
            undoing.records[pk] = (name[0], name[1], name[2])
            undoing.advisories.add(advisory)
        changes = RecordChange.objects.filter(import_run=run).order_by("pk")
        columns = ("pk", "before", "before__advisory", "before__format", "before__identifier", "before__part")
        for number, pk, advisory, *name in changes.values_list(*columns):
            undoing.advisories.add(advisory)
            record = (name[0], name[1], name[2])
            undoing.changed[record] = number
            if pk not in undoing.records:  # of several changes, the first one counts
                undoing.before.setdefault(record, pk)
        others = SourceRecord.objects.filter(advisory__in=where_in_numbers(undoing.advisories))
        remaining = others.exclude(import_run=run).values_list("advisory", flat=True)
        undoing.emptied = undoing.advisories - set(remaining)
        return undoing

    @property
    def names(self) -> set[RecordName]:
        return {*self.records.values(), *self.before}

    def refusal(self) -> str:
        """Return why the import cannot be undone; "" if it can."""
        if self.run.undone_at:
            return "This import is undone already."
        if self.run.job and self.run.job.state in {Job.State.QUEUED, Job.State.RUNNING}:
            return "This import is waiting or running. Cancel it, or wait until it ends."
        if later := self.later_import():
            return f"The import “{later.source[:80]}” changed records of this one. Undo that one first."
        if keys := self.sampled():
            named = ", ".join(keys[:NAMED]) + (", …" if len(keys) > NAMED else "")
            return f"{count_noun(len(keys), 'unit')} of samples {'rests' if len(keys) == 1 else 'rest'} on it: {named}."
        return facts_refusal(self.run)

    def later_import(self) -> ImportRun | None:
        """Return the last import that changed records of this one afterwards."""
        identifiers = where_in({name[1] for name in self.names})
        rows = SourceRecord.objects.filter(corpus=self.run.corpus_id, identifier__in=identifiers)
        others = rows.exclude(import_run=self.run).exclude(import_run=None).order_by("-pk")
        stored = {name: pk for pk, name in sorted(self.records.items(), reverse=True)}
        for pk, import_run, *name in others.values_list("pk", "import_run", "format", "identifier", "part"):
            if pk > stored.get((name[0], name[1], name[2]), pk):
                return ImportRun.objects.get(pk=import_run)
        changes = RecordChange.objects.filter(before__corpus=self.run.corpus_id, before__identifier__in=identifiers)
        columns = ("pk", "import_run", "before", "before__format", "before__identifier", "before__part")
        for pk, import_run, before, *name in changes.order_by("-pk").values_list(*columns):
            changed = self.changed.get((name[0], name[1], name[2]), pk)
            if import_run != self.run.pk and (pk > changed or before in self.records):
                return ImportRun.objects.get(pk=import_run)
        return None

    def sampled(self) -> list[str]:
        """Return the keys of the advisories whose units rest on a record of the import, or on what goes with it."""
        resting = import_string(settings.ADVISORIES_UNIT_GUARD)
        contents = set(SourceRecord.objects.filter(import_run=self.run).values_list("sha256", flat=True))
        numbers: set[int] = resting(self.run.corpus_id, contents, self.emptied)
        return sorted(Advisory.objects.filter(pk__in=where_in_numbers(numbers)).values_list("key", flat=True))


def undo_import(run: ImportRun, *, by: Any) -> ImportRun:
    """Undo an import, and return it.

    Texts are rendered outside the transaction. Raises CannotUndo if something rests on the import.
    """
    readings: dict[TextKey, Reading] = {}
    while True:
        try:
            with transaction.atomic():
                wait_for_other_imports()
                lock_row(run)
                run = ImportRun.objects.select_related("corpus", "project", "job").get(pk=run.pk)
                _undo(run, readings, by)
                return run
        except NotRendered as error:
            readings.update(render_texts(error.texts))


def _undo(run: ImportRun, readings: dict[TextKey, Reading], by: Any) -> None:
    undoing = Undoing.of(run)
    if refusal := undoing.refusal():
        raise CannotUndo(refusal)
    concerned = Advisory.objects.filter(pk__in=where_in_numbers(undoing.advisories))
    identities = {pk for pk in concerned.values_list("project_identity", flat=True) if pk}
    if run.project:
        identities.add(requested_identity(run.project).pk)
    _remove_records(undoing)
    _delete_advisories(undoing.emptied)
    left = undoing.advisories - undoing.emptied
    _reset_projects(run, left)
    past = set(PastIdentifier.objects.filter(corpus=run.corpus_id).values_list("pk", flat=True)) if left else set()
    now = timezone.now()
    ordered = sorted(left)
    for start in range(0, len(ordered), AT_ONCE):
        present = Advisory.objects.filter(pk__in=ordered[start : start + AT_ONCE]).values_list("pk", flat=True)
        compute(run.corpus, set(present), readings, now)
    if left:
        # An identifier that only the import named is forgotten, and one that came back is no past one.
        names = PastIdentifier.objects.filter(corpus=run.corpus_id)
        names.exclude(pk__in=where_in_numbers(past)).delete()
        names.filter(value__in=Alias.objects.filter(corpus=run.corpus_id).values("value")).delete()
    restore_facts(run)
    run.undone_at, run.undone_by, run.removed = now, by, len(undoing.emptied)
    run.project = None if _delete_unused(identities, run) else run.project
    run.save(update_fields=["undone_at", "undone_by", "removed", "project"])
    note_change(run.corpus_id)


def _remove_records(undoing: Undoing) -> None:
    """Delete the revisions of the import and make those before them current again."""
    own = where_in_numbers(undoing.records)
    Waiting.objects.filter(record__in=own).delete()
    RecordChange.objects.filter(Q(import_run=undoing.run) | Q(before__in=own)).delete()
    rows = SourceRecord.objects.filter(corpus=undoing.run.corpus_id)
    rows.filter(pk__in=own).delete()
    before = undoing.before
    chosen = rows.filter(identifier__in=where_in({name[1] for name in before}), current=True)
    replaced = [
        pk
        for pk, *name in chosen.values_list("pk", "format", "identifier", "part")
        if before.get((name[0], name[1], name[2]), pk) != pk
    ]
    rows.filter(pk__in=where_in_numbers(replaced)).update(current=False)
    rows.filter(pk__in=where_in_numbers(before.values())).update(current=True)
    _revive(undoing)


def _revive(undoing: Undoing) -> None:
    """Make the newest revision current of records without a current one: those of imports that noted no changes."""
    names = undoing.names - undoing.before.keys()
    rows = SourceRecord.objects.filter(
        corpus=undoing.run.corpus_id, identifier__in=where_in({name[1] for name in names})
    ).order_by("pk")
    newest: dict[RecordName, tuple[int, Any]] = {}
    standing = set[RecordName]()
    for pk, current, modified_at, *name in rows.values_list(
        "pk", "current", "modified_at", "format", "identifier", "part"
    ):
        record = (name[0], name[1], name[2])
        if current:
            standing.add(record)
        earlier = newest.get(record)
        if not (earlier and earlier[1] and modified_at and modified_at < earlier[1]):
            newest[record] = pk, modified_at
    revived = [newest[name][0] for name in names if name in newest and name not in standing]
    SourceRecord.objects.filter(pk__in=where_in_numbers(revived)).update(current=True)


def _delete_advisories(numbers: Collection[int]) -> None:
    chosen = where_in_numbers(numbers)
    for model in (Alias, PastIdentifier, Document):
        model._base_manager.filter(advisory__in=chosen).delete()
    Advisory.objects.filter(pk__in=chosen).delete()
    queue_texts(numbers)


def _reset_projects(run: ImportRun, advisories: Iterable[int]) -> None:
    """Take from advisories the project that the import requested or named; they get that of what remains."""
    named = (ProjectIdentity.Kind.NAME, ProjectIdentity.Kind.REPOSITORY)
    rows = Advisory.objects.filter(pk__in=where_in_numbers(advisories), project_identity__kind__in=named)
    for advisory in rows.select_related("project_identity").prefetch_related("records"):
        concerned = Q(records__advisory=advisory) | Q(record_changes__before__advisory=advisory)
        imports = ImportRun.objects.filter(concerned, project__isnull=False, undone_at=None).exclude(pk=run.pk)
        requested = [each.project for each in imports.distinct().order_by("pk").select_related("project")]
        before = advisory.project_identity
        assert before
        if requested and requested[-1]:
            advisory.project_identity = requested_identity(requested[-1])
        elif run.project_id or before.value not in _named_projects(advisory):
            advisory.project_identity = None
        if advisory.project_identity != before:
            advisory.project = advisory.project_identity.project if advisory.project_identity else None
            advisory.save(update_fields=["project", "project_identity"])


def _named_projects(advisory: Advisory) -> set[str]:
    """Return what identifies the projects that the revisions of an advisory's records name, also earlier ones."""
    names = {parse_stored(row).project for row in advisory.records.all()}
    return {identity.value for name in names if (identity := named_identity(name))}


def _delete_unused(identities: Collection[int], run: ImportRun) -> bool:
    """Delete projects to which nothing refers any more but the import; return whether its own is among them."""
    unused = ProjectIdentity.objects.filter(pk__in=where_in_numbers(identities), advisories=None, moves=None)
    concerned = set(unused.values_list("project", flat=True)) | {run.project_id or 0}
    projects = Project.objects.filter(pk__in=where_in_numbers(concerned))
    without_use = projects.filter(
        advisories=None,
        snapshots=None,
        documents=None,
        candidacies=None,
        screening_decisions=None,
        decisions=None,
        decisions_elsewhere=None,
        joined=None,
        joined_into=None,
    )
    others = ImportRun.objects.exclude(pk=run.pk).filter(project__in=projects)
    requested = set(others.values_list("project", flat=True))
    numbers = set(without_use.values_list("pk", flat=True)) - requested
    names = set(projects.filter(pk__in=numbers).values_list("name", flat=True))
    if run.project_id in numbers:
        ImportRun.objects.filter(pk=run.pk).update(project=None)
    ProjectIdentity.objects.filter(project__in=numbers).delete()
    # A name of a table goes from a project that is known by something else.
    only_named = unused.filter(kind=ProjectIdentity.Kind.NAME).exclude(project__in=requested)
    others_of = ProjectIdentity.objects.filter(project=OuterRef("project")).exclude(pk=OuterRef("pk"))
    left = only_named.filter(Exists(others_of), project__snapshots=None, project__documents=None)
    ProjectIdentity.objects.filter(pk__in=set(left.values_list("pk", flat=True)) - _requested(run)).delete()
    Project.objects.filter(pk__in=where_in_numbers(numbers)).delete()
    label_projects(names, run.corpus_id)
    return run.project_id in numbers


def _requested(run: ImportRun) -> set[int]:
    """Return the identities that imports which are not undone request."""
    runs = ImportRun.objects.filter(corpus=run.corpus_id, undone_at=None, project__isnull=False).exclude(pk=run.pk)
    return {requested_identity(each.project).pk for each in runs.select_related("project") if each.project}
