"""Create a study from files of ratings and the advisories that they are about; the person who does so is its lead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.db import transaction

from advisories.corpus.naming import identifiers_named
from advisories.intake.batches import NotRendered, RenderedFiles, render_files, render_texts
from advisories.intake.importing import import_paths
from advisories.models import Corpus
from advisories.platform.transactions import step
from advisories.sources.uploads import display_name
from advisories.text.counting import count_noun
from coding import clock
from coding.errors import BadInput
from coding.formats.ratings.options import ReadingNeeded, UnreadableRatings, options_of_object, require_no_count
from coding.formats.ratings.paths import File, stem_of
from coding.formats.ratings.read import RatingsRead
from coding.formats.ratings.units import unit_key
from coding.formats.refi_qda.remarks import once_each
from coding.models import Code, Disagreement, Member, RatingSource, Round
from coding.steps.import_project import ImportedStudy
from coding.steps.replicated_matching import match_vocabularies
from coding.steps.replicated_units import NamedUnits, named_units, ordered_advisories
from coding.steps.study import add_member, change_member, check_name, create_study
from coding.steps.study_of_ratings import PreparedRatings, RatingFiles, apply_decisions, create_closed_round, prepare

MOST_CODINGS: Final = 5_000  # take about ten seconds, during which SQLite accepts no other write
LONGEST_TITLE: Final = 200
MOST_REMARKS: Final = 20  # on advisories that were rejected


@dataclass(frozen=True, kw_only=True)
class NewStudy(RatingFiles):
    """The files and options of a new study.

    Attributes
    ----------
    user : User
        The lead.
    final_rater : str
        One of the raters; "" is the lead.
    own_rater : str
        The rater who the lead is; "" if the lead rated nothing.
    paths : sequence of Path
        Files of advisories, which are imported into the study's own corpus.
    corpus : Corpus or None
        A shared corpus with the advisories, instead of files.
    """

    user: Any
    title: str = ""
    final_rater: str = ""
    own_rater: str = ""
    paths: Sequence[Path] = ()
    corpus: Corpus | None = None


def import_study(
    request: NewStudy,
    *,
    report: Callable[[str, int], None] = lambda message, done: None,
    before_commit: Callable[[ImportedStudy], None] = lambda result: None,
    dry_run: bool = False,
) -> ImportedStudy:
    """Create a study with one closed round that has the ratings of files, or nothing if an error is raised.

    With `dry_run`, only return what would be created. `report` is called with what is done and how many records were
    read, outside of the transaction.
    """
    report("Reading the ratings", 0)
    require_no_count(request.reading)
    prepared = prepare(request)
    check_request(request, prepared)
    rendered = RenderedFiles([])
    if request.paths:
        rendered = render_files(request.paths, lambda done: report("Reading the advisories", done))
    report(f"Storing {count_noun(codings_of(prepared.read), 'coding')}", len(rendered.items))
    while True:
        try:
            return store_study(
                request=request, prepared=prepared, rendered=rendered, before_commit=before_commit, dry_run=dry_run
            )
        except NotRendered as error:
            # Then once more: only stored records show which texts belong together.
            rendered.readings.update(render_texts(error.texts))


def codings_of(ratings: RatingsRead) -> int:
    """Return the number of ratings in the files."""
    return sum(codes is not None for given in ratings.codes.values() for codes in given)


def check_request(request: NewStudy, prepared: PreparedRatings) -> None:
    """Raise BadInput if the options contradict the files, or the files are too large."""
    ratings = prepared.read
    for what, name in (("final rater", request.final_rater), ("rater", request.own_rater)):
        if name and name not in ratings.raters:
            raise BadInput(
                f"The {what} “{name[:60]}” has no ratings in the files. Choose {', '.join(ratings.raters[:10])}, or "
                "leave it empty."
            )
    for name in ratings.raters:
        check_name(name)
    if request.corpus is not None and request.paths:
        raise BadInput("Send files of advisories or choose a corpus, not both.")
    if request.corpus is None and not request.paths:
        raise BadInput("The ratings are of advisories. Add their files, or choose the shared corpus that has them.")
    if request.style == Round.Style.OPEN and request.matching is None and prepared.decisions:
        raise BadInput("Decisions name shared codes. Add a matching file for the private vocabularies.")
    check_size(codings_of(ratings))


def check_size(ratings: int) -> None:
    """Raise BadInput for more ratings than one transaction stores."""
    if ratings > MOST_CODINGS:
        raise BadInput(
            f"The files have {ratings:,} ratings, but at most {MOST_CODINGS:,} can be imported here. Use manage.py "
            "replicate."
        )


@step
def store_study(
    *,
    request: NewStudy,
    prepared: PreparedRatings,
    rendered: RenderedFiles,
    before_commit: Callable[[ImportedStudy], None],
    dry_run: bool,
) -> ImportedStudy:
    """Store the study with its advisories, members, codes and codings in one transaction."""
    ratings = prepared.read
    lead, final = create_members(request, ratings)
    remarks = remarks_on_matching(request, prepared)
    if request.corpus is None:
        corpus, where = lead.study.corpus, ", ".join(path.name for path in request.paths)
        imported, identifiers = import_paths(request.paths, corpus=corpus, rendered=rendered, started_at=clock.now())
        remarks += [f"{row['source']}: {row['reason']}" for row in imported.problems[:MOST_REMARKS]]
        if (more := imported.rejected - MOST_REMARKS) > 0:
            remarks.append(f"{count_noun(more, 'more record')} rejected.")
    else:
        corpus, where = request.corpus, f"the corpus {request.corpus.name}"
        identifiers = identifiers_in(ratings, corpus)
    units: NamedUnits = named_units(ratings, ordered_advisories(identifiers, corpus), corpus)
    coding_round = create_closed_round(
        prepared,
        lead,
        units,
        sampled_from=where,
        final_rater=final.name,
        door=RatingSource.Door.STUDY_IMPORT,
        corpus=request.corpus,
    )
    decided = 0
    if coding_round.style == Round.Style.SHARED or request.matching is not None:
        if coding_round.style == Round.Style.OPEN:
            match_vocabularies(lead, coding_round, prepared.vocabulary)
        decided = apply_decisions(prepared, final, coding_round, units)
    result = ImportedStudy(
        lead.study,
        coding_round,
        units=len(units.keys),
        raters=list(ratings.raters),
        codes=Code.objects.filter(study=lead.study).count(),
        codings=codings_of(ratings),
        decided=decided,
        disagreements=Disagreement.objects.filter(round=coding_round).count(),
        remarks=remarks,
    )
    if dry_run:
        transaction.set_rollback(True)
    else:
        before_commit(result)
    return result


def remarks_on_matching(request: NewStudy, prepared: PreparedRatings) -> list[str]:
    """Return how many private codes the matching file leaves as they are, and how many of its lines match nothing."""
    if request.matching is None:
        return []
    counts = (
        (prepared.vocabulary.unmatched, "private code", "without a line: they keep their own label"),
        (prepared.vocabulary.unused, "line", "with a label that nobody uses"),
    )
    return [f"{request.matching.name}: {count_noun(count, noun)} {what}." for count, noun, what in counts if count]


def identifiers_in(ratings: RatingsRead, corpus: Corpus) -> list[str]:
    """Return the identifiers of the advisories of a shared corpus that the rows name.

    Raise BadInput if the rows are numbered: the advisories of a corpus have no numbers.
    """
    if all(unit.isascii() and unit.isdigit() for unit in ratings.sheaf.units):
        raise BadInput(
            f"{ratings.name}: The units are numbers, which name no advisory of a corpus. Add a column of "
            "identifiers, or the files of the advisories."
        )
    names = {unit_key(unit) for unit in ratings.sheaf.units}
    names |= {second.name for seconds in ratings.sheaf.seconds for second in seconds if not second.is_number}
    return [identifier for known in identifiers_named(names, corpus).values() for identifier in known]


def create_members(request: NewStudy, ratings: RatingsRead) -> tuple[Member, Member]:
    """Create the study and its members; return the lead and the final rater. Other raters have no account."""
    # A rater with the name of the person may be another one, so the lead gets a distinct name.
    own_name = request.own_rater or once_each([*ratings.raters, request.user.get_username()], 150)[-1]
    title = request.title.strip() or f"Ratings of {stem_of(request.labels[0].name)}"
    lead = create_study(title=title[:LONGEST_TITLE], user=request.user, name=own_name)
    final_name = request.final_rater or own_name
    for name in dict.fromkeys([*ratings.raters, own_name]):
        roles = [
            *(["rater"] if name in ratings.raters else []),
            *(["adjudicator"] if name == final_name else []),
        ]
        if name == own_name:
            lead = change_member(by=lead, name=name, roles=["lead", *roles])
        else:
            add_member(study=lead.study, by=lead, name=name, roles=roles, may_look_alike=True)
    return lead, lead.study.members.get(name=final_name)


@contextmanager
def files_on_disk(named: Mapping[str, Sequence[tuple[str, bytes]]]) -> Iterator[dict[str, list[Path]]]:
    """Write the files of each role to a temporary folder, under their own names; yield their paths."""
    with TemporaryDirectory(prefix="intercoder-study-") as folder:
        paths: dict[str, list[Path]] = {}
        for role, files in named.items():
            paths[role] = []
            for number, (name, content) in enumerate(files):
                path = Path(folder) / role / str(number) / display_name(name)
                path.parent.mkdir(parents=True)
                path.write_bytes(content)
                paths[role].append(path)
        try:
            yield paths
        except ReadingNeeded:
            raise
        except (UnreadableRatings, BadInput) as error:  # a sentence names files, not folders of this machine
            raise BadInput(re.sub(rf"{re.escape(folder)}/\w+/\d+/", "", str(error))) from None


def request_of(
    values: Mapping[str, Any], paths: Mapping[str, Sequence[Path]], *, user: Any, corpus: Corpus | None, reading: Any
) -> NewStudy:
    """Return the request of the values and files that a person sent."""

    def file_of(role: str) -> File | None:
        return next((File(path.name, path.read_bytes()) for path in paths.get(role, ())), None)

    return NewStudy(
        user=user,
        labels=[File(path.name, path.read_bytes()) for path in paths["ratings"]],
        decisions=next(iter(paths.get("decisions", ())), None),
        codebook=next(iter(paths.get("codebook", ())), None),
        matching=file_of("matching"),
        style=values["style"],
        reading=options_of_object(reading),
        title=values["title"],
        final_rater=values["final_rater"],
        own_rater=values["own_rater"],
        paths=paths.get("advisories", ()),
        corpus=corpus,
    )


def result_json(imported: ImportedStudy) -> dict[str, Any]:
    """Return the result as JSON values."""
    names = ("units", "raters", "codes", "codings", "disagreements", "decided", "remarks")
    return {"study": imported.study.slug, **{name: getattr(imported, name) for name in names}}
