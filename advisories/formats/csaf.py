"""CSAF 2.0: one record for each vulnerability of a document.

https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from advisories.formats import fields, record_facts
from advisories.records import AdvisoryRecord, Affected
from advisories.records.identifiers import joins_records
from advisories.records.item import UnusableRecord
from advisories.records.projects import product_name
from advisories.records.severity import CvssEntry, cvss_entry

NAME = "csaf"
NOTES = ("description", "details", "summary")
CONFIDENTIAL = {"AMBER", "AMBER+STRICT", "RED"}
AFFECTED = ("known_affected", "first_affected", "last_affected")
DEEPEST = 30  # levels of the product tree


def unwrap(value: dict[str, Any]) -> list[Any] | None:
    """Return one item per vulnerability, each with the facts of its document; None for other values.

    Raises
    ------
    UnusableRecord
        If the document is a draft, is confidential or has no vulnerability.

    Examples
    --------
    >>> document = {"csaf_version": "2.0", "title": "A crash", "tracking": {"id": "EX-1"}}
    >>> [item["number"] for item in unwrap({"document": document, "vulnerabilities": [{}, {}]})]
    [1, 2]
    """
    document = value.get("document")
    if not isinstance(document, dict) or "csaf_version" not in document:
        return None
    if fields.text(fields.mapping(document, "tracking"), "status") == "draft":
        raise UnusableRecord("this CSAF document is a draft. Import the final one.")
    distribution = fields.mapping(fields.mapping(document, "distribution"), "tlp")
    if (label := fields.text(distribution, "label").upper()) in CONFIDENTIAL:
        raise UnusableRecord(f"this CSAF document is confidential (TLP:{label}), so it is not imported.")
    vulnerabilities = fields.objects(value, "vulnerabilities")
    if not vulnerabilities:
        raise UnusableRecord("this CSAF document describes no vulnerability.")
    facts = {name: document[name] for name in ("title", "category", "notes", "tracking") if name in document}
    products = _products(fields.mapping(value, "product_tree"))
    return [
        {
            "csaf": facts,
            "vulnerability": vulnerability,
            "number": number,
            "count": len(vulnerabilities),
            "products": {name: products[name] for name in _affected(vulnerability) if name in products},
        }
        for number, vulnerability in enumerate(vulnerabilities, 1)
    ]


def detect(item: dict[str, Any]) -> bool:
    """Return whether a record is one that `unwrap` made.

    Examples
    --------
    >>> detect({"csaf": {}, "vulnerability": {}}), detect({"document": {}})
    (True, False)
    """
    return isinstance(item.get("csaf"), dict) and "vulnerability" in item


def document_identifier(item: dict[str, Any]) -> str:
    """Return the identifier of the document of a record; it joins nothing, because it covers several flaws.

    Examples
    --------
    >>> document_identifier({"csaf": {"tracking": {"id": "ICSA-26-001-01"}}})
    'ICSA-26-001-01'
    """
    return fields.text(fields.mapping(fields.mapping(item, "csaf"), "tracking"), "id")


def record(item: dict[str, Any], content: str, origin: str) -> AdvisoryRecord:
    """Read one vulnerability of a document.

    Parameters
    ----------
    item : dict
        An item of `unwrap`.
    content : str
        Its text, which is stored.
    origin : str
        Its origin, as shown in reports.

    Returns
    -------
    AdvisoryRecord
        The identifier of the document joins nothing, because it covers several vulnerabilities.

    Raises
    ------
    UnusableRecord
        If the identifier is missing, the document is a VEX statement without a text, or a field has the wrong type.

    Examples
    --------
    >>> note = {"category": "description", "text": "A crash."}
    >>> item = {"csaf": {"title": "Demo"}, "vulnerability": {"cve": "CVE-2026-0001", "notes": [note]}, "count": 2}
    >>> read = record(item, "", "a.json")
    >>> read.title, read.body
    ('Demo (CVE-2026-0001)', 'A crash.')
    """
    remarks: list[str] = []
    document, vulnerability = fields.mapping(item, "csaf"), fields.mapping(item, "vulnerability")
    tracking = fields.mapping(document, "tracking")
    identifier = _identifier(item, vulnerability, tracking)
    body = _note(vulnerability, NOTES)
    if not body.strip():
        body = _note(document, ("summary",))
        if not body.strip() and fields.text(document, "category") == "csaf_vex":
            raise UnusableRecord("this is a VEX statement without a text, so there is nothing to code.")
        if body.strip():
            remarks.append("the vulnerability has no text of its own; taken: the summary of the document")
    title = fields.text(vulnerability, "title")
    if not title.strip():
        title = fields.text(document, "title")
        title += f" ({identifier})" if title and item.get("count", 1) != 1 else ""
    scores = fields.objects(vulnerability, "scores")
    cwe = fields.mapping(vulnerability, "cwe")
    cwes = [cwe, *fields.objects(vulnerability, "cwes")]
    return AdvisoryRecord(
        format=NAME,
        identifier=identifier,
        title=title,
        body=body,
        markup="plain",
        content=content,
        origin=origin,
        cvss=record_facts.cvss(_ratings(scores)),
        cwes=record_facts.cwes(fields.text(each, "id") for each in cwes),
        packages=record_facts.packages(("", str(name)) for name in fields.mapping(item, "products").values()),
        references=record_facts.urls(fields.text(link, "url") for link in fields.objects(vulnerability, "references")),
        published_at=fields.timestamp(vulnerability, "release_date", remarks)
        or fields.timestamp(tracking, "initial_release_date", remarks),
        modified_at=fields.timestamp(tracking, "current_release_date", remarks),
        remarks=tuple(remarks),  # last, because the arguments above add remarks
    )


def affected(item: dict[str, Any]) -> Iterator[Affected]:
    """Yield one entry per affected product.

    Yields
    ------
    Affected

    Examples
    --------
    >>> list(affected({"products": {"P-1": "acme/demo"}}))
    [Affected(ecosystem='', package='acme/demo', versions='', fixed='')]
    """
    for name in dict.fromkeys(str(each) for each in fields.mapping(item, "products").values()):
        yield Affected("", name)


def _identifier(item: dict[str, Any], vulnerability: dict[str, Any], tracking: dict[str, Any]) -> str:
    if cve := fields.text(vulnerability, "cve").strip():
        return fields.identifier({"cve": cve}, "cve")
    for each in fields.objects(vulnerability, "ids"):
        if joins_records(fields.text(each, "text")):
            return fields.identifier(each, "text")
    return fields.identifier({"id": f"{fields.text(tracking, 'id').strip()}#{item.get('number', 1)}"}, "id")


def _note(holder: dict[str, Any], categories: tuple[str, ...]) -> str:
    notes = [(fields.text(note, "category"), fields.text(note, "text")) for note in fields.objects(holder, "notes")]
    for category in categories:
        for kind, text in notes:
            if kind == category and text.strip():
                return text
    return ""


def _ratings(scores: list[dict[str, Any]]) -> Iterator[CvssEntry | None]:
    for score in scores:
        for name in ("cvss_v3", "cvss_v4", "cvss_v2"):
            rating = fields.mapping(score, name)
            if rating:
                yield cvss_entry(
                    f"CVSS_V{name[-1]}",
                    fields.text(rating, "vectorString"),
                    rating.get("baseScore"),
                    fields.text(rating, "baseSeverity"),
                )


def _affected(vulnerability: dict[str, Any]) -> list[str]:
    status = fields.mapping(vulnerability, "product_status")
    return [name for key in AFFECTED for name in fields.texts(status, key)]


def _products(tree: dict[str, Any]) -> dict[str, str]:
    """Return identifier of a product → "vendor/product", along the branches of the product tree."""
    products: dict[str, str] = {}
    branches = [(branch, "", "", 1) for branch in fields.objects(tree, "branches")]
    while branches:
        branch, vendor, name, depth = branches.pop()
        category, own = fields.text(branch, "category"), fields.text(branch, "name")
        vendor = own if category == "vendor" else vendor
        name = own if category == "product_name" else name
        product = fields.mapping(branch, "product")
        if product and (vendor or name):
            products[fields.text(product, "product_id")] = product_name(vendor, name) if name else vendor
        if depth < DEEPEST:
            branches += [(child, vendor, name, depth + 1) for child in fields.objects(branch, "branches")]
    return products
