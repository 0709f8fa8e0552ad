"""RustSec: a Markdown file that begins with a fence of TOML.

https://github.com/rustsec/advisory-db
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from advisories.formats import fields, record_facts
from advisories.records import AdvisoryRecord, Affected
from advisories.records.item import UnusableRecord
from advisories.records.severity import cvss_entry

NAME = "rustsec"
START = re.compile(r"\s*```toml[^\S\n]*\n")
END = re.compile(r"^```[^\S\n]*$", re.MULTILINE)
TITLE = re.compile(r"\s*#[^\S\n]+([^\n]+?)[^\S\n#]*(?:\n|\Z)")


def is_rustsec(text: str) -> bool:
    """Return whether a text begins with a fence of TOML that has a table "advisory".

    Examples
    --------
    >>> is_rustsec("```toml\\n[advisory]\\nid = 'RUSTSEC-2026-0001'\\n```\\n# Title"), is_rustsec("# Title")
    (True, False)
    """
    return START.match(text) is not None and "[advisory]" in text


def read_value(text: str) -> dict[str, Any]:
    """Return the TOML of a file, and its Markdown as "markdown"; dates stay text.

    Raises
    ------
    UnusableRecord
        If the fence does not end or its TOML is broken.

    Examples
    --------
    >>> read_value("```toml\\n[advisory]\\ndate = 2026-01-05\\n```\\n# Title\\n\\nText.")
    {'advisory': {'date': '2026-01-05'}, 'markdown': '# Title\\n\\nText.'}
    """
    start = START.match(text)
    end = END.search(text, start.end()) if start else None
    if start is None or end is None:
        raise UnusableRecord("the TOML at the beginning of the file does not end: its fence is not closed.")
    try:
        facts = tomllib.loads(text[start.end() : end.start()])
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnusableRecord(f"the TOML is cut off or broken: {str(error)[:200]}.") from None
    return {**_as_json(facts), "markdown": text[end.end() :].lstrip("\n")}


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_json(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_as_json(each) for each in value]
    return value if isinstance(value, bool | int | float | str) else value.isoformat()


def detect(item: dict[str, Any]) -> bool:
    """Return whether a record is one that `read_value` made.

    Examples
    --------
    >>> detect({"advisory": {}, "markdown": ""}), detect({"advisory": {}})
    (True, False)
    """
    return isinstance(item.get("advisory"), dict) and "markdown" in item


def record(item: dict[str, Any], content: str, origin: str) -> AdvisoryRecord:
    """Read one advisory.

    Parameters
    ----------
    item : dict
        What `read_value` returns.
    content : str
        Its text, stored unchanged.
    origin : str
        Its origin, as shown in reports.

    Returns
    -------
    AdvisoryRecord
        The title is the first heading of the Markdown, and the text is the rest. `related` joins nothing.

    Raises
    ------
    UnusableRecord
        If the identifier is missing or a field has the wrong type.

    Examples
    --------
    >>> facts = {"id": "RUSTSEC-2026-0001", "package": "demo", "date": "2026-01-05"}
    >>> record({"advisory": facts, "markdown": "# A crash\\n\\nText."}, "", "a.md").title
    'A crash'
    """
    remarks: list[str] = []
    facts = fields.mapping(item, "advisory")
    identifier = fields.identifier(facts, "id")
    markdown = fields.text(item, "markdown")
    heading = TITLE.match(markdown)
    return AdvisoryRecord(
        format=NAME,
        identifier=identifier,
        title=heading[1] if heading else fields.text(facts, "title"),
        body=(markdown[heading.end() :] if heading else markdown).strip("\n"),
        content=content,
        origin=origin,
        aliases=record_facts.aliases(fields.texts(facts, "aliases", remarks), own=identifier, remarks=remarks),
        cvss=record_facts.cvss([cvss_entry("", fields.text(facts, "cvss"))]),
        packages=record_facts.packages([("crates.io", fields.text(facts, "package"))]),
        references=record_facts.urls([fields.text(facts, "url"), *fields.texts(facts, "references", remarks)]),
        published_at=fields.timestamp(facts, "date", remarks),
        withdrawn_at=fields.timestamp(facts, "withdrawn", remarks),
        remarks=tuple(remarks),  # last, because the arguments above add remarks
    )


def affected(item: dict[str, Any]) -> Iterator[Affected]:
    """Yield the patched versions of the crate.

    Yields
    ------
    Affected

    Examples
    --------
    >>> list(affected({"advisory": {"package": "demo"}, "versions": {"patched": [">= 1.2"]}}))
    [Affected(ecosystem='crates.io', package='demo', versions='', fixed='1.2')]
    """
    package = fields.text(fields.mapping(item, "advisory"), "package")
    patched = fields.texts(fields.mapping(item, "versions"), "patched")
    for versions in patched or [""]:
        first = re.match(r"(?:>=|\^|~|=)?\s*([\w.+-]+)", versions)
        yield Affected("crates.io", package, "", first[1] if first else "")
