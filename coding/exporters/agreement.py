"""The agreement report, and what bound the raters before it could be known, as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from coding.derivation import Publication
from coding.exporters.safe import encoded


def agreement_json(publication: Publication) -> bytes:
    """The report on shared codes, in the open style with the one before matching beside it."""
    report = dict(publication.agreement)
    if publication.agreement_before is not None:
        report["before_matching"] = publication.agreement_before
    if publication.inputs.notice:
        report["notice"] = publication.inputs.notice
    return _json(report)


def commitments_json(publication: Publication) -> bytes:
    """One object a rater who finished: SHA-256 over `salt` and `sheet` is the `sha256` shown before closing."""
    return _json([asdict(row) for row in publication.inputs.commitments])


def _json(content: Any) -> bytes:
    return encoded(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n")
