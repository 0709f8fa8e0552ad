"""REFI-QDA codebook (`.qdc`): of any version, of Taguette, with or without a namespace."""

from __future__ import annotations

from dataclasses import dataclass, replace

from coding.dataset.rows import CodeRow
from coding.formats.codebook_files import GUIDANCE
from coding.formats.refi_qda.xml import LONGEST_WORDS, NotRefi, ReadCode, children, parsed, read_codes
from coding.rendering.numbers import count_noun

LONGEST_LABEL = 200
# The labelled lines that our own export writes into the one field that the standard has.
_LINES = {f"{heading}: ": name for heading, name in GUIDANCE}
NO_COLOUR = ""


@dataclass(frozen=True, slots=True)
class ReadCodebook:
    """Codes, parents first, and one remark per thing that was changed or skipped."""

    codes: tuple[CodeRow, ...]
    remarks: tuple[str, ...]


def read_codebook(content: bytes) -> ReadCodebook:
    """The codes of a `.qdc` file.

    Raises
    ------
    NotRefi
        If it is no codebook, one without a code, or one with far too many.
    """
    root = parsed(content, "CodeBook")
    found = read_codes(root)
    if not found:
        raise NotRefi("This codebook has no code.")
    labels, remarks = labels_of(found)
    remarks += changed(found)
    if sets := sum(len(holder) for holder in children(root, "Sets")):
        remarks.append(f"{count_noun(sets, 'set')} of codes left out: a codebook here has none.")
    return ReadCodebook(tuple(code_row(code, labels) for code in found), tuple(remarks))


def changed(codes: list[ReadCode]) -> list[str]:
    """What codes lose here beside their names."""
    colours = sum(code.colour_dropped for code in codes)
    groups = sum(not code.codable for code in codes)
    long = [code.name[:60] for code in codes if len(code.description) > LONGEST_WORDS]
    return [
        *([f"{count_noun(colours, 'colour')} not written as #RRGGBB: replaced."] if colours else []),
        *([f"{count_noun(groups, 'code')} only for grouping others: here any code can be given."] if groups else []),
        *(f"The description of “{name}” was cut after {LONGEST_WORDS:,} characters." for name in long),
    ]


def labels_of(codes: list[ReadCode]) -> tuple[dict[str, str], list[str]]:
    """GUID → label, each once; a name that another code has already gets its parent's in front, or a number."""
    labels: dict[str, str] = {}
    remarks: list[str] = []
    taken: set[str] = set()
    for code in codes:
        if code.guid in labels:
            raise NotRefi(f"Two codes have the identifier {code.guid[:60]}.")
        wanted = code.name or "unnamed"
        if wanted in taken and code.parent:
            wanted = f"{labels[code.parent]} / {wanted}"
        label, count = wanted[:LONGEST_LABEL], 1
        while label in taken:
            count += 1
            label = f"{wanted[: LONGEST_LABEL - 10]} ({count})"
        if label != code.name:
            remarks.append(f"The code “{code.name[:60]}” is called “{label[:60]}” here.")
        taken.add(label)
        labels[code.guid] = label
    return labels, remarks


def code_row(code: ReadCode, labels: dict[str, str]) -> CodeRow:
    """The code with its description taken apart again where it is one of ours."""
    row = CodeRow(labels[code.guid], colour=code.colour or NO_COLOUR, parent=labels.get(code.parent, ""))
    field, texts = "definition", {"definition": [""]}
    for line in code.description[:LONGEST_WORDS].split("\n"):
        for heading, name in _LINES.items():
            if line.startswith(heading) and name not in texts:
                field, texts[name], line = name, [], line.removeprefix(heading)
        texts[field].append(line)
    return replace(row, **{name: "\n".join(lines).strip() for name, lines in texts.items()})
