"""View of the check of a sheet of ratings, without a study."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from coding.api.agree import ReportSerializer, report_json
from coding.api.base import ResponseSerializer
from coding.api.reading import ReadingSerializer, SheetNeeded, SheetTable
from coding.api.sent_ratings import rating_files_body, reading_asked, sent_rating_files, sent_reading
from coding.errors import BadInput, ServerBusy
from coding.formats.ratings.options import ReadingOptions
from coding.formats.ratings.paths import File
from coding.release.reports.sheet_process import SHEETS, SheetBusy, SheetRefused


class CheckedRow(ResponseSerializer):
    line = serializers.IntegerField()
    unit = serializers.CharField()
    answers = serializers.ListField(child=serializers.CharField(allow_null=True), help_text="In the order of raters.")


class CheckedRows(ResponseSerializer):
    count = serializers.IntegerField(help_text="0 if the check is about the whole sheet.")
    rows = CheckedRow(many=True, help_text="The first of them.")


class SheetReport(ResponseSerializer):
    """The answers to one question: reading, checks and agreement."""

    reading = ReadingSerializer()
    lines = serializers.ListField(child=serializers.CharField(), help_text="What was read, in sentences.")
    check_rows = CheckedRows(many=True, help_text="The rows that each check is about, in the order of the checks.")
    agreement = ReportSerializer()
    sentence = serializers.CharField(help_text="The primary coefficient in words.")


class CheckedSheet(SheetReport):
    """What files of ratings say."""

    tables = SheetTable(many=True)
    further = SheetReport(many=True, help_text="Of each further question, if all were asked for.")


class CheckSheet(APIView):
    """Read files of ratings, check them and compute agreement. Nothing is stored."""

    parser_classes = (MultiPartParser, *APIView.parser_classes)

    @extend_schema(
        operation_id="read_ratings",
        request=rating_files_body(),
        responses={
            200: CheckedSheet,
            422: OpenApiResponse(SheetNeeded, "The files can be read in several ways: choose."),
        },
    )
    def post(self, request: Request) -> Response:
        options = sent_reading(request)
        sent = sent_rating_files(request)
        return Response(answer_json(checked([File(file.name, file.content) for file in sent], options)))


def checked(files: Sequence[File], options: ReadingOptions) -> dict[str, Any]:
    """Return what files of ratings say, read in a child process; raise the refusal of the API if they are refused."""
    try:
        return SHEETS.check(files, options)
    except SheetBusy:
        raise ServerBusy("The server is checking other sheets. Try again in a moment.") from None
    except SheetRefused as refused:
        if refused.asks:
            raise reading_asked(refused.asks, tables=refused.tables) from None
        raise BadInput(refused.sentence, tables=refused.tables) from None


def answer_json(answer: dict[str, Any]) -> dict[str, Any]:
    """Return what files of ratings say under the names of the API."""
    reports = [
        {**report, "agreement": report_json(report["agreement"])}
        for report in ({name: answer[name] for name in answer if name not in ("tables", "further")}, *answer["further"])
    ]
    return {"tables": answer["tables"], **reports[0], "further": reports[1:]}
