"""View that imports codes from a REFI-QDA codebook."""

from __future__ import annotations

from typing import Final

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from advisories.api.sent_files import ONE_FILE, sent_file
from coding.access.membership import require_role
from coding.api.base import DRY_RUN, ResponseSerializer, StudyView, is_dry_run
from coding.steps.codebook.import_codes import import_codebook

LARGEST_CODEBOOK: Final = 5 << 20  # bytes


class CodeImportSerializer(ResponseSerializer):
    added = serializers.ListField(child=serializers.CharField(), help_text="Labels, parents first.")
    already_present = serializers.ListField(
        child=serializers.CharField(), help_text="Labels of codes that already exist and are unchanged."
    )
    remarks = serializers.ListField(
        child=serializers.CharField(), help_text="Contents of the file that are changed or dropped."
    )


class ImportCodebook(StudyView):
    """Add the codes of a REFI-QDA codebook (.qdc) to the shared codebook."""

    parser_classes = (MultiPartParser, *StudyView.parser_classes)
    dry_runs = frozenset({"POST"})

    @extend_schema(
        operation_id="import_codebook", parameters=[DRY_RUN], request=ONE_FILE, responses=CodeImportSerializer
    )
    def post(self, request: Request, study: str) -> Response:
        member = self.member
        require_role(member, "lead")  # before the file is read
        file = sent_file(request, LARGEST_CODEBOOK, "Export only the codebook, without texts.")
        dry_run = is_dry_run(request)
        result = import_codebook(by=member, content=file.content, name=file.name, dry_run=dry_run)
        if not dry_run:
            file.discard()
        return Response({"added": result.added, "already_present": result.known, "remarks": result.remarks})
