"""What a blinded final rater reads at the addresses of the API."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterable
from typing import Any

from tests.support.addresses import SCHEMA, VALUES, api_routes

STUDY = "/api/v1/studies/consequences/"
CHOICES = {
    "unit": ["1", "4", "6"],
    "code_id": ["1", "4", "6"],  # of the first rater, of the second, and a shared code or one of a third rater
    "file_format": ["csv", "json", "md", "tex", "xlsx", "qdc"],
    "number": ["1"],
}


def addresses() -> list[str]:
    """Return every address of the API, with its parameters filled in by every useful value."""
    filled = set()
    for route in api_routes():
        names = re.findall(r"<(?:\w+:)?(\w+)>", route)
        for values in itertools.product(*(CHOICES.get(name, [VALUES[name]]) for name in names)):
            parameters = dict(zip(names, values, strict=True))
            filled.add(
                "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda part, parameters=parameters: parameters[part[1]], route)
            )
    queries = {STUDY + "rounds/1/codings/?size=1", STUDY + "codes/?round=1", STUDY + "events/?size=200"}
    return sorted((filled | queries) - {SCHEMA})


def read(content: bytes) -> str:
    """Return the text of a response; of a workbook or an archive, the text of its parts."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode(errors="replace") for name in sorted(parts.namelist()))


def read_paths(http: Any, paths: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Return status and text of the response by path."""
    responses = {}
    for path in paths:
        response = http.get(path)
        responses[path] = (response.status_code, read(response.content))
    return responses
