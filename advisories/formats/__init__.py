"""The table of advisory formats, one module per format. May import `tables` and below.

A module has `NAME` and four functions. `detect(value)` returns whether a record has this format. `unwrap(value)`
returns the list inside a value that wraps records, else None. `record(value, content, origin)` returns an
`AdvisoryRecord` or raises `UnusableRecord`. `affected(value)` yields the version ranges that a record calls affected.
To add a format, write such a module and add it to `FORMATS`. The content of a record decides on its format, never the
name of the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import Final

from advisories.formats import cve, ghsa_graphql, ghsa_rest, osv, table


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A file format that the program reads or writes.

    Parameters
    ----------
    name : key on the command line and in the API.
    label : name for people.
    sentence : description of the format and its origin, in one sentence.
    extensions : usual endings of file names, with the dot.
    media_type : media type of a download.
    module : the module that implements the format.
    reads, writes : whether the program reads and writes such files.
    """

    name: str
    label: str
    sentence: str
    extensions: tuple[str, ...]
    media_type: str
    module: ModuleType
    reads: bool = True
    writes: bool = False


# In the order of detection, which is also the order of precedence among records of one identifier.
FORMATS: Final[dict[str, FileFormat]] = {
    file_format.name: file_format
    for file_format in (
        FileFormat(
            ghsa_rest.NAME,
            "GitHub REST",
            "Responses of GitHub's REST API: global advisories, repository advisories and webhooks.",
            (".json", ".ndjson"),
            "application/json",
            ghsa_rest,
        ),
        FileFormat(
            ghsa_graphql.NAME,
            "GitHub GraphQL",
            "Responses of GitHub's GraphQL API, or only their nodes.",
            (".json", ".ndjson"),
            "application/json",
            ghsa_graphql,
        ),
        FileFormat(
            osv.NAME,
            "OSV",
            "Open Source Vulnerability records, as GitHub, PyPA, Go and OSV.dev publish them.",
            (".json", ".yaml", ".yml", ".ndjson"),
            "application/json",
            osv,
        ),
        FileFormat(
            cve.NAME,
            "CVE",
            "CVE JSON 5 records, as the CVE Program publishes them.",
            (".json", ".ndjson"),
            "application/json",
            cve,
        ),
        FileFormat(
            table.NAME,
            "Table",
            "A table with one advisory per row: a column for the identifier and one for the text.",
            (".csv", ".tsv", ".xlsx", ".json"),
            "text/csv",
            table,
        ),
    )
}
