"""Uploaded files, stored under a random name until their import has ended."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from advisories.platform.errors import BadInput
from advisories.text.reading import clean


def store_uploads(files: Sequence[UploadedFile[Any]]) -> list[dict[str, str]]:
    """Store uploaded files. Return one entry per file, with its name and its key."""
    for file in files:
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            raise BadInput(
                f"{display_name(file)} has {file.size:,} bytes; at most {settings.UPLOAD_LIMIT:,} can be uploaded. "
                "Split it, or import it with `manage.py import_advisories`."
            )
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    entries: list[dict[str, str]] = []
    for file in files:
        entries.append({"name": display_name(file), "kept": secrets.token_hex(16)})
        with upload_path(entries[-1]).open("xb") as target:
            for chunk in file.chunks():
                target.write(chunk)
    return entries


def upload_path(entry: dict[str, str]) -> Path:
    return folder() / entry["kept"]


def delete_uploads(entries: Sequence[dict[str, str]]) -> None:
    for entry in entries:
        upload_path(entry).unlink(missing_ok=True)


def folder() -> Path:
    return Path(settings.DATA_DIR) / "uploads"


def display_name(file: UploadedFile[Any]) -> str:
    """Return the file's name without folders."""
    return clean(PurePosixPath((file.name or "").replace("\\", "/")).name)[-200:] or "upload"
