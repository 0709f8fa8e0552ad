"""Writer of REFI-QDA projects (`.qdpx`): texts, users, codes, codings and decisions.

The format follows what qualitative analysis programs do with such files, not only the schema: texts are separate
files, names are unique. Sources are written one after the other into a small tree.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from advisories.text.counting import count_noun
from coding.dataset.by_unit import by_unit
from coding.dataset.rows import CONSENSUS, CodeRow
from coding.formats.refi_qda.write_codebook import (
    ORIGIN,
    add,
    add_codes,
    guid,
    one_name_each,
    root_element,
    xml_bytes,
)
from coding.formats.refi_qda.write_sources import SourceWriter, time_or
from coding.rendering.escaping import encoded, single_line
from coding.rendering.zip import zip_pieces
from coding.results.derive import Publication

PROJECT = "urn:QDA-XML:project:1.0"

# Placeholders of the sources and members in the tree. No text can contain them: its "<" is escaped.
_SOURCES = b"<Sources/>"
_MEMBERS = b"<MemberSource/>"
_MANY = 200_000  # codings; with as many, the project file may be too large for a zip without zip64


def study_qdpx(publication: Publication) -> Iterator[bytes]:
    """Yield the study as a REFI-QDA project.

    Parameters
    ----------
    publication : Publication

    Yields
    ------
    bytes
        Parts of a zip archive. Positions are code points of the units' texts.

    References
    ----------
    REFI-QDA Standard 1.5 (2019). https://www.qdasoftware.org

    Examples
    --------
    >>> import io, zipfile
    >>> from coding.dataset.example import example_dataset
    >>> from coding.results.derive import derive
    >>> content = b"".join(study_qdpx(derive(example_dataset())))
    >>> zipfile.ZipFile(io.BytesIO(content)).namelist()[0]
    'project.qde'
    """
    data = publication.data
    released_at = time_or(f"{data.released_on}T00:00:00Z", "1980-01-01T00:00:00Z")
    users = {rater: guid(data.title, "user", "rater", rater) for rater in data.ratings.raters}
    sources = SourceWriter(data.title, users, publication.counts.variables, released_at)

    def files() -> Iterator[tuple[str, Iterator[bytes]]]:
        yield "project.qde", _project(publication, sources)
        for unit in data.units:
            yield f"sources/{sources.text_file(unit)}", iter([encoded(unit.text)])

    return zip_pieces(files(), large=len(data.codings) >= _MANY)


def _project(publication: Publication, sources: SourceWriter) -> Iterator[bytes]:
    data = publication.data
    whole = xml_bytes(_frame(publication, sources))
    if not data.units:
        yield whole
        return
    head, rest = whole.split(_SOURCES)
    before_members, tail = rest.split(_MEMBERS)
    yield head + b"<Sources>\n"
    names = one_name_each(unit.identifier for unit in data.units)
    for records, name in zip(by_unit(data), names, strict=True):
        yield encoded(sources.source(records, name))
    yield b"</Sources>" + before_members
    for unit in data.units:
        yield sources.member(unit).encode()
    yield tail


def _frame(publication: Publication, sources: SourceWriter) -> etree._Element:
    """Return the tree without the sources; the order of elements is the schema's."""
    data = publication.data
    root = root_element(
        PROJECT,
        "Project",
        name=single_line(data.title) or "Study",
        origin=ORIGIN,
        creatingUserGUID=sources.consensus,
        creationDateTime=sources.written,
    )
    users = add(root, PROJECT, "Users")
    # Programs have a user "default" themselves.
    names = one_name_each(data.ratings.raters, taken=(CONSENSUS, "default"))
    for rater, name in zip(data.ratings.raters, names, strict=True):
        add(users, PROJECT, "User", guid=sources.users[rater], name=name)
    add(users, PROJECT, "User", guid=sources.consensus, name=CONSENSUS)
    if codes := _all_codes(publication):
        add_codes(add(root, PROJECT, "CodeBook"), codes, data.title, PROJECT)
    if data.units:
        variables = add(root, PROJECT, "Variables")
        for name, kind in sources.variables.items():
            add(variables, PROJECT, "Variable", guid=sources.guids[name], name=name, typeOfVariable=kind)
        add(root, PROJECT, "Sources")
        sets = add(root, PROJECT, "Sets")
        coding_round = add(sets, PROJECT, "Set", guid=guid(data.title, "round"), name=f"Round {data.plan.number}")
        add(coding_round, PROJECT, "MemberSource")
    add(root, PROJECT, "Description", _protocol(publication))
    return root


def _all_codes(publication: Publication) -> list[CodeRow]:
    """Return the codebook and any other code that was given: every reference needs its code."""
    known = {code.label for code in publication.data.codebook}
    counts = publication.counts
    given = [*(label for rater in counts.raters.values() for label in rater.given), *counts.consequence_severity]
    return [*publication.data.codebook, *map(CodeRow, dict.fromkeys(label for label in given if label not in known))]


def _protocol(publication: Publication) -> str:
    data = publication.data
    lines = [
        f"Note: {single_line(data.notice)}" if data.notice else "",
        data.question,
        f"Sample: {single_line(data.sampling)}" if data.sampling else "",
        f"Release {data.release}, round {data.plan.number}, {data.plan.style} style, "
        f"codebook version {data.codebook_version}, "
        f"{count_noun(len(data.units), 'unit')}, {count_noun(len(data.ratings.raters), 'rater')}.",
        f'The codings of the user "{CONSENSUS}" are the decisions, those of the others are first ratings.',
    ]
    return "\n".join(filter(None, lines))
