"""Runs of the command agreement."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command


def run(*arguments: object) -> str:
    """Return the standard output of a call."""
    out = StringIO()
    call_command("agreement", *map(str, arguments), stdout=out)
    return out.getvalue()


def report(*arguments: object) -> dict[str, Any]:
    """Return the JSON object of a call."""
    result: dict[str, Any] = json.loads(run(*arguments, "--json").splitlines()[-1])
    return result


def refusal(*arguments: object) -> str:
    """Return the error message of a call that ends with status 2."""
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("agreement", *map(str, arguments), stdout=StringIO(), stderr=err)
    assert ended.value.code == 2
    return err.getvalue()
