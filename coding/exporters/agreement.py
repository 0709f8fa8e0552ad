"""The agreement report as JSON."""

from __future__ import annotations

import json

from coding.derivation import Publication


def agreement_json(publication: Publication) -> bytes:
    """The report on shared codes, in the open style with the one before matching beside it."""
    report = dict(publication.agreement)
    if publication.agreement_before is not None:
        report["before_matching"] = publication.agreement_before
    if publication.inputs.notice:
        report["notice"] = publication.inputs.notice
    return (json.dumps(report, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()
