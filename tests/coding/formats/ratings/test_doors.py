"""One file gives the same ratings at every door."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from openpyxl import Workbook

from advisories.corpus.corpora import main_corpus
from coding.loading.ratings import load_ratings
from coding.models import Coding, Round
from coding.statistics.registry import COEFFICIENTS
from coding.steps.agree import close_round
from coding.steps.assign.plan import open_round, plan_round
from coding.steps.sample import draw_sample
from coding.steps.study import add_member, create_study
from tests.support.agreement_command import report
from tests.support.factories import advisory, client, person
from tests.support.ods import ods_of
from tests.support.refi import coded_project
from tests.support.replicating import GHSA, Replication

pytestmark = pytest.mark.django_db

ROWS = [("leak", "leak"), ("crash", "leak"), ("leak", "leak"), ("crash", "crash"), ("leak", ""), ("crash", "crash")]
KEYS = GHSA[: len(ROWS)]
TABLE = [
    ("advisory", "title", "carl", "dora", "agreed", "notes"),
    *((k, f"Flaw {k}", a, b, "leak", "x") for k, (a, b) in zip(KEYS, ROWS, strict=True)),
]
LONG = [
    ("ghsa_id", "coder", "label"),
    *(
        (k, name, code)
        for k, row in zip(KEYS, ROWS, strict=True)
        for name, code in zip(("carl", "dora"), row, strict=True)
        if code
    ),
]
Outcome = tuple[float, dict[str, int]]


def csv_of(rows: list[tuple[str, ...]], delimiter: str = ",") -> bytes:
    return "\n".join(delimiter.join(row) for row in rows).encode()


def workbook_of(rows: list[tuple[str, ...]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def tasks() -> bytes:
    def annotation(name: str, code: str) -> dict[str, Any]:
        return {"completed_by": {"username": name}, "result": [{"from_name": "c", "value": {"choices": [code]}}]}

    given = [
        {
            "data": {"ghsa": key, "cvss": 3},
            "annotations": [annotation(n, c) for n, c in zip(("carl", "dora"), row, strict=True) if c],
        }
        for key, row in zip(KEYS, ROWS, strict=True)
    ]
    return json.dumps(given).encode()


FILES = {
    "wide.csv": csv_of(TABLE),
    "semicolons.csv": csv_of([(key.lower(), *rest) for key, *rest in TABLE], ";"),
    "utf16.txt": csv_of(TABLE, "\t").decode().encode("utf-16"),
    "wide.xlsx": workbook_of(TABLE),
    "wide.ods": ods_of(TABLE),
    "long.csv": csv_of(LONG),
    "rows.json": json.dumps([dict(zip(LONG[0], row, strict=True)) for row in LONG[1:]]).encode(),
    "rows.jsonl": "\n".join(json.dumps(dict(zip(TABLE[0], row, strict=True))) for row in TABLE[1:]).encode(),
    "tasks.json": tasks(),
    "project.qdpx": coded_project(
        {key: f"The text of {key}." for key in KEYS},
        {name: [row[column] for row in ROWS] for column, name in enumerate(("carl", "dora"))},
    ),
}


def agreement(path: Path) -> Outcome:
    return _of_report(report(path))


def _of_report(answer: dict[str, Any]) -> Outcome:
    raters = {rater["name"]: rater["ratings"] for rater in answer["reading"]["raters"]}
    return answer["coefficients"]["cohen_kappa"]["value"], raters


def replicate(path: Path) -> Outcome:
    run = Replication(path.parent, advisories=len(ROWS))
    done = run.run("--labels", path, final="carl")
    assert done.status == 0, done.err
    return _of_round(Round.objects.get())


def _of_round(coding_round: Round) -> Outcome:
    ratings = load_ratings(coding_round).ratings()
    codings = Coding.objects.filter(assignment__round=coding_round).values_list("assignment__rater__name", flat=True)
    return COEFFICIENTS["cohen_kappa"](ratings), {name: [*codings].count(name) for name in ("carl", "dora")}


def _round() -> Round:
    lea = create_study(title="Consequences", user=person("lea"), name="lea")
    keys = [advisory(key).key for key in KEYS]
    draw_sample(by=lea, corpus=main_corpus(), keys=keys, described="Made for a test")
    add_member(study=lea.study, by=lea, name="cleo", roles=["adjudicator"])
    for name in ("carl", "dora"):
        add_member(study=lea.study, by=lea, name=name, roles=["rater"])
    plan = plan_round(by=lea, style="shared", raters=["carl", "dora"], final_rater="cleo")
    return open_round(by=lea, number=plan.number)


def _closed(coding_round: Round) -> Outcome:
    lea = coding_round.study.members.get(name="lea")
    return _of_round(close_round(by=lea, number=1, even_if_unfinished=True))


def enter_codings(path: Path) -> Outcome:
    coding_round = _round()
    call_command("enter_codings", "consequences", "1", str(path), "--by", "lea", stdout=io.StringIO())
    return _closed(coding_round)


def import_address(path: Path) -> Outcome:
    coding_round = _round()
    file = SimpleUploadedFile(path.name, path.read_bytes())
    lea = coding_round.study.members.get(name="lea")
    answer = client(lea).post("/api/v1/studies/consequences/rounds/1/codings/import/", {"file": file})
    assert (answer.status_code, answer.json().get("problems")) == (200, []), answer.content
    return _closed(coding_round)


def read_address(path: Path) -> Outcome:
    answer = client(person("lea")).post(
        "/api/v1/ratings/read/", {"file": SimpleUploadedFile(path.name, path.read_bytes())}
    )
    assert answer.status_code == 200, answer.content
    raters = {rater["name"]: rater["ratings"] for rater in answer.json()["reading"]["raters"]}
    return answer.json()["agreement"]["coefficients"]["cohen_kappa"]["value"], raters


DOORS = [agreement, read_address, replicate, enter_codings, import_address]


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
@pytest.mark.parametrize("name", FILES)
def test_a_file_gives_the_same_ratings(name: str, door: Callable[[Path], Outcome], tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    kappa, raters = door(path)
    assert (kappa, raters) == (pytest.approx(0.615, abs=0.0005), {"carl": 6, "dora": 5})
