"""How the body of a request is read: JSON of a limited size and depth."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser


class TooLarge(APIException):
    """The body is beyond DATA_UPLOAD_MAX_MEMORY_SIZE, which Django checks of forms alone."""

    status_code = 413
    default_code = "too_large"
    default_detail = "The request is too large. Send less at once."


class LimitedJSONParser(JSONParser):
    """Refuses what would fill the memory or the stack, and text that cannot be encoded again."""

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
            raise ParseError("The JSON holds half a character (a lone surrogate).") from None
        return value
