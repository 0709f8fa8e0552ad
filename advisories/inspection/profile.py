"""The profile of a project: the document that raters read, made from the findings of an inspection.

It has no verdicts: it shows what files contain, but neither what a probe concludes nor what the rules suggest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from advisories.inspection.activities import ACTIVITIES, Activity
from advisories.inspection.addresses import permalink
from advisories.inspection.findings import Finding
from advisories.inspection.report import Report, one_line, url_of
from advisories.text.counting import count_noun
from advisories.text.reading import Reading, clean, read

LINES: Final = 12  # of an excerpt
COLUMNS: Final = 200  # characters of a line
CUT: Final = "[…]"
PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")
SOUGHT: Final = re.compile(r"^(?:.*?\bLooked for:? |No (?=[\w-]))")
SOURCES: Final = {
    "clone": "a clone",
    "archive": "an archive",
    "folder": "a folder",
    "address": "the repository at its address",
    "scorecard": "a result of OpenSSF Scorecard",
}


@dataclass(frozen=True, slots=True)
class Profile:
    """A document about a project at a commit.

    Parameters
    ----------
    title : "NAME at COMMIT (DATE)".
    html : HTML for raters.
    text : the concatenation of the text nodes of `html`.
    spans : per finding of the report, where `text` shows it: first and last offset in code points, the last one
        excluded. None where the profile does not show it.
    """

    title: str
    html: str
    text: str
    spans: Sequence[tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of Markdown that refers to no other, with the positions of the findings that it shows."""

    markdown: str
    findings: Sequence[int] = ()


def build(report: Report) -> Profile:
    """Return the profile of a report.

    Parameters
    ----------
    report : the report of an inspection.

    Returns
    -------
    Profile
        The same report gives the same bytes.

    Examples
    --------
    >>> from advisories.inspection.facts import Facts
    >>> build(Report(Facts("demo"), [], {})).title
    'demo (no commit)'
    """
    title = title_of(report)
    parts: list[tuple[Reading, Sequence[int]]] = [(read(title, ""), ())]
    parts += [(read("", block.markdown), block.findings) for block in blocks_of(report)]
    spans: list[tuple[int, int] | None] = [None] * len(report.findings)
    start = 0
    for part, findings in parts:
        for finding in findings:
            spans[finding] = (start, start + len(part.text))
        start += len(part.text)
    return Profile(
        title=title,
        html="".join(part.html for part, _ in parts),
        text="".join(part.text for part, _ in parts),
        spans=spans,
    )


def title_of(report: Report) -> str:
    """Return "NAME at COMMIT (DATE)"."""
    facts = report.facts
    name = one_line(facts.name)
    if facts.commit is None:
        return f"{name} (no commit)"
    date = f" ({facts.committed_at:%Y-%m-%d})" if facts.committed_at else ""
    return f"{name} at {facts.commit[:12]}{date}"


def blocks_of(report: Report) -> Iterator[Block]:
    """Yield the blocks of a profile below its title, in their order."""
    yield from _what_was_read(report)
    for activity in ACTIVITIES.values():
        rows = [
            (position, finding)
            for position, finding in enumerate(report.findings)
            if finding.probe.partition(".")[0] == activity.prefix
        ]
        yield from _activity(activity, rows, report)


def _what_was_read(report: Report) -> Iterator[Block]:
    facts = report.facts
    sentences = [f"This profile was made from {SOURCES[facts.source]}."]
    if facts.address:
        link = permalink(facts.address, facts.commit, None)
        address = f"[{_plain(facts.address)}]({link})" if link else _plain(facts.address)
        sentences.append(f"Address: {address}.")
    if facts.commit:
        sentences.append(f"Commit: {_code(facts.commit)}.")
    yield Block(" ".join(sentences))
    counts = f"{count_noun(report.files, 'file')}, of which {facts.files_read:,} were read"
    yield Block(f"The tree has {counts}. {count_noun(report.commits, 'commit')} of the main line were looked at.")
    if facts.history.reason:
        yield Block(_plain(one_line(facts.history.reason)))
    if report.submodules:
        yield Block(f"Submodules, whose files are not part of it: {', '.join(map(_code, report.submodules))}.")
    for problem in report.problems:
        subject = f"{_code(problem.path)}: " if problem.path else ""
        yield Block(f"Not read: {subject}{_plain(problem.reason)}")


def _activity(activity: Activity, rows: Sequence[tuple[int, Finding]], report: Report) -> Iterator[Block]:
    yield Block(f"# {_plain(activity.label)}")
    own = [(position, finding) for position, finding in rows if finding.source == "clone"]
    files = [row for row in own if row[1].path is not None]
    if files:
        yield Block("## In the files")
        yield from _files(files, report)
    others = [row for row in own if row[1].path is None]
    shown = {position: sentence for position, finding in others if (sentence := _history(finding))}
    if shown:
        yield Block("## Elsewhere")
        yield from (Block(sentence, (position,)) for position, sentence in shown.items())
    absent = [row for row in others if row[0] not in shown]
    if missing := [row for row in absent if row[1].outcome == "false"]:
        yield Block("## Looked for and not found")
        yield from (Block(_plain(_sought(finding.reason)), (position,)) for position, finding in missing)
    yield Block("## Cannot be seen in a clone")
    yield Block(_plain(activity.out_of_sight))
    unseen = [(finding.reason, position) for position, finding in absent if finding.outcome == "not available"]
    for reason, positions in _grouped(unseen):
        yield Block(_plain(reason), positions)
    if foreign := [row for row in rows if row[1].source != "clone"]:
        yield Block("## OpenSSF Scorecard")
        yield from (Block(_scorecard(finding), (position,)) for position, finding in foreign)


