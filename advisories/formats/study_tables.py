"""Tables of published studies whose cells are written in a way of their own: CVEfixes and Big-Vul."""

from __future__ import annotations

import ast
import json
import re
from typing import Any, Final

LITERAL_LIMIT: Final = 1_000_000  # characters of a cell that holds a Python literal
CODE_COLUMNS: Final = frozenset(
    {
        "add_lines",
        "commit_message",
        "del_lines",
        "files_changed",
        "func_after",
        "func_before",
        "lines_after",
        "lines_before",
        "patch",
        "project_after",
        "project_before",
        "vul_func_with_fix",
    }
)  # of Big-Vul: source code, up to megabytes in a row, of which no fact is read
LITERALS: Final = frozenset({"reference_json", "problemtype_json"})  # columns of CVEfixes with Python literals
BIG_VUL: Final = frozenset({"cve_id", "score", "authentication_required", "vulnerability_classification"})
CVEFIXES: Final = frozenset({"cve_id", "cvss2_base_score", "cvss3_base_score", "description"})


def read_cells(item: dict[str, Any]) -> dict[str, Any]:
    """Return the cells of a row as `table` reads them; those of other tables unchanged.

    Parameters
    ----------
    item : dict
        Folded column name -> cell.

    Returns
    -------
    dict
        Of CVEfixes: text, weaknesses and references without the Python literals that hold them, and the severity as
        the word of its CVSS v2 rating. Of Big-Vul: the score as one of CVSS v2, and the links, which stand in one cell
        without a separator, as a list.

    References
    ----------
    Bhandari, Naseer, Moonen (2021). CVEfixes: automated collection of vulnerabilities and their fixes from open-source
    software. PROMISE '21.
    Fan, Li, Wang, Nguyen (2020). A C/C++ code vulnerability dataset with code changes and CVE summaries. MSR '20.

    Examples
    --------
    >>> row = dict.fromkeys(CVEFIXES, "") | {"description": "[{'lang': 'en', 'value': 'A crash.'}]", "severity": "LOW"}
    >>> row = read_cells(row)
    >>> row["description"], row["cvss2_severity"]
    ('A crash.', 'LOW')
    """
    if item.keys() >= CVEFIXES:
        return _cvefixes(item)
    if item.keys() >= BIG_VUL:
        links = [link for name in ("codelink", "ref_link") for link in _links(item.get(name))]
        return item | {"score": "", "cvss2_score": item["score"], "codelink": links, "ref_link": ""}
    return item


def _cvefixes(item: dict[str, Any]) -> dict[str, Any]:
    cells = item | {"severity": "", "cvss2_severity": item.get("severity", "")}
    if (texts := _literal(item["description"])) is not None:
        cells["description"] = _english(texts)
    if (references := _literal(item.get("reference_json"))) is not None:
        cells["references"] = [str(each["url"]) for each in references if each.get("url")]
    if (kinds := _literal(item.get("problemtype_json"))) is not None:
        named = [each for kind in kinds for each in kind.get("description") or [] if isinstance(each, dict)]
        cells["cwes"] = [str(each["value"]) for each in named if each.get("value")]
    return cells


def _literal(cell: Any) -> list[dict[str, Any]] | None:
    """Return the objects in a Python literal, or in JSON; None if the cell is something else."""
    if not isinstance(cell, str) or len(cell) > LITERAL_LIMIT or not cell.lstrip().startswith("["):
        return None
    try:
        value = json.loads(cell)
    except (ValueError, RecursionError):
        try:
            value = ast.literal_eval(cell.strip())
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            return None
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else None


def _english(texts: list[dict[str, Any]]) -> str:
    """Return the first English text, else the first text."""
    in_order = sorted(texts, key=lambda each: not str(each.get("lang", "")).startswith("en"))
    return next((str(each["value"]) for each in in_order if each.get("value")), "")


def _links(cell: Any) -> list[str]:
    return re.split(r"(?<=[\w/])(?=https?://)|[\s,;]+", cell) if isinstance(cell, str) else []
