"""Write the tables of docs/ that are generated from tables in the code: `make docs`."""

from __future__ import annotations

from collections.abc import Iterable

from advisories.formats import FORMATS as ADVISORY_FORMATS
from coding.formats import FORMATS
from coding.models.event_kinds import EVENT_KINDS
from coding.release import RELEASE_FILES
from coding.release.release_file import (
    ADVISORIES,
    AS_WORKBOOK,
    PROJECTS,
    SCREENING,
    SOURCES,
    WITH_CODES,
    WORKBOOK_RATINGS,
)
from coding.round_settings import ROUND_SETTINGS
from coding.round_settings.setting import RoundSetting
from coding.statistics.registry import COEFFICIENTS
from tests.support import ROOT

CONDITIONS = {
    "": "",
    SCREENING: " (only in a study that screened projects)",
    WITH_CODES: " (only if there is a code)",
    ADVISORIES: " (only in a study of advisories)",
    PROJECTS: " (only in a study of projects)",
    SOURCES: " (only if ratings were entered from files)",
    AS_WORKBOOK: f" (up to {WORKBOOK_RATINGS:,} ratings)",
}


def table(header: list[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def coefficients() -> str:
    rows = (
        [f"`{name}`", entry.symbol, entry.explanation, ", ".join(entry.scope), "yes" if entry.can_be_primary else ""]
        for name, entry in COEFFICIENTS.items()
    )
    return table(["name", "short", "meaning", "applies to", "can be primary"], rows)


def release_files() -> str:
    rows = (
        [f"`{name}`", file.sentence + CONDITIONS[file.condition], file.media_type]
        for name, file in RELEASE_FILES.items()
    )
    return table(["file", "contents", "media type"], rows)


def advisory_formats() -> str:
    rows = (
        [f"`{name}`", entry.label, entry.sentence, ", ".join(f"`{end}`" for end in entry.extensions)]
        for name, entry in ADVISORY_FORMATS.items()
    )
    return table(["name", "format", "contents", "files"], rows)


def coding_formats() -> str:
    rows = (
        [
            entry.contents,
            f"`{entry.name}`",
            entry.label,
            entry.sentence,
            " and ".join(word for word, work in (("read", entry.read), ("written", entry.write)) if work),
        ]
        for entry in FORMATS
    )
    return table(["contents", "name", "format", "what it holds", "direction"], rows)


def round_settings() -> str:
    def values(setting: RoundSetting) -> str:
        if setting.choices:
            return ", ".join(f"`{choice.value}`: {choice.label}" for choice in setting.choices)
        if setting.share:
            return "0 to 100 %, stored as 0 to 1"
        if setting.kind == "number":
            return f"a number from {setting.minimum} to {setting.maximum}"
        return {"flag": "yes or no", "coefficient": "a coefficient", "adjudicator": "an adjudicator"}[setting.kind]

    def default(setting: RoundSetting) -> str:
        if setting.kind == "flag":
            return "yes" if setting.default else "no"
        return "" if setting.default is None else f"`{setting.default}`"

    rows = ([f"`{name}`", setting.label, values(setting), default(setting)] for name, setting in ROUND_SETTINGS.items())
    return table(["setting", "label", "values", "default"], rows)


def event_kinds() -> str:
    def yes(flag: bool) -> str:
        return "yes" if flag else ""

    rows = (
        [
            f"`{kind.value}`",
            row.label,
            *map(yes, (row.sealed, row.hidden_while_blinded, row.changes_codebook, row.changes_results)),
        ]
        for kind, row in EVENT_KINDS.items()
    )
    header = ["kind", "event", "can be sealed", "hidden while blinded", "changes the codebook", "changes results"]
    return table(header, rows)


TABLES = {
    "method.md": {"settings of a round": round_settings, "kinds of events": event_kinds},
    "statistics.md": {"coefficients": coefficients},
    "release.md": {"release files": release_files},
    "formats.md": {"formats of advisories": advisory_formats, "formats of codings": coding_formats},
}


def filled(name: str) -> str:
    """Return a page of docs/ with its tables generated from the current code."""
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    for title, make in TABLES[name].items():
        begin, end = f"<!-- table: {title} (make docs) -->\n", "\n<!-- end of table -->"
        before, marker, rest = page.partition(begin)
        assert marker, f"docs/{name} has no marker for the table of {title}"
        page = before + begin + make() + end + rest.partition(end)[2]
    return page


def write() -> None:
    for name in TABLES:
        (ROOT / "docs" / name).write_text(filled(name), encoding="utf-8")
