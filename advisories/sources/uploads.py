"""Uploaded files: received in pieces, stored in the database until their import has ended, and then removed."""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from advisories.models import Job, Upload, UploadChunk
from advisories.platform.errors import BadInput, RuleBroken
from advisories.platform.locks import lock_row
from advisories.platform.transactions import step
from advisories.text.reading import clean

LEVEL: Final = 1  # of zlib; higher levels take three times as long and save a tenth of the size
PIECES_IN_MEMORY: Final = 4
ROWS: Final = 50  # that one transaction deletes
MIB: Final = 2**20


class UploadRefused(RuleBroken):
    """A limit of waiting uploads is reached, or the upload cannot be used now."""

    code = "upload_refused"


@step
def begin_upload(name: str, size: int, sha256: str, user: Any) -> Upload:
    """Return the upload of a file: an earlier one of the same file by the same person, else a new one."""
    name = display_name(name)
    check_size(name, size)
    # Locked, so that uploads which one person begins at the same time keep the limit.
    lock_row(user)
    same = Upload.objects.filter(created_by=user, state=Upload.State.WAITING, name=name, size=size, sha256=sha256)
    if earlier := same.first():
        Upload.objects.filter(pk=earlier.pk).update(changed_at=timezone.now())
        return earlier
    check_room(size, user)
    return Upload.objects.create(
        name=name,
        size=size,
        sha256=sha256,
        piece_size=settings.UPLOAD_PIECE,
        created_by=user,
        changed_at=timezone.now(),
    )


def check_size(name: str, size: int) -> None:
    """Raise BadInput if a file is too large."""
    if size > settings.UPLOAD_LIMIT:
        raise BadInput(
            f"{name} has {size:,} bytes; at most {settings.UPLOAD_LIMIT:,} can be uploaded. "
            "Split it, or import it with `manage.py import_advisories`."
        )


def check_room(size: int, user: Any) -> None:
    """Raise UploadRefused if waiting uploads leave no room for `size` bytes."""
    own = Upload.objects.filter(created_by=user).aggregate(bytes=Sum("size"))["bytes"] or 0
    if own + size > settings.UPLOAD_PERSON_LIMIT:
        raise UploadRefused(
            f"Your uploads that wait for an import have {own / MIB:,.0f} MiB; "
            f"at most {settings.UPLOAD_PERSON_LIMIT / MIB:,.0f} MiB can wait. Import or delete some of them first."
        )
    everybody = Upload.objects.aggregate(bytes=Sum("size"))["bytes"] or 0
    if everybody + size > settings.UPLOAD_TOTAL_LIMIT:
        raise UploadRefused(
            f"Uploads on this server have {everybody / MIB:,.0f} MiB; at most "
            f"{settings.UPLOAD_TOTAL_LIMIT / MIB:,.0f} MiB can wait for their imports. Try again later, "
            "or ask an administrator."
        )


def missing_pieces(upload: Upload) -> list[int]:
    """Return the indexes of the pieces that are not stored."""
    stored = set(upload.chunks.values_list("index", flat=True))
    return [index for index in range(upload.piece_count) if index not in stored]


def store_piece(upload: Upload, index: int, content: bytes, digest: str) -> None:
    """Store a piece, unless it is stored already. `digest` is the value of the header Content-Digest."""
    if not 0 <= index < upload.piece_count:
        raise BadInput(f"{upload.name} has {upload.piece_count} pieces, numbered from 0. There is no piece {index}.")
    if len(content) != upload.length_of(index):
        raise BadInput(f"Piece {index} must have {upload.length_of(index):,} bytes. Send the whole piece again.")
    if parsed_digest(digest) != hashlib.sha256(content).digest():
        raise BadInput(f"Piece {index} was changed on its way: its Content-Digest is another. Send the piece again.")
    compressed = zlib.compress(content, LEVEL)
    _store_compressed(upload, index, compressed)


