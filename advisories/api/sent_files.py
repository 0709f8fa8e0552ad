"""The file of a request: sent with it in a form, or in pieces before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from rest_framework import serializers
from rest_framework.request import Request

from advisories.models import Upload
from advisories.platform.errors import BadInput
from advisories.sources import uploads

FILE: Final = {
    "file": {"type": "string", "format": "binary", "description": "A small file, at most 8 MiB."},
    "upload": {"type": "integer", "description": "A file that was sent in pieces before, instead of “file”."},
}
ONE_FILE: Final = {
    "multipart/form-data": {"type": "object", "properties": FILE},
    "application/json": {"type": "object", "properties": {"upload": FILE["upload"]}, "required": ["upload"]},
}


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that a request carries, or the upload that it names."""

    name: str
    content: bytes
    form_file: UploadedFile[Any] | None = None
    upload: Upload | None = None

    def stored(self, user: Any) -> Upload:
        """Return the file as an upload. A file that the request carried is stored first."""
        if self.upload:
            return self.upload
        assert self.form_file
        return uploads.store_files([self.form_file], user)[0]

    def discard(self) -> None:
        """Remove the upload, which is no longer needed."""
        if self.upload:
            uploads.remove_own_upload(self.upload)


SEVERAL_FILES: Final = {
    "multipart/form-data": {
        "type": "object",
        "properties": {name: {"type": "array", "items": field} for name, field in FILE.items()},
    },
    "application/json": {
        "type": "object",
        "properties": {"upload": {"type": "array", "items": FILE["upload"]}},
        "required": ["upload"],
    },
}


class UploadNumbers(serializers.Serializer[Any]):
    upload = serializers.ListField(child=serializers.IntegerField(min_value=1, max_value=2**53), required=False)


class UploadNumber(serializers.Serializer[Any]):
    upload = serializers.IntegerField(required=False, min_value=1, max_value=2**53)


def sent_file(request: Request, largest: int, advice: str) -> SentFile:
    """Return the file of a request.

    Raises
    ------
    BadInput
        If there is no file, if it has more than `largest` bytes (then with `advice`), or if its upload is incomplete.
    """
    serializer = UploadNumber(data=request.data)
    serializer.is_valid(raise_exception=True)
    if number := serializer.validated_data.get("upload"):
        (upload,) = uploads.own_uploads([number], request.user)
        _require_size(upload.name, upload.size, largest, advice)
        return SentFile(upload.name, uploads.content_of(upload), upload=upload)
    file: UploadedFile[Any] | None = request.FILES.get("file")
    if file is None:
        raise BadInput("The file is missing. Send it as “file”, or the number of its upload as “upload”.")
    return _of_form(file, largest, advice)


def sent_files(request: Request, largest: int, most: int, advice: str) -> list[SentFile]:
    """Return the files of a request, those of its form before its uploads.

    Raises
    ------
    BadInput
        If there is none, if there are more than `most`, or if one is refused as `sent_file` refuses it.
    """
    files = files_of(request, "file", "upload", largest, most, advice)
    if not files:
        raise BadInput("The file is missing. Send it as “file”, or the number of its upload as “upload”.")
    return files


def files_of(request: Request, form: str, upload_field: str, largest: int, most: int, advice: str) -> list[SentFile]:
    """Return the files of one field of a form, and the uploads of another; none if the request has none.

    Raises
    ------
    BadInput
        If there are more than `most`, or if one is refused as `sent_file` refuses it.
    """
    body: Any = request.data
    given = body
    if isinstance(body, Mapping):
        named: Any = body.getlist(upload_field) if isinstance(body, QueryDict) else body.get(upload_field, [])
        given = {"upload": named if isinstance(named, list) else [named]}
    serializer = UploadNumbers(data=given)
    serializer.is_valid(raise_exception=True)
    numbers = list(dict.fromkeys(serializer.validated_data["upload"]))
    forms: list[UploadedFile[Any]] = request.FILES.getlist(form)
    if len(forms) + len(numbers) > most:
        raise BadInput(f"{len(forms) + len(numbers)} files were sent; at most {most} are read at once.")
    files = [_of_form(form, largest, advice) for form in forms]
    for upload in uploads.own_uploads(numbers, request.user) if numbers else ():
        _require_size(upload.name, upload.size, largest, advice)
        files.append(SentFile(upload.name, uploads.content_of(upload), upload=upload))
    return files


def _of_form(form_file: UploadedFile[Any], largest: int, advice: str) -> SentFile:
    name = uploads.display_name(form_file.name)
    _require_size(name, form_file.size or 0, largest, advice)
    content = form_file.read()
    form_file.seek(0)
    return SentFile(name, content, form_file=form_file)


def _require_size(name: str, size: int, largest: int, advice: str) -> None:
    if size > largest:
        raise BadInput(f"{name} has {size:,} bytes; at most {largest:,} can be read here. {advice}")
