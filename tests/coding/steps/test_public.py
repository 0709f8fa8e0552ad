"""Public access to a release, and the changes since the previous release."""

from __future__ import annotations

from typing import Any

import pytest

from coding.errors import BadInput, NotAllowed
from coding.models import Code, Event, PublicAccess
from coding.results.release_diff import changes
from coding.steps.codebook.codes import change_code
from coding.steps.publish.public import grant_public_access, revoke_public_access
from coding.steps.publish.release import publish
from coding.steps.study import update_study
from tests.support.factories import People, client, published
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db
PUBLIC = "/api/v1/public/consequences/releases/1/"
RELEASE = "/api/v1/studies/consequences/releases/1/"


@pytest.fixture
def people(people: People) -> People:
    published(people)
    return people


def test_lead_grants_and_revokes_public_access(people: People) -> None:
    lea, visitor = client(people.lea), client()
    assert visitor.get(PUBLIC).status_code == 404
    assert lea.put(RELEASE + "public/").json()["public"] is True
    assert visitor.get(PUBLIC).status_code == 200
    assert lea.get(RELEASE).json()["public"] is True
    assert lea.delete(RELEASE + "public/").status_code == 204
    assert visitor.get(PUBLIC).status_code == 404
    grant_public_access(by=people.lea, number=1)
    assert PublicAccess.objects.count() == 2  # the revoked access stays on record
    sentences = [
        event.sentence
        for event in Event.objects.filter(kind__in=["public_access_granted", "public_access_revoked"]).order_by(
            "number"
        )
    ]
    assert sentences == [f"{verb} public access to release 1" for verb in ("granted", "revoked", "granted")]


def test_only_the_lead_changes_public_access_and_each_change_once(people: People) -> None:
    for by in (people.ada, people.cleo, people.vic):
        with refused(NotAllowed, "lead"):
            grant_public_access(by=by, number=1)
    with refused(BadInput, "Release 1 is not public"):
        revoke_public_access(by=people.lea, number=1)
    with refused(BadInput, "no release 2"):
        grant_public_access(by=people.lea, number=2)
    grant_public_access(by=people.lea, number=1)
    with refused(NotAllowed, "lead"):
        revoke_public_access(by=people.cleo, number=1)
    with refused(BadInput, "already public"):
        grant_public_access(by=people.lea, number=1)


def test_public_release_has_the_results_without_the_author(people: People) -> None:
    grant_public_access(by=people.lea, number=1)
    inside: dict[str, Any] = client(people.vic).get(RELEASE).json()
    outside: dict[str, Any] = client().get(PUBLIC).json()
    assert inside.keys() - outside.keys() == {"by", "public"}
    assert all(inside[key] == value for key, value in outside.items())
    assert [code["label"] for code in outside["codebook"]] == ["Access", "Injection", "Leak"]
    assert [row["rater"] for row in outside["rater_influence"]] == ["ada", "bo"]


def test_files_of_a_public_release_are_served_as_sandboxed_attachments(people: People) -> None:
    grant_public_access(by=people.lea, number=1)
    for path in ("files/table.csv/", "archive/"):
        inside, outside = client(people.vic).get(RELEASE + path), client().get(PUBLIC + path)
        assert outside.getvalue() == inside.getvalue() != b""
        assert outside.headers["Content-Security-Policy"] == "sandbox"
        assert outside.headers["Content-Disposition"].startswith("attachment")
    assert client().get(PUBLIC + "files/no-such-file/").status_code == 404


def test_release_lists_the_changes_since_the_previous_release(people: People) -> None:
    change_code(by=people.lea, code=Code.objects.get(owner=None, label="Access"), definition="now defined")
    publish(by=people.lea)
    http = client(people.vic)
    assert http.get(RELEASE).json()["changes"] is None
    diff = http.get("/api/v1/studies/consequences/releases/2/").json()["changes"]
    assert (diff["decided"], diff["counts"], diff["definitions"]) == ([3, 3], [], ["Access"])
    # A visitor sees the changes only if the previous release is public as well.
    grant_public_access(by=people.lea, number=2)
    second = "/api/v1/public/consequences/releases/2/"
    assert client().get(second).json()["changes"] is None
    grant_public_access(by=people.lea, number=1)
    assert client().get(second).json()["changes"] == diff
    assert diff["primary"][0] == diff["primary"][1]


def test_changes_list_added_removed_and_recounted_consequences() -> None:
    def results(counts: dict[str, int], kappa: float | None) -> dict[str, Any]:
        report = {"primary": "cohen_kappa", "coefficients": {"cohen_kappa": {"value": kappa}}}
        rows = [{"consequence": label, "count": count, "definition": ""} for label, count in counts.items()]
        return {"decided": sum(counts.values()), "table": rows, "outcomes": [], "agreement": report}

    diff = changes(results({"A": 3, "B": 1, "C": 2}, None), results({"A": 4, "D": 1, "C": 2}, 0.5))
    assert diff == {
        "decided": [6, 7],
        "counts": [
            {"consequence": "A", "before": 3, "after": 4},
            {"consequence": "D", "before": 0, "after": 1},
            {"consequence": "B", "before": 1, "after": 0},
        ],
        "definitions": [],
        "primary": [{"name": "cohen_kappa", "value": None}, {"name": "cohen_kappa", "value": 0.5}],
    }


def test_licence_of_the_data_is_in_the_files_of_later_releases(people: People) -> None:
    update_study(by=people.lea, data_licence="CC-BY-4.0")
    second = publish(by=people.lea)
    texts = {file.path: bytes(file.content).decode(errors="replace") for file in second.files.all()}
    assert 'license: "CC-BY-4.0"' in texts["CITATION.cff"]
    assert "the licence" not in texts["CITATION.cff"]
    assert "Licence of the data: CC-BY-4.0 (https://spdx.org/licenses/CC-BY-4.0)." in texts["README.md"]
    assert '"@id": "https://spdx.org/licenses/CC-BY-4.0"' in texts["ro-crate-metadata.json"]
    assert "Licence not stated" not in texts["ro-crate-metadata.json"]


def test_licence_must_be_an_identifier(people: People) -> None:
    http = client(people.lea)
    for wrong in ("CC BY", "a\nb", "x" * 61, "<b>"):
        answer = http.patch("/api/v1/studies/consequences/", {"data_licence": wrong}, format="json")
        assert (answer.status_code, list(answer.json()["fields"])) == (400, ["data_licence"]), wrong
    answer = http.patch("/api/v1/studies/consequences/", {"data_licence": "CC0-1.0"}, format="json")
    assert answer.json()["data_licence"] == "CC0-1.0"
