"""REFI-QDA project (`.qdpx`): texts, users, codes, codings and decisions for qualitative analysis programs.

The choices follow what programs do with such files, not only the schema: texts lie in files of their own, names are
unique. Sources are written one after the other into the gaps of a small tree.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

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
from coding.rendering.numbers import count_noun
from coding.rendering.zip import zip_pieces
from coding.results.derive import Publication

PROJECT = "urn:QDA-XML:project:1.0"

# What stands in the tree where sources and members will be. No text can look so: its "<" is escaped.
_SOURCES = b"<Sources/>"
_MEMBERS = b"<MemberSource/>"
_MANY = 200_000  # codings and more, from which the project file may be large for a zip


def study_qdpx(publication: Publication) -> Iterator[bytes]:
    """The whole study as one file."""
    inputs = publication.inputs
    written = time_or(f"{inputs.released_on}T00:00:00Z", "1980-01-01T00:00:00Z")
    users = {rater: guid(inputs.title, "user", "rater", rater) for rater in inputs.raters}
    sources = SourceWriter(inputs.title, users, publication.counted.variables, written)

    def files() -> Iterator[tuple[str, Iterator[bytes]]]:
        yield "project.qde", _project(publication, sources)
        for unit in inputs.units:
            yield f"sources/{sources.text_file(unit)}", iter([encoded(unit.text)])

    return zip_pieces(files(), large=len(inputs.codings) >= _MANY)


def _project(publication: Publication, sources: SourceWriter) -> Iterator[bytes]:
    inputs = publication.inputs
    whole = xml_bytes(_frame(publication, sources))
    if not inputs.units:
        yield whole
        return
    head, rest = whole.split(_SOURCES)
    before_members, tail = rest.split(_MEMBERS)
    yield head + b"<Sources>\n"
    names = one_name_each(unit.identifier for unit in inputs.units)
    for found, name in zip(by_unit(inputs), names, strict=True):
        yield encoded(sources.source(found, name))
    yield b"</Sources>" + before_members
    for unit in inputs.units:
        yield sources.member(unit).encode()
    yield tail


def _frame(publication: Publication, sources: SourceWriter) -> etree._Element:
    """Everything but the sources; the order of elements is the schema's."""
    inputs = publication.inputs
    root = root_element(
        PROJECT,
        "Project",
        name=single_line(inputs.title) or "Study",
        origin=ORIGIN,
        creatingUserGUID=sources.consensus,
        creationDateTime=sources.written,
    )
    users = add(root, PROJECT, "Users")
    # Programs have a user "default" of their own.
    names = one_name_each(inputs.raters, taken=(CONSENSUS, "default"))
    for rater, name in zip(inputs.raters, names, strict=True):
        add(users, PROJECT, "User", guid=sources.users[rater], name=name)
    add(users, PROJECT, "User", guid=sources.consensus, name=CONSENSUS)
    if codes := _all_codes(publication):
        add_codes(add(root, PROJECT, "CodeBook"), codes, inputs.title, PROJECT)
    if inputs.units:
        variables = add(root, PROJECT, "Variables")
        for name, kind in sources.variables.items():
            add(variables, PROJECT, "Variable", guid=sources.guids[name], name=name, typeOfVariable=kind)
        add(root, PROJECT, "Sources")
        sets = add(root, PROJECT, "Sets")
        round = add(sets, PROJECT, "Set", guid=guid(inputs.title, "round"), name=f"Round {inputs.round}")
        add(round, PROJECT, "MemberSource")
    add(root, PROJECT, "Description", _protocol(publication))
    return root


def _all_codes(publication: Publication) -> list[CodeRow]:
    """The codebook, then any code that was given but is not in it: every reference needs its code."""
    known = {code.label for code in publication.inputs.codebook}
    counted = publication.counted
    given = [*(label for one in counted.raters.values() for label in one.given), *counted.consequence_severity]
    return [*publication.inputs.codebook, *map(CodeRow, dict.fromkeys(label for label in given if label not in known))]


def _protocol(publication: Publication) -> str:
    inputs = publication.inputs
    lines = [
        f"Note: {single_line(inputs.notice)}" if inputs.notice else "",
        inputs.question,
        f"Sample: {single_line(inputs.sampling)}" if inputs.sampling else "",
        f"Release {inputs.release}, round {inputs.round}, {inputs.style} style, "
        f"codebook version {inputs.codebook_version}, "
        f"{count_noun(len(inputs.units), 'unit')}, {count_noun(len(inputs.raters), 'rater')}.",
        f'The codings of the user "{CONSENSUS}" are the decisions, those of the others are first ratings.',
    ]
    return "\n".join(filter(None, lines))
