"""Preview of a table before its import: its columns, its first rows, and the column of each fact."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from advisories.api.corpora import CorpusView
from advisories.api.sent_files import ONE_FILE, sent_file
from advisories.formats import table_columns
from advisories.formats.parsing import read_head
from advisories.intake.table_sources import comes_from_another_file, source_name
from advisories.records import Rejected
from advisories.records.item import UnusableRecord

ROWS: Final = 5
TABLE_BYTES: Final = 10 << 20


class Fact(serializers.Serializer[Any]):
    fact = serializers.CharField(help_text="Name of the fact in `columns`.")
    required = serializers.BooleanField()
    column = serializers.CharField(
        allow_null=True, help_text="The column that is recognised by its name; null if there is none."
    )


class TableSerializer(serializers.Serializer[Any]):
    is_table = serializers.BooleanField(help_text="False for a file of another format, which needs no columns.")
    columns = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    facts = Fact(many=True)
    source_name = serializers.CharField(help_text="The name below which the rows of this file are known by default.")
    known = serializers.BooleanField(help_text="Whether there is a table of this name from another file.")
    complete = serializers.BooleanField(help_text="Whether the columns of the identifier and the text are recognised.")


class TableColumns(CorpusView):
    parser_classes = [MultiPartParser, *APIView.parser_classes]

    @extend_schema(operation_id="table_columns", request=ONE_FILE, responses=TableSerializer)
    def post(self, request: Request) -> Response:
        """Return the columns and first rows of a CSV, XLSX or ODS file. Nothing is stored."""
        self.require_import(request.user)
        file = sent_file(request, TABLE_BYTES, "Split the table.")
        header, rows = _head(file.content, file.name)
        by_name = dict(zip(table_columns.folded(header), header, strict=True))
        return Response(
            {
                "is_table": bool(rows),
                "columns": header,
                "rows": rows,
                "facts": [
                    {
                        "fact": names[0],
                        "required": fact in {"identifier", "body"},
                        "column": next((by_name[name] for name in names if name in by_name), None),
                    }
                    for fact, names in table_columns.COLUMNS.items()
                ],
                "source_name": source_name(file.name),
                "known": comes_from_another_file(file.name, self.corpus),
                "complete": table_columns.detect(dict.fromkeys(header, "")),
            }
        )


def _head(data: bytes, name: str) -> tuple[list[str], list[list[str]]]:
    """Return the column names and first rows of a table; two empty lists if the file is not a table."""
    head = read_head(data, name)
    if head is None:
        return [], []
    try:
        rows = [row.cells for row in islice(head.filled_rows(), ROWS) if not isinstance(row, Rejected)]
        return (head.column_names(), rows) if rows else ([], [])
    except UnusableRecord:
        return [], []
