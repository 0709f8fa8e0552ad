"""What is said of a reading of files of ratings, as the API answers it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from coding.api.base import ResponseSerializer
from coding.api.sent_ratings import ReadingNeededSerializer
from coding.formats.ratings.tables import ROLES


class ReadingFile(ResponseSerializer):
    name = serializers.CharField()
    sha256 = serializers.CharField()
    bytes = serializers.IntegerField()
    format = serializers.CharField()
    encoding = serializers.CharField()
    delimiter = serializers.CharField()
    sheet = serializers.CharField()
    header_row = serializers.IntegerField(allow_null=True)


class ReadingUnit(ResponseSerializer):
    by = serializers.ChoiceField(("column", "columns", "rows"))
    columns = serializers.ListField(child=serializers.CharField())


class ReadingRater(ResponseSerializer):
    name = serializers.CharField()
    ratings = serializers.IntegerField()
    empty = serializers.IntegerField()
    no_code = serializers.IntegerField()

    def get_fields(self) -> dict[str, Any]:
        """Add the field whose name is a word of Python."""
        return {**super().get_fields(), "from": serializers.CharField(help_text="Column, value or file.")}


class ReadingFinal(ResponseSerializer):
    column = serializers.CharField()
    filled = serializers.IntegerField()


class ReadingLeftOut(ResponseSerializer):
    what = serializers.ChoiceField(("column", "row", "sheet", "annotation", "file", "rater"))
    name = serializers.CharField()
    count = serializers.IntegerField()
    why = serializers.CharField()


class ReadingDecided(ResponseSerializer):
    option = serializers.CharField()
    value = serializers.CharField()
    ratings = serializers.IntegerField(allow_null=True)
    label = serializers.CharField(required=False, help_text="Of a decision on a label.")
    read_as = serializers.CharField(required=False, help_text="What the label was read as; empty: not coded.")
    raters = serializers.DictField(
        child=serializers.IntegerField(), required=False, help_text="Rater -> number of the ratings."
    )


class ReadingCheck(ResponseSerializer):
    code = serializers.CharField()
    severity = serializers.ChoiceField(("refuse", "warn", "note"))
    sentence = serializers.CharField()
    where = serializers.ListField(child=serializers.CharField(), help_text="Lines, labels or raters.")
    figures = serializers.DictField()


class ReadingConvention(ResponseSerializer):
    value = serializers.FloatField(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        """Add the field whose name is a word of Python."""
        return {**super().get_fields(), "as": serializers.CharField(help_text="What the other reading does.")}


class ReadingSerializer(ResponseSerializer):
    """What was read, as `agreement --json` says it."""

    files = ReadingFile(many=True)
    layout = serializers.CharField()
    unit = ReadingUnit()
    raters = ReadingRater(many=True)
    questions = serializers.ListField(child=serializers.CharField())
    question = serializers.CharField(allow_null=True)
    final = ReadingFinal(allow_null=True)
    separator = serializers.CharField(allow_null=True)
    left_out = ReadingLeftOut(many=True)
    decided = ReadingDecided(many=True)
    checks = ReadingCheck(many=True)
    conventions = ReadingConvention(many=True)


class SheetColumn(ResponseSerializer):
    name = serializers.CharField()
    option = serializers.CharField(help_text="How an option names the column.")
    role = serializers.ChoiceField(tuple(ROLES.items()))
    rater = serializers.CharField(help_text="Whose ratings it holds; empty if it holds nobody's.")
    question = serializers.CharField()
    why = serializers.CharField(help_text="Why it is left out.")


class SheetRow(ResponseSerializer):
    line = serializers.IntegerField()
    cells = serializers.ListField(child=serializers.CharField())


class SheetTable(ResponseSerializer):
    """The first rows of a table, with the part of each column."""

    file = serializers.CharField()
    sheet = serializers.CharField()
    columns = SheetColumn(many=True)
    rows = SheetRow(many=True)
    row_count = serializers.IntegerField()


class SheetNeeded(ReadingNeededSerializer):
    """Files that can be read in several ways, with all questions and the first rows."""

    tables = SheetTable(many=True)
