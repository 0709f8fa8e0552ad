"""What CVE records have in common, in the formats of the CVE Program and of the NVD: languages and rejections."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from advisories.formats import fields
from advisories.records import AdvisoryRecord


def rejected(
    name: str, identifier: str, reason: str, content: str, origin: str, moment: datetime | None
) -> AdvisoryRecord:
    """Return the record of a CVE that the CVE Program rejected at `moment`. It has no text to code."""
    words = " ".join(reason.removeprefix("** REJECT **").removeprefix("Rejected reason:").split())[:300]
    return AdvisoryRecord(
        format=name,
        identifier=identifier,
        title="",
        body="",
        markup="plain",
        content=content,
        origin=origin,
        modified_at=moment,
        withdrawn_at=moment,
        rejection=f"{identifier} was rejected by the CVE Program: {words or 'no reason given'}",
    )


def description(descriptions: list[dict[str, Any]], remarks: list[str]) -> str:
    """Return the first English text, else the first one, with a remark that names its language."""
    texts = [(fields.text(each, "lang"), fields.text(each, "value")) for each in descriptions]
    english = next((text for language, text in texts if language.casefold().startswith("en")), None)
    if english is not None:
        return english
    if not texts:
        return ""
    remarks.append(f"no English text; taken: {texts[0][0] or 'unknown'}")
    return texts[0][1]
