"""Copies of one REFI-QDA project that were coded apart: which codes and users are the same, and the copies as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from coding.dataset import limits
from coding.formats.refi_qda.read_codebook import labels_of
from coding.formats.refi_qda.read_project import ReadProject, ReadSource
from coding.formats.refi_qda.remarks import once_each
from coding.formats.refi_qda.xml import ReadCode

LONGEST_NAME = 200


class CodeLabels:
    """The labels of the codes of several copies: codes are one if their GUID is equal, else their label and path."""

    def __init__(self) -> None:
        self.by_guid: dict[str, str] = {}
        self.by_path: dict[tuple[str, ...], list[str]] = {}

    def of(self, codes: Sequence[ReadCode]) -> tuple[dict[str, str], list[tuple[str, str]]]:
        """Return GUID -> label, and names of codes with the labels that they have in an earlier copy.

        Raises
        ------
        NotRefi
            If two codes have the same GUID.
        """
        unique, _ = labels_of(list(codes))
        earlier = {*self.by_guid.values()}
        paths: dict[str, tuple[str, ...]] = {}
        labels: dict[str, str] = {}
        renamed = []
        for code in codes:
            paths[code.guid] = path = (*paths.get(code.parent, ()), code.name)
            known = [self.by_guid.get(code.guid), *self.by_path.get(path, ())]
            label = next((label for label in known if label and label not in labels.values()), None)
            if label is None:
                label, number = unique[code.guid], 1
                while label in earlier or label in labels.values():
                    number += 1
                    label = f"{unique[code.guid]} ({number})"
            elif path not in self.by_path:
                renamed.append((code.name, label))
            labels[code.guid] = label
        for guid, label in labels.items():
            if self.by_guid.setdefault(guid, label) == label and label not in self.by_path.get(paths[guid], ()):
                self.by_path.setdefault(paths[guid], []).append(label)
        return labels, renamed


def contradict(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether two mappings of text to codes differ on a text that both have codes for.

    Parameters
    ----------
    one, other : mapping
        Text or its hash -> codes; None for a text without a code.

    Returns
    -------
    bool

    Examples
    --------
    >>> contradict({"a": "leak", "b": None}, {"a": "leak", "b": "crash"}), contradict({"a": "leak"}, {"a": "crash"})
    (False, True)
    """
    return any(codes and one.get(text) and one[text] != codes for text, codes in other.items())


def join_copies(projects: Sequence[ReadProject]) -> ReadProject:
    """Return copies of one project as one, with the codings of all: the first, to which the others are added.

    Texts are the same if they are equal, codes if their GUID is equal, else their label and path, and users if name and
    GUID are equal and their codes do not contradict each other.

    Parameters
    ----------
    projects : sequence of ReadProject
        The first is changed.

    Returns
    -------
    ReadProject

    Raises
    ------
    NotRefi
        If two codes of a copy have the same GUID.
    """
    joined, *others = projects
    labels = CodeLabels()
    first_labels, _ = labels.of(joined.codes)
    guid_of_label = {label: guid for guid, label in first_labels.items()}
    sources = {source.text: source for source in joined.sources}
    joined.copy_of = dict.fromkeys(joined.users.names, 0)
    joined.coded_in = {guid: {0} for guid in _coders(joined.sources)}
    for number, copy in enumerate(others, 2):
        of_copy, _ = labels.of(copy.codes)
        codes: dict[str, str] = {}
        for code in copy.codes:
            label = of_copy[code.guid]
            if label not in guid_of_label:
                guid_of_label[label] = code.guid if code.guid not in codes_of(joined) else f"{code.guid} ({number})"
                parent = codes.get(code.parent, "")
                joined.codes.append(replace(code, guid=guid_of_label[label], name=label, parent=parent))
            codes[code.guid] = guid_of_label[label]
        users = {guid: _user_in(joined, copy, guid, codes, number) for guid in copy.users.names}
        for guid in _coders(copy.sources):
            joined.coded_in.setdefault(users[guid], set()).add(number - 1)
        for source in copy.sources:
            spans = [
                replace(span, user=users[span.user], code=codes[span.code] if span.code else "")
                for span in source.spans
            ]
            notes = [(users.get(guid, guid), words) for guid, words in source.notes]
            if (same := sources.get(source.text)) is None:
                source.spans, source.notes = spans, notes
                joined.sources.append(source)
                sources[source.text] = source
            else:
                same.spans += [span for span in spans if span not in same.spans]
                same.notes += [note for note in notes if note not in same.notes]
        for (noun, what), count in copy.tally.counts.items():
            joined.tally.add(noun, what, count=count)
    names = once_each((source.name for source in joined.sources), LONGEST_NAME)
    for source, name in zip(joined.sources, names, strict=True):
        source.name = name
    return joined


def codes_of(project: ReadProject) -> set[str]:
    """Return the GUIDs of the codes of a project."""
    return {code.guid for code in project.codes}


def _user_in(joined: ReadProject, copy: ReadProject, guid: str, codes: Mapping[str, str], number: int) -> str:
    """Return the GUID of a user of a copy in the joined project, and add the user there if it is another person."""
    name = copy.users.names[guid]
    if joined.users.names.get(guid) == name:
        given = {text: {codes[code] for code in used} for text, used in _codes_by_text(copy.sources, guid).items()}
        if not contradict(_codes_by_text(joined.sources, guid), given):
            return guid
    taken = set(joined.users.names.values())
    if name in taken:
        name = next(
            shown
            for again in range(2, len(taken) + 3)
            if (shown := f"{name[: limits.NAME - 12]} (copy {again})") not in taken
        )
    own = guid if guid not in joined.users.names else f"{guid} ({number})"
    joined.users.names[own] = name
    joined.copy_of[own] = number - 1
    return own


def _coders(sources: Sequence[ReadSource]) -> set[str]:
    return {span.user for source in sources for span in source.spans if span.code}


def _codes_by_text(sources: Sequence[ReadSource], user: str) -> dict[str, set[str]]:
    return {
        source.text: given
        for source in sources
        if (given := {span.code for span in source.spans if span.code and span.user == user})
    }
