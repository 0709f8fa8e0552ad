"""Parser of request bodies: JSON of limited size and depth."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser


class TooLarge(APIException):
    """The body exceeds DATA_UPLOAD_MAX_MEMORY_SIZE, which Django checks only for forms."""

    status_code = 413
    default_code = "too_large"
    default_detail = "The request is too large. Send less data at a time."


class LimitedJSONParser(JSONParser):
    """Rejects bodies that are too large or too deeply nested, and text that cannot be encoded."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        body = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge
        try:
            value = super().parse(io.BytesIO(body), media_type, parser_context)
            if b"\\ud" in body.lower():
                json.dumps(value, ensure_ascii=False).encode()
        except RecursionError:
            raise ParseError("The JSON is nested too deeply.") from None
        except UnicodeEncodeError:
            raise ParseError("The JSON contains a lone surrogate, which is not a character.") from None
        return value