def _files(rows: Sequence[tuple[int, Finding]], report: Report) -> Iterator[Block]:
    """Yield a block per first line in a file, in the order of the paths' bytes and of the lines."""
    places: dict[tuple[str, int], list[tuple[int, Finding]]] = {}
    for position, finding in rows:
        places.setdefault((finding.path or "", finding.line or 0), []).append((position, finding))
    for (path, line), group in sorted(places.items(), key=lambda item: (item[0][0].encode(), item[0][1])):
        last = max(finding.line_end or line for _, finding in group)
        lines = f", lines {line} to {last}" if last > line else f", line {line}" if line else ""
        # Tools are in alphabetical order: the order of the probes would reveal which probe found each.
        tools = sorted({one_line(finding.tool) for _, finding in group if finding.tool})
        widest = max((finding for _, finding in group), key=lambda one: (one.line_end or line, len(one.excerpt)))
        link = url_of(report.facts, widest)
        head = f"{_code(path)}{lines}{': ' if tools else ''}{', '.join(map(_plain, tools))}"
        if link:
            head += f" ([at this commit]({link}))"
        excerpt = max((finding.excerpt for _, finding in group), key=len)
        positions = tuple(position for position, _ in group)
        yield Block(f"{head}\n\n{_fence(excerpt)}" if excerpt.strip() else head, positions)


def _sought(reason: str) -> str:
    """Return the sentence that something was not found, without what follows from its absence."""
    reason = one_line(reason)
    sought = SOUGHT.sub("", reason).strip()
    return f"Not found: {sought}" if sought and sought != reason else reason


def _history(finding: Finding) -> str:
    """Return what a finding without a file shows, as Markdown; "" if it shows nothing."""
    values = finding.values

    def count(name: str, noun: str = "") -> str:
        number = values[name] if isinstance(values.get(name), int) else 0
        return count_noun(number, noun) if noun else f"{number:,}"

    match finding.probe:
        case "review.by_another" if "people" in values:
            sentence = (
                f"Of {count('commits', 'commit')} of the main line, {count('people')} are by people, "
                f"{count('authors', 'author')}: {count('requests')} came by change request, {count('own')} of these "
                f"merged by their own author; {count('by_another')} were brought in by another person without a change "
                f"request; {count('pushed')} were pushed."
            )
        case "review.trailers" if "people" in values:
            sentence = (
                f"{count('commits')} of {count('people', 'commit')} by people name a reviewer in a trailer "
                "(Reviewed-by, Reviewed-on, Approved-by)."
            )
        case "review.exported" if values.get("exported"):
            sentence = (
                f"{count('exported')} of {count('commits', 'commit')} carry a mark of an export from another "
                "repository (such as PiperOrigin-RevId)."
            )
        case "deps.active" if "last" in values:
            sentence = (
                f"{finding.tool} made {count('commits', 'commit')} of those that were read, "
                f"{count('commits_12_months')} of them in the 12 months before the commit, the last on "
                f"{_value(values['last'])}."
            )
        case "fuzz.outside" if values.get("projects"):
            disabled = ", and is disabled there" if finding.state == "disabled" else ""
            sentence = (
                f"The list of OSS-Fuzz of {values.get('list')} has the repository as {_value(values['projects'])}"
            )
            sentence += f"{disabled}."
        case _ if finding.outcome == "true":
            details = [f"{name}: {_value(value)}" for name, value in sorted(values.items()) if name != "further"]
            parts = [finding.tool, finding.reason, ", ".join(details), finding.excerpt]
            sentence = ". ".join(part for part in parts if part) or finding.probe
        case _:
            sentence = ""
    return _plain(one_line(sentence))


def _scorecard(finding: Finding) -> str:
    """Return a result of OpenSSF Scorecard as Markdown, quoted literally."""
    tool = _plain(one_line(finding.tool or "OpenSSF Scorecard"))
    location = f" in {_code(finding.path)}" + (f", line {finding.line}" if finding.line else "") if finding.path else ""
    values = {name: value for name, value in sorted(finding.values.items()) if name not in {"further", "reason"}}
    details = "; ".join(f"{name}: {_value(value)}" for name, value in values.items())
    words = one_line(str(finding.values.get("reason", "")) or finding.reason)
    return f"{tool}{location}: {_plain('. '.join(part for part in (words, details) if part) or finding.probe)}"


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_value(one)}" for name, one in sorted(value.items()))
    return ", ".join(map(_value, value)) if isinstance(value, list | tuple) else str(value)


def _grouped(pairs: Iterable[tuple[str, int]]) -> Iterator[tuple[str, Sequence[int]]]:
    groups: dict[str, list[int]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    yield from groups.items()


def _plain(text: str) -> str:
    """Return Markdown that shows a text as it is."""
    return PUNCTUATION.sub(r"\\\1", clean(text))


def _code(text: str) -> str:
    """Return Markdown of a text as code, in a run of backticks that does not occur in it."""
    text = one_line(text)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    blank = " " if text.startswith("`") or text.endswith("`") or not text else ""
    return f"{'`' * (longest + 1)}{blank}{text}{blank}{'`' * (longest + 1)}"


def _fence(excerpt: str) -> str:
    """Return Markdown of an excerpt in a fence of tildes longer than any run of tildes in it."""
    lines = clean(excerpt).split("\n")
    shown = [line if len(line) <= COLUMNS else f"{line[: COLUMNS - len(CUT) - 1]} {CUT}" for line in lines[:LINES]]
    if len(lines) > LINES:
        shown.append(CUT)
    text = "\n".join(shown)
    longest = max((len(run) for run in re.findall("~+", text)), default=0)
    fence = "~" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"
