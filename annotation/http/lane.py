"""The lane: quick requests are answered one at a time, in the order in which they came; slow ones beside them.

Python runs one thread at a time. Several quick requests at once would make each other slower, and none of them faster.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from annotation.operations.turns import Turns

PATIENCE: Final = 0.5  # seconds; a request that has waited longer goes ahead without its turn

# Requests that hash a password, read or write a file, search or compute over a whole study or corpus, by their method
# and their path below /api/v1/. Measured: of the others, none takes 0.2 s in a study of 100,000 units.
STUDY: Final = r"studies/[^/]+/"
ROUND: Final = STUDY + r"rounds/\d+/"
CORPUS: Final = r"(corpora/[^/]+/|studies/[^/]+/corpus/)"
ANY: Final = r"\w+"
SLOW: Final = (
    (ANY, r".+\.(csv|svg)"),
    (ANY, r"schema/"),
    ("POST", r"session/"),
    ("POST", r"session/password/"),
    ("POST", r"join/.*"),
    (ANY, CORPUS + r"advisories/.*"),
    ("POST", CORPUS + r"imports/.*"),
    (ANY, r"uploads/.*"),
    (ANY, r"study_imports/.*"),
    (ANY, r"public/.*"),
    ("POST", r"ratings/.*"),
    ("GET", r"studies/"),
    ("GET", STUDY),
    ("GET", STUDY + r"rounds/(\d+/(worklist/)?)?"),
    (ANY, STUDY + r"(screening|sample|units)/.*"),
    (ANY, STUDY + r"codebook/.*"),
    (ANY, STUDY + r"codes/\d+/merge/"),
    (ANY, STUDY + r"agreement/"),
    (ANY, STUDY + r"releases/.*"),
    ("POST", STUDY + r"rounds/"),
    (ANY, ROUND + r"(allocation|revealing_releases|reassign|open|close|matching|matching/confirm|settle|reopen)/"),
    (ANY, ROUND + r"(agreement|codings)/.*"),
    (ANY, ROUND + r"codes/.*"),
    (ANY, ROUND + r"disagreements/"),
    (ANY, ROUND + r"decisions/(final_rater/)?"),
    (ANY, ROUND + r".+/similar/"),
)
PATTERN: Final = re.compile("|".join(rf"(?:{method} /api/v1/{path})" for method, path in SLOW) + r"|\w+ /admin/.*")


def is_slow(method: str, path: str) -> bool:
    """Return whether a request can take long."""
    return PATTERN.fullmatch(f"{method} {path}") is not None


class Lane:
    """WSGI middleware that answers quick requests in turn."""

    def __init__(self, application: Callable[..., Any]) -> None:
        self.application = application
        self.turns = Turns(patience=PATIENCE)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if is_slow(environ["REQUEST_METHOD"], environ["PATH_INFO"]):
            return self.application(environ, start_response)  # type: ignore[no-any-return]
        has_turn = self.turns.take()
        try:
            response = self.application(environ, start_response)
            if getattr(response, "streaming", True):  # read outside of the lane, while it is sent
                return response  # type: ignore[no-any-return]
            try:
                return [b"".join(response)]
            finally:
                response.close()
        finally:
            if has_turn:
                self.turns.give()
