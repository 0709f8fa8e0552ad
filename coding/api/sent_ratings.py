"""Files of ratings that a request carries, how they are to be read, and the answer if that is not clear."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from advisories.api.sent_files import SEVERAL_FILES, SentFile, sent_files
from coding.errors import BadInput, ReadingAsked
from coding.formats.ratings.options import Ask, ReadingNeeded, ReadingOptions, UnreadableRatings, options_of_object
from coding.formats.ratings.paths import LARGEST, MOST_FILES


class ReadingChoice(serializers.Serializer[Any]):
    """One answer to a question about the reading of a file."""

    value = serializers.CharField(help_text="Value of the option.")
    says = serializers.CharField(help_text="What it means.")
    option = serializers.CharField(required=False, help_text="Option that the value is for, if it is another one.")


class ReadingQuestion(serializers.Serializer[Any]):
    """A question about the reading of a file."""

    option = serializers.CharField(help_text="Option of `reading` that answers it.")
    sentence = serializers.CharField()
    choices = ReadingChoice(many=True)


class ReadingNeededSerializer(serializers.Serializer[Any]):
    """The files can be read in several ways. Send them again with the options that `asks` names in `reading`."""

    code = serializers.CharField(help_text="“reading_needed”.")
    detail = serializers.CharField()
    asks = ReadingQuestion(many=True)


def rating_files_body(**fields: dict[str, Any]) -> dict[str, Any]:
    """Return the body of a request with files of ratings, for the description of the API."""
    reading = {
        "type": "string",
        "description": 'JSON object with the options of `manage.py agreement`: {"layout": "long"}.',
    }
    more: dict[str, dict[str, Any]] = {"reading": reading, **fields}
    return {
        media_type: {**body, "properties": {**body["properties"], **more}}  # type: ignore[dict-item]
        for media_type, body in SEVERAL_FILES.items()
    }


def sent_rating_files(request: Request) -> list[SentFile]:
    """Return the files of ratings of a request; raise BadInput if there is none or one is too large."""
    return sent_files(request, LARGEST, MOST_FILES, "Import it in parts.")


def sent_reading(request: Request) -> ReadingOptions:
    """Return the options of the reading that a request gives as `reading`: a JSON object, or its text in a form.

    Raise BadInput if it has an option or a value that does not exist.
    """
    return reading_options(sent_reading_object(request))


def sent_reading_object(request: Request) -> Any:
    """Return the object `reading` of a request as it was sent; None if it is no JSON."""
    body: Any = request.data
    given = (body.get("reading") if isinstance(body, Mapping) else None) or {}
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except (ValueError, RecursionError):
            given = None
    return given


def reading_options(given: Any) -> ReadingOptions:
    """Return the options of an object `reading`; raise BadInput if it has an option or a value that does not exist."""
    try:
        return options_of_object(given)
    except UnreadableRatings as error:
        raise BadInput(str(error)) from None


@contextmanager
def asked_if_unclear() -> Iterator[None]:
    """Answer 422 with all questions if files can be read in several ways."""
    try:
        yield
    except ReadingNeeded as needed:
        raise reading_asked(needed.asks) from None


def reading_asked(asks: Sequence[Ask], **state: Any) -> ReadingAsked:
    """Return the refusal with all questions, and more of its body."""
    given = [{"option": ask.option, "sentence": ask.sentence, "choices": [*_choices(ask)]} for ask in asks]
    return ReadingAsked(" ".join(ask.sentence for ask in asks), asks=given, **state)


def _choices(ask: Ask) -> Iterator[dict[str, str]]:
    for choice in ask.choices:
        if choice.value:
            other = {"option": choice.option} if choice.option else {}
            yield {"value": choice.value, "says": choice.says, **other}
