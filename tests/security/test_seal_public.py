"""Promise 1 for outsiders: they see nothing of a study but its public releases."""

from __future__ import annotations

import pytest

from coding.steps.publish.public import grant_public_access, revoke_public_access
from coding.steps.publish.release import publish
from tests.support.addresses import ADDRESSES, OUTSIDE, STATES, clients_of_everyone, read_addresses
from tests.support.factories import published, study

pytestmark = pytest.mark.django_db
PUBLIC = [path for path in ADDRESSES if path.startswith("/api/v1/public/")]


@pytest.mark.parametrize("state", STATES)
def test_no_release_is_public_by_default(state: str) -> None:
    STATES[state](study())
    assert len(PUBLIC) == 4
    for name, http in clients_of_everyone().items():
        for path, (status, _) in read_addresses(http, PUBLIC).items():
            assert status == 404, (name, path)


def test_outsiders_see_only_public_releases_until_access_is_revoked() -> None:
    people = study()
    published(people)
    publish(by=people.lea)
    grant_public_access(by=people.lea, number=1)
    clients = clients_of_everyone()
    of_the_study = [path for path in ADDRESSES if path.startswith("/api/v1/studies/consequences/")]
    for name in OUTSIDE:
        for path, (status, _) in read_addresses(clients[name], PUBLIC).items():
            assert status == 200, (name, path)
        assert clients[name].get("/api/v1/public/consequences/releases/2/").status_code == 404
        for path, (status, _) in read_addresses(clients[name], of_the_study).items():
            assert status in ({401} if name == "anonymous" else {404, 405}), (name, path)
        for method in ("post", "put", "patch", "delete"):
            for path in PUBLIC:
                assert getattr(clients[name], method)(path).status_code == 405, (name, method, path)
    revoke_public_access(by=people.lea, number=1)
    for name, http in clients.items():
        assert {status for status, _ in read_addresses(http, PUBLIC).values()} == {404}, name
