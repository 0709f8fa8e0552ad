"""Who made a commit, and which way it came to the main line."""

import pytest

from advisories.inspection.facts import Commit
from advisories.inspection.people import People, Way, count_ways, is_bot
from advisories.inspection.people import way_of as way_among
from tests.support.inspection import commit


def way_of(row: Commit) -> Way:
    return way_among(row, People([row]))


BOTS = [
    *(
        "dependabot[bot]",
        "renovate[bot]",
        "renovate-bot",
        "pre-commit-ci[bot]",
        "snyk-bot",
        "pyup-bot",
        "greenkeeper[bot]",
    ),
    *(
        "depfu[bot]",
        "Scala Steward",
        "github-actions[bot]",
        "GitHub Actions",
        "copybara-service[bot]",
        "Copybara-Service",
    ),
    *(
        "tensorflow-copybara",
        "Zuul",
        "Jenkins",
        "OpenStack Proposal Bot",
        "some-app[bot]",
        "k8s-ci-robot",
        "release-bot",
    ),
]


@pytest.mark.parametrize("name", BOTS)
def test_programs_are_no_people(name: str) -> None:
    assert is_bot(name, "somebody@example.org")


@pytest.mark.parametrize("name", ["Bob Jenkins", "Abbot", "Robot Chicken", "Zuula", "Ada", "Bottas", "Renovata"])
def test_people_are_no_programs(name: str) -> None:
    assert not is_bot(name, "somebody@example.org")


def test_an_app_is_known_by_its_address() -> None:
    assert is_bot("Updates", "41898282+renovate[bot]@users.noreply.github.com")


@pytest.mark.parametrize(
    "subject",
    [
        "Merge pull request #12 from ada/topic",
        "Fix a crash (#12)",
        "Fix a crash (!12)",
        "Merged in topic (pull request #12)",
        "Merged PR 12: Fix a crash",
        "Merge #12",
        "Auto merge of #12 - ada:topic, r=bo",
        "Merge pull request 'Fix a crash' (#12) from topic into main",
    ],
)
def test_the_subject_tells_a_change_request(subject: str) -> None:
    assert way_of(commit(subject=subject)) == "change request"


@pytest.mark.parametrize(
    "body",
    [
        "Reviewed-on: https://review.example.org/12\n",
        "Text.\n\nChange-Id: I0123456789abcdef0123456789abcdef01234567\n",
        "See merge request group/project!12\n",
        "Differential Revision: https://reviews.example.org/D12\n",
    ],
)
def test_the_message_tells_a_change_request(body: str) -> None:
    assert way_of(commit(body=body)) == "change request"


@pytest.mark.parametrize(
    "subject", ["Fix #12", "Fixes issue 12", "Merge branch 'topic'", "Bump to 1.2 (12)", "See #12"]
)
def test_a_number_alone_is_no_change_request(subject: str) -> None:
    assert way_of(commit(subject=subject)) == "pushed"


def test_a_merge_by_the_author_of_the_branch_is_an_own_merge() -> None:
    subject = "Merge pull request #1 from ada/topic"
    assert way_of(commit("Ada", "GitHub", subject, merges="Ada")) == "own merge"
    assert way_of(commit("Ada", "GitHub", subject, merges="Bo")) == "change request"
    gitlab = "See merge request group/project!12"
    assert way_of(commit("Ada", subject="Merge branch 'topic' into 'main'", body=gitlab, merges="Ada")) == "own merge"


def test_a_merge_whose_second_parent_is_unknown_is_a_change_request() -> None:
    row = commit(subject="Merge pull request #1 from ada/topic", merges="Ada")
    unknown = type(row)(**{name: getattr(row, name) for name in row.__slots__} | {"second_parent_author": ""})
    assert way_of(unknown) == "change request"


def test_a_rebase_merge_is_brought_in_by_another() -> None:
    assert way_of(commit("Ada", "Bo")) == "by another"


def test_an_edit_in_the_browser_is_pushed() -> None:
    assert way_of(commit("Ada", "GitHub")) == "pushed"


def test_a_committer_that_is_a_program_is_nobody_else() -> None:
    assert way_of(commit("Ada", "tensorflow-copybara")) == "pushed"
    assert way_of(commit("Ada", "mergify[bot]")) == "change request"


def test_one_person_under_two_names_is_not_another() -> None:
    row = commit("Ada", "Bo")
    same_address = {"committer_email": row.author_email.upper()}
    assert way_of(type(row)(**{name: getattr(row, name) for name in row.__slots__} | same_address)) == "pushed"


def test_one_person_is_known_by_what_occurs_together() -> None:
    """A committer whose address occurs with the author's name elsewhere is the author."""
    row = commit("ada", "Ada Lovelace")
    fields = {name: getattr(row, name) for name in row.__slots__}
    link = type(row)(**fields | {"author": "Ada Lovelace", "author_email": "ada@example.org"})
    assert way_of(row) == "by another"
    assert way_among(row, People([row, link])) == "pushed"


def test_a_name_that_many_share_links_nobody() -> None:
    row = commit("Ada", "Bo")
    fields = {name: getattr(row, name) for name in row.__slots__}
    both = [type(row)(**fields | {"author": "root", "author_email": f"{who}@example.org"}) for who in ("ada", "bo")]
    assert way_among(row, People([row, *both])) == "by another"


def test_a_merged_branch_without_a_request_is_pushed() -> None:
    assert way_of(commit("Ada", "Bo", "Merge branch 'main' of example.org:x", merges="Cleo")) == "pushed"


def test_ways_are_counted_among_the_commits_of_people() -> None:
    ways = count_ways(
        [
            commit("Ada", "GitHub", "A (#1)"),
            commit("Bo", "Bo", "Merge pull request #2 from bo/x", merges="Bo"),
            commit("Cleo", "Ada"),
            commit("Ada"),
            commit("dependabot[bot]", "GitHub", "Bump x (#3)"),
        ]
    )
    assert (ways.commits, ways.people, ways.requests, ways.own, ways.by_another, ways.pushed) == (5, 4, 2, 1, 1, 1)
    assert ways.share == 0.5
    assert ways.authors == 3


def test_a_person_with_two_addresses_or_two_names_is_counted_once() -> None:
    row = commit("Ada")
    fields = {name: getattr(row, name) for name in row.__slots__}
    other_address = type(row)(**fields | {"author_email": "ada@home.example.org"})
    other_name = type(row)(**fields | {"author": "A. Lovelace", "author_email": "ada@home.example.org"})
    assert count_ways([row, other_address, other_name]).authors == 1


def test_a_change_request_that_a_program_merges_is_that_of_its_author() -> None:
    ways = count_ways(
        [
            commit("kodiakhq[bot]", "GitHub", "Fix a crash (#1)", merges="Ada"),
            commit("Zuul", "Gerrit", 'Merge "Fix a crash"', merges="Bo"),
            commit("github-actions[bot]", "GitHub", "Merge pull request #2 from bo/x", merges="Bo"),
            commit("kodiakhq[bot]", "GitHub", "Bump x (#3)", merges="renovate[bot]"),
            commit("github-actions[bot]", subject="Merge branch 'main'", merges="Ada"),
            commit("kodiakhq[bot]", subject="Release"),
        ]
    )
    assert (ways.commits, ways.people, ways.requests, ways.own, ways.authors) == (6, 3, 3, 0, 2)
