"""Reader of REFI-QDA codebooks (`.qdc`) of any version, and Taguette's, with or without a namespace; of a project's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from advisories.text.counting import count_noun
from coding.dataset import limits
from coding.dataset.rows import CodeRow
from coding.formats.codebook_files import GUIDANCE, PLACE
from coding.formats.refi_qda.archive import Archive
from coding.formats.refi_qda.xml import NotRefi, ReadCode, children, parsed, read_codes

# Labels of the lines that our own export writes into the description, the only text field of the standard.
_LINES = {f"{heading}: ": name for heading, name in GUIDANCE}
NO_COLOUR = ""
ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class ReadCodebook:
    """Codes, parents first, and one remark per change or omission."""

    codes: tuple[CodeRow, ...]
    remarks: tuple[str, ...]


def read_codebook(content: bytes) -> ReadCodebook:
    """Return the codes of a `.qdc` file, or those of a project (`.qdpx`).

    Parameters
    ----------
    content : bytes

    Returns
    -------
    ReadCodebook

    Raises
    ------
    NotRefi
        If the file is neither a codebook nor a project, has no code, or has too many codes.

    References
    ----------
    REFI-QDA Standard 1.5 (2019). https://www.qdasoftware.org

    Examples
    --------
    >>> read_codebook(b'<CodeBook><Codes><Code guid="1" name="leak"/></Codes></CodeBook>').codes[0].label
    'leak'
    """
    if content.startswith(ZIP):
        books = list(children(parsed(Archive(content).project(), "Project"), "CodeBook"))
    else:
        books = [parsed(content, "CodeBook")]
    codes = [code for book in books for code in read_codes(book)]
    if not codes:
        raise NotRefi(f"This {'project' if content.startswith(ZIP) else 'codebook'} has no code.")
    labels, remarks = labels_of(codes)
    remarks += remarks_on_codes(codes)
    if sets := sum(len(holder) for book in books for holder in children(book, "Sets")):
        remarks.append(f"{count_noun(sets, 'set')} of codes left out: codebooks have no sets here.")
    return ReadCodebook(tuple(code_row(code, labels) for code in codes), tuple(remarks))


def remarks_on_codes(codes: list[ReadCode]) -> list[str]:
    """Return remarks on what codes lose in the import, except their names.

    Parameters
    ----------
    codes : list of ReadCode

    Returns
    -------
    list of str
        Sentences.

    Examples
    --------
    >>> remarks_on_codes([ReadCode("1", "leak", "", "", "", codable=False)])
    ['1 code for grouping only: can be applied here like any code.']
    """
    colours = sum(code.colour_dropped for code in codes)
    groups = sum(not code.codable for code in codes)
    long = [code.name[:60] for code in codes if len(code.description) > limits.TEXT]
    return [
        *([f"{count_noun(colours, 'colour')} not written as #RRGGBB: replaced."] if colours else []),
        *([f"{count_noun(groups, 'code')} for grouping only: can be applied here like any code."] if groups else []),
        *(f"The description of “{name}” was cut after {limits.TEXT:,} characters." for name in long),
    ]


def labels_of(codes: list[ReadCode]) -> tuple[dict[str, str], list[str]]:
    """Return a unique label for each code.

    A name that another code already has is preceded by the parent's, or followed by a number.

    Parameters
    ----------
    codes : list of ReadCode
        Parents first.

    Returns
    -------
    dict of str to str
        GUID -> label.
    list of str
        Remarks on changed names.

    Raises
    ------
    NotRefi
        If two codes have the same GUID.

    Examples
    --------
    >>> codes = [ReadCode(guid, "leak", "", "", "", codable=True) for guid in ("1", "2")]
    >>> labels_of(codes)[0]
    {'1': 'leak', '2': 'leak (2)'}
    """
    labels: dict[str, str] = {}
    remarks: list[str] = []
    used: set[str] = set()
    for code in codes:
        if code.guid in labels:
            raise NotRefi(f"Two codes have the identifier {code.guid[:60]}.")
        name = code.name or "unnamed"
        if name in used and code.parent:
            name = f"{labels[code.parent]} / {name}"
        label, count = name[: limits.LABEL], 1
        while label in used:
            count += 1
            label = f"{name[: limits.LABEL - 10]} ({count})"
        if label != code.name:
            remarks.append(f"The code “{code.name[:60]}” was renamed to “{label[:60]}”.")
        used.add(label)
        labels[code.guid] = label
    return labels, remarks


def code_row(code: ReadCode, labels: dict[str, str]) -> CodeRow:
    r"""Return a code of the file as a code of the codebook; labelled lines of our own descriptions become its fields.

    Parameters
    ----------
    code : ReadCode
    labels : dict of str to str
        GUID -> label, see `labels_of`.

    Returns
    -------
    CodeRow

    Examples
    --------
    >>> code = ReadCode("1", "leak", "Discloses data.\nWhen not to use: Crashes", "", "", codable=True)
    >>> row = code_row(code, {"1": "leak"})
    >>> row.definition, row.when_not_to_use
    ('Discloses data.', 'Crashes')
    """
    row = CodeRow(labels[code.guid], colour=code.colour or NO_COLOUR, parent=labels.get(code.parent, ""))
    field, texts = "definition", {"definition": [""]}
    for line in code.description[: limits.TEXT].split("\n"):
        if line.startswith(f"{PLACE}: "):
            continue  # an order is of a whole codebook, and the lead gives it to this one
        for heading, name in _LINES.items():
            if line.startswith(heading) and name not in texts:
                field, texts[name], line = name, [], line.removeprefix(heading)
        texts[field].append(line)
    stated: dict[str, Any] = {name: "\n".join(lines).strip() for name, lines in texts.items()}
    return replace(row, **stated)