@step
def _store_compressed(upload: Upload, index: int, compressed: bytes) -> None:
    # The update holds the row, so that no import starts or upload is removed in between.
    waiting = Upload.objects.filter(pk=upload.pk, state=Upload.State.WAITING)
    if not waiting.update(changed_at=timezone.now()):
        raise UploadRefused(f"{upload.name} is being imported or was removed. Upload it again if you need it.")
    if not upload.chunks.filter(index=index).exists():
        UploadChunk.objects.create(upload=upload, index=index, compressed=compressed)


def parsed_digest(header: str) -> bytes:
    """Return the SHA-256 in a header Content-Digest (RFC 9530); raise BadInput if there is none."""
    for part in header.split(","):
        name, _, value = part.strip().partition("=")
        if name == "sha-256" and value.startswith(":") and value.endswith(":") and len(value) > 2:
            try:
                return base64.b64decode(value[1:-1], validate=True)
            except binascii.Error:
                break
    raise BadInput("The header Content-Digest is missing or invalid. Send “sha-256=:…:” with the piece's SHA-256.")


def store_files(files: Sequence[UploadedFile[Any]], user: Any) -> list[Upload]:
    """Store the small files of one request as complete uploads."""
    for file in files:
        check_size(display_name(file.name), file.size or 0)
    size = sum(file.size or 0 for file in files)
    if size > settings.UPLOAD_REQUEST_LIMIT:
        raise BadInput(
            f"The files have {size:,} bytes; one request can carry {settings.UPLOAD_REQUEST_LIMIT:,}. "
            "Send larger files in pieces (POST /api/v1/uploads/)."
        )
    uploads = []
    try:
        for file in files:
            pieces = list(file.chunks(settings.UPLOAD_PIECE))
            sha256 = hashlib.sha256(b"".join(pieces)).hexdigest()
            uploads.append(_store_file(display_name(file.name), file.size or 0, sha256, pieces, user))
    except BaseException:
        remove_uploads(uploads)
        raise
    return uploads


@step
def _store_file(name: str, size: int, sha256: str, pieces: list[bytes], user: Any) -> Upload:
    check_room(size, user)
    upload = Upload.objects.create(
        name=name,
        size=size,
        sha256=sha256,
        piece_size=settings.UPLOAD_PIECE,
        created_by=user,
        changed_at=timezone.now(),
    )
    for index, piece in enumerate(pieces):
        UploadChunk.objects.create(upload=upload, index=index, compressed=zlib.compress(piece, LEVEL))
    return upload


def own_uploads(numbers: Sequence[int], user: Any) -> list[Upload]:
    """Return these waiting uploads of a person, in the order given; raise BadInput if one is not usable."""
    waiting = Upload.objects.filter(pk__in=numbers, created_by=user, state=Upload.State.WAITING).in_bulk()
    for number in numbers:
        upload = waiting.get(number)
        if upload is None:
            raise BadInput(f"You have no upload {number}, or it is used already. Upload the file again.")
        if missing := len(missing_pieces(upload)):
            raise BadInput(f"{missing} of {upload.piece_count} pieces of {upload.name} are missing. Send them first.")
    return [waiting[number] for number in dict.fromkeys(numbers)]


def check_import(uploads: Sequence[Upload]) -> None:
    """Raise BadInput if these files are too many or too large for one import."""
    if not uploads:
        raise BadInput("There is no file. Send “files” or “uploads”.")
    if len(uploads) > settings.UPLOAD_FILES:
        raise BadInput(f"These are {len(uploads)} files; an import has at most {settings.UPLOAD_FILES}. Zip them.")
    size = sum(upload.size for upload in uploads)
    if size > settings.UPLOAD_IMPORT_LIMIT:
        raise BadInput(
            f"The files have {size / MIB:,.0f} MiB; an import has at most "
            f"{settings.UPLOAD_IMPORT_LIMIT / MIB:,.0f} MiB. Import them in parts."
        )


