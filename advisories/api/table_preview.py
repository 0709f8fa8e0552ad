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

from advisories.api.access import require_import
from advisories.formats import table
from advisories.formats.parsing import read_head
from advisories.platform.errors import BadInput
from advisories.records import Rejected
from advisories.records.item import UnusableRecord

ROWS: Final = 5
TABLE_BYTES: Final = 10 << 20


class TableUpload(serializers.Serializer[Any]):
    file = serializers.FileField(max_length=1000)


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
    complete = serializers.BooleanField(help_text="Whether the columns of the identifier and the text are recognised.")


class TableColumns(APIView):
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="table_columns", request={"multipart/form-data": TableUpload}, responses=TableSerializer
    )
    def post(self, request: Request) -> Response:
        """Return the columns and first rows of a CSV or XLSX file. Nothing is stored."""
        require_import(request.user)
        serializer = TableUpload(data=request.data)
        serializer.is_valid(raise_exception=True)
        file = serializer.validated_data["file"]
        if file.size > TABLE_BYTES:
            raise BadInput(f"{file.name} has {file.size:,} bytes. Use a table of at most {TABLE_BYTES:,}.")
        header, rows = _head(file.read(), str(file.name))
        return Response(
            {
                "is_table": bool(rows),
                "columns": header,
                "rows": rows,
                "facts": [
                    {
                        "fact": names[0],
                        "required": fact in {"identifier", "body"},
                        "column": next((name for name in names if name in header), None),
                    }
                    for fact, names in table.COLUMNS.items()
                ],
                "complete": table.detect(dict.fromkeys(header, "")),
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
