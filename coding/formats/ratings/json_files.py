"""JSON of other programs as ratings: Label Studio, doccano, rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from advisories.formats.json_yaml import parse_json
from advisories.records.item import UnusableRecord
from coding.formats.ratings.answers import RefusedRow, UnitColumn
from coding.formats.ratings.cells import is_hash_or_address, is_identifier
from coding.formats.ratings.columns import ALMOST_ALL, STRENGTH_OF_INDEX
from coding.formats.ratings.words import fold_name, unit_rank

Object = Mapping[str, Any]


def json_objects(text: str, refused: list[RefusedRow] | None = None) -> tuple[list[Object], str]:
    r"""Return the objects of a JSON list, a JSON object of columns or JSON lines, and "json" or "jsonl".

    With `refused`, an entry that is no object is added to it, and an empty object takes its place.

    Raises
    ------
    UnusableRecord
        If the text is none of these.

    Examples
    --------
    >>> json_objects('{"unit": [1, 2], "ada": ["leak", null]}')
    ([{'unit': 1, 'ada': 'leak'}, {'unit': 2, 'ada': None}], 'json')
    >>> json_objects('{"unit": 1}\n{"unit": 2}\n')
    ([{'unit': 1}, {'unit': 2}], 'jsonl')
    """
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if text.lstrip()[:1] == "{" and len(lines) > 1 and all(line.strip()[:1] == "{" for _, line in lines):
        return _objects([_parsed(line, number) for number, line in lines]), "jsonl"
    value = parse_json(text)
    if isinstance(value, Mapping):
        columns = _columns(value)
        return (_objects([value]), "jsonl") if columns is None else (columns, "json")
    if not isinstance(value, list):
        raise UnusableRecord("the JSON is neither a list of objects nor an object of columns.")
    return _objects(value, refused), "json"


def _parsed(line: str, number: int) -> Any:
    try:
        return parse_json(line)
    except UnusableRecord as error:
        raise UnusableRecord(f"line {number}: {error.reason}") from None


def _objects(value: list[Any], refused: list[RefusedRow] | None = None) -> list[Object]:
    objects: list[Object] = []
    for number, row in enumerate(value, 1):
        if isinstance(row, Mapping):
            objects.append(row)
            continue
        reason = f"entry {number} is no object. Use a list of objects with one key per column."
        if refused is None:
            raise UnusableRecord(reason)
        refused.append(RefusedRow(number, f"E{reason[1:]}"))
        objects.append({})
    return objects


def _columns(value: Object) -> list[Object] | None:
    """Return the rows of {"column": [values]} or {"column": {"0": value}}; None if the object is something else."""
    if value and all(isinstance(column, list) for column in value.values()):
        if len({len(column) for column in value.values()}) != 1:
            raise UnusableRecord("the columns of the JSON differ in length.")
        return [dict(zip(value, cells, strict=True)) for cells in zip(*value.values(), strict=True)]
    if value and all(isinstance(column, Mapping) for column in value.values()):
        keys = list(dict.fromkeys(key for column in value.values() for key in column))
        return [{name: column.get(key) for name, column in value.items()} for key in keys]
    return None


def list_of(value: Any) -> list[Any]:
    """Return a list as it is, and an empty one for anything else."""
    return value if isinstance(value, list) else []


def units_of_data(data: Sequence[Object], ids: Sequence[Any]) -> list[UnitColumn]:
    """Return the keys of tasks that name units, the strongest first."""
    columns = []
    for key in dict.fromkeys(key for row in data for key in row):
        values = [str(row.get(key)) if isinstance(row.get(key), str | int) else "" for row in data]
        given = [value for value in values if value]
        if len(given) < sum(map(bool, data)) or not given:
            continue
        rank = unit_rank(fold_name(key))
        if sum(map(is_identifier, given)) >= ALMOST_ALL * len(given):
            columns.append(UnitColumn((key,), values, 0))
        elif sum(map(is_hash_or_address, given)) >= ALMOST_ALL * len(given):
            columns.append(UnitColumn((key,), values, 1))
        elif rank is not None and fold_name(key) != "id":
            columns.append(UnitColumn((key,), values, 2 + rank))
    named = [str(value) if isinstance(value, str | int) else "" for value in ids]
    if all(named) and all(data):
        columns.append(UnitColumn(("id",), named, STRENGTH_OF_INDEX))  # counted by each installation
    return sorted(columns, key=lambda column: column.strength)
