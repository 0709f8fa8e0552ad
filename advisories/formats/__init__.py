"""The table of advisory formats, one module per format. May import `tables` and below.

A module has `NAME` and three functions. `detect(value)` returns whether a record has this format.
`record(value, content, origin)` returns an `AdvisoryRecord` or raises `UnusableRecord`. `affected(value)` yields the
version ranges that a record calls affected. If a file can wrap several records, `unwrap(value)` returns them, and None
for other values.
To add a format, write such a module and add it to `FORMATS` and `DETECTED`. The content of a record decides on its
format, never the name of the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType
from typing import Final

from advisories.formats import (
    csaf,
    cve,
    cve_facts,
    dependabot,
    friendsofphp,
    ghsa_graphql,
    ghsa_rest,
    gitlab,
    nvd,
    nvd_feed,
    osv,
    rubysec,
    rustsec,
    snyk,
    table,
)


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A file format of advisories, which the program reads.

    Parameters
    ----------
    name : key on the command line and in the API.
    label : name for people.
    sentence : description of the format and its origin, in one sentence.
    extensions : usual endings of file names, with the dot.
    media_type : media type, as the API describes the format.
    module : the module that implements the format.
    """

    name: str
    label: str
    sentence: str
    extensions: tuple[str, ...]
    media_type: str
    module: ModuleType


# In the order of precedence among records of one identifier.
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
            "Responses of GitHub's GraphQL API: advisories, vulnerabilities and alerts, or only their nodes.",
            (".json", ".ndjson"),
            "application/json",
            ghsa_graphql,
        ),
        FileFormat(
            dependabot.NAME,
            "Dependabot alerts",
            "Alerts of GitHub's REST API; only the advisory in each alert is read and stored.",
            (".json", ".ndjson"),
            "application/json",
            dependabot,
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
            nvd.NAME,
            "NVD",
            "Answers of the NVD API 2.0, feeds 2.0 and single CVEs of the National Vulnerability Database.",
            (".json", ".ndjson"),
            "application/json",
            nvd,
        ),
        FileFormat(
            nvd_feed.NAME,
            "NVD feed 1.1",
            "Feeds 1.1 of the National Vulnerability Database, as archived packages have them.",
            (".json", ".ndjson"),
            "application/json",
            nvd_feed,
        ),
        FileFormat(
            rustsec.NAME,
            "RustSec",
            "Advisories of the RustSec database: Markdown files that begin with TOML.",
            (".md",),
            "text/markdown",
            rustsec,
        ),
        FileFormat(
            rubysec.NAME,
            "ruby-advisory-db",
            "Files of ruby-advisory-db, one per gem and vulnerability.",
            (".yml", ".yaml"),
            "application/yaml",
            rubysec,
        ),
        FileFormat(
            gitlab.NAME,
            "GitLab",
            "Files of GitLab's advisory database, one per package and vulnerability.",
            (".yml", ".yaml"),
            "application/yaml",
            gitlab,
        ),
        FileFormat(
            csaf.NAME,
            "CSAF",
            "CSAF 2.0 documents; each vulnerability of a document is one record.",
            (".json",),
            "application/json",
            csaf,
        ),
        FileFormat(
            snyk.NAME,
            "Snyk",
            "Issues of Snyk, and results of snyk test.",
            (".json", ".ndjson"),
            "application/json",
            snyk,
        ),
        FileFormat(
            friendsofphp.NAME,
            "FriendsOfPHP",
            "Files of the FriendsOfPHP database, which have a title and no text.",
            (".yaml", ".yml"),
            "application/yaml",
            friendsofphp,
        ),
        FileFormat(
            cve_facts.KEV,
            "KEV",
            "CISA's catalogue of known exploited vulnerabilities: facts about CVEs, which make no advisory.",
            (".json", ".csv"),
            "application/json",
            cve_facts,
        ),
        FileFormat(
            cve_facts.EPSS,
            "EPSS",
            "EPSS scores of FIRST by CVE, as daily files or answers of its API; they make no advisory.",
            (".csv", ".json"),
            "text/csv",
            cve_facts,
        ),
        FileFormat(
            table.NAME,
            "Table",
            "A table with one advisory per row: a column for the identifier and one for the text.",
            (".csv", ".tsv", ".xlsx", ".ods", ".json"),
            "text/csv",
            table,
        ),
    )
}
# In the order in which a record is compared with them: the first that recognises it is its format.
DETECTED: Final = (
    *(nvd, nvd_feed, csaf, dependabot, snyk, ghsa_graphql, rustsec, gitlab, rubysec, friendsofphp),
    *(osv, ghsa_rest, cve, table),
)
WRAPPED: Final = tuple(module for module in DETECTED if hasattr(module, "unwrap"))
