"""Uploads in pieces: begin or resume one, send its pieces, see and delete one's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from advisories.models import Upload
from advisories.sources import uploads

DIGEST = OpenApiParameter(
    "Content-Digest",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="SHA-256 of the piece (RFC 9530), like `sha-256=:…:` with base64.",
)


class NewUpload(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=1000, help_text="Name of the file.")
    size = serializers.IntegerField(min_value=0, max_value=2**53, help_text="Bytes of the whole file.")
    sha256 = serializers.RegexField(r"^[0-9a-f]{64}$", help_text="SHA-256 of the whole file, in hexadecimal.")


class UploadSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    piece_size = serializers.IntegerField(help_text="Bytes of each piece; the last one has the rest.")
    missing = serializers.ListField(
        child=serializers.IntegerField(), help_text="Pieces that are not stored yet, numbered from 0."
    )


def upload_json(upload: Upload) -> dict[str, Any]:
    return {
        "id": upload.pk,
        "name": upload.name,
        "size": upload.size,
        "sha256": upload.sha256,
        "piece_size": upload.piece_size,
        "missing": uploads.missing_pieces(upload),
    }


def waiting_uploads(user: Any) -> QuerySet[Upload]:
    """Return the uploads that a person has not imported yet. Nobody sees those of others."""
    return Upload.objects.filter(created_by=user, state=Upload.State.WAITING)


class Pieces(BaseParser):
    """Reads the bytes of one piece."""

    media_type = "application/octet-stream"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        return stream.read(settings.UPLOAD_REQUEST_LIMIT + 1)


class Uploads(APIView):
    @extend_schema(operation_id="uploads", responses=UploadSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List one's own uploads that wait for an import."""
        return Response([upload_json(upload) for upload in waiting_uploads(request.user)])

    @extend_schema(operation_id="begin_upload", request=NewUpload, responses={201: UploadSerializer})
    def post(self, request: Request) -> Response:
        """Begin to upload a file, or resume the upload of the same file. Then send the missing pieces."""
        serializer = NewUpload(data=request.data)
        serializer.is_valid(raise_exception=True)
        upload = uploads.begin_upload(**serializer.validated_data, user=request.user)
        return Response(upload_json(upload), status=201)


class OneUpload(APIView):
    @extend_schema(operation_id="upload", responses=UploadSerializer)
    def get(self, request: Request, number: int) -> Response:
        """Return one of one's own uploads, with the pieces that are missing."""
        return Response(upload_json(get_object_or_404(waiting_uploads(request.user), pk=number)))

    @extend_schema(operation_id="delete_upload", responses={204: None})
    def delete(self, request: Request, number: int) -> Response:
        """Delete one of one's own uploads that no import uses."""
        uploads.remove_own_upload(get_object_or_404(waiting_uploads(request.user), pk=number))
        return Response(status=204)


class UploadPiece(APIView):
    parser_classes = [Pieces]

    @extend_schema(
        operation_id="send_piece",
        parameters=[DIGEST],
        request={"application/octet-stream": OpenApiTypes.BINARY},
        responses={204: None},
    )
    def put(self, request: Request, number: int, index: int) -> Response:
        """Send one piece of an upload. A piece that is stored already stays as it is."""
        upload = get_object_or_404(waiting_uploads(request.user), pk=number)
        content = request.data if isinstance(request.data, bytes) else b""
        uploads.store_piece(upload, index, content, request.headers.get("Content-Digest", ""))
        return Response(status=204)