def use_uploads(uploads: Sequence[Upload], job: Job) -> None:
    """Let a job use these uploads, in the transaction that creates it. Raise UploadRefused if another already does."""
    waiting = Upload.objects.filter(pk__in=[upload.pk for upload in uploads], state=Upload.State.WAITING)
    if waiting.update(state=Upload.State.USED, job=job) != len(uploads):
        raise UploadRefused("One of the files is already being imported, or was removed. Upload it again.")


@contextmanager
def opened(upload: Upload) -> Iterator[Path]:
    """Write an upload to a temporary file of this machine. Raise BadInput if it is not what its owner declared."""
    sha256 = hashlib.sha256()
    with NamedTemporaryFile(prefix="intercoder-upload-") as file:
        for piece in read_pieces(upload):
            sha256.update(piece)
            file.write(piece)
        file.flush()
        check_content(upload, file.tell(), sha256.hexdigest())
        yield Path(file.name)


def content_of(upload: Upload) -> bytes:
    """Return the content of an upload. Raise BadInput if its size or hash is not the declared one."""
    content = b"".join(read_pieces(upload))
    check_content(upload, len(content), hashlib.sha256(content).hexdigest())
    return content


def check_content(upload: Upload, size: int, sha256: str) -> None:
    """Raise BadInput unless the pieces are those of the file that was declared."""
    if size != upload.size:
        raise BadInput(f"The uploaded file {upload.name} no longer exists. Upload it again.")
    if sha256 != upload.sha256:
        raise BadInput(f"{upload.name} arrived with another content than its SHA-256 says. Upload it again.")


def read_pieces(upload: Upload) -> Iterator[bytes]:
    pieces = upload.chunks.order_by("index").values_list("compressed", flat=True)
    for compressed in pieces.iterator(chunk_size=PIECES_IN_MEMORY):
        yield zlib.decompress(compressed)


def remove_uploads_of(job: Job) -> None:
    """Remove the uploads of a job that has ended."""
    remove_uploads(Upload.objects.filter(job=job))


def remove_uploads(uploads: Sequence[Upload] | QuerySet[Upload]) -> None:
    """Remove uploads with their pieces, a few in each transaction."""
    for pk in [upload.pk for upload in uploads]:
        Upload.objects.filter(pk=pk).update(state=Upload.State.REMOVED)
        _delete_removed(pk)


def remove_own_upload(upload: Upload) -> None:
    """Remove an upload that waits. Raise UploadRefused if an import uses it."""
    if not Upload.objects.filter(pk=upload.pk, state=Upload.State.WAITING).update(state=Upload.State.REMOVED):
        raise UploadRefused(f"{upload.name} is being imported. Cancel the import instead.")
    _delete_removed(upload.pk)


def sweep_uploads() -> None:
    """Remove uploads whose job has ended, and those that their owner has left alone for a day."""
    ended = Q(job__state__in=[Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED])
    left = timezone.now() - timedelta(hours=settings.UPLOAD_HOURS)
    for upload in Upload.objects.filter(Q(state=Upload.State.USED) & ended):
        Upload.objects.filter(pk=upload.pk).update(state=Upload.State.REMOVED)
    abandoned = Upload.objects.filter(state=Upload.State.WAITING, changed_at__lt=left)
    if abandoned.exists():  # on SQLite, an update locks the database even if it changes nothing
        abandoned.update(state=Upload.State.REMOVED)
    for pk in Upload.objects.filter(state=Upload.State.REMOVED).values_list("pk", flat=True):
        _delete_removed(pk)


def _delete_removed(number: int) -> None:
    chunks = UploadChunk.objects.filter(upload=number)
    while pieces := list(chunks.values_list("pk", flat=True)[:ROWS]):
        UploadChunk.objects.filter(pk__in=pieces).delete()
    Upload.objects.filter(pk=number).delete()


def display_name(name: str | None) -> str:
    """Return a file's name without folders."""
    return clean(PurePosixPath((name or "").replace("\\", "/")).name)[-200:] or "upload"
