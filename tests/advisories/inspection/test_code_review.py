"""Code review: owners, review systems, and the history of the main line."""

from collections.abc import Sequence

import pytest

from advisories.inspection.facts import Commit
from advisories.inspection.findings import Finding
from tests.support.inspection import answer_of, commit, facts_of, history_of

PEOPLE = ("Ada", "Bo", "Cleo", "Dan", "Eve", "Fay")


def squash(count: int, people: Sequence[str] = PEOPLE) -> list[Commit]:
    return [commit(people[n % len(people)], "GitHub", f"Change {n} (#{n + 1})") for n in range(count)]


def push(count: int, people: Sequence[str] = PEOPLE) -> list[Commit]:
    return [commit(people[n % len(people)]) for n in range(count)]


def row_of(probe: str, findings: Sequence[Finding]) -> Finding:
    [row] = [row for row in findings if row.probe == probe]
    return row


def test_number_of_authors_agrees_with_its_noun() -> None:
    _, findings = answer_of("code_review", facts_of({}, commits=push(30, ["Ada"])))
    assert row_of("review.by_another", findings).reason.endswith("by another person, with 1 author.")


def test_changes_by_request_of_five_authors_are_reviewed() -> None:
    suggestion, findings = answer_of("code_review", facts_of({}, commits=squash(60)))
    assert suggestion.answer == "yes"
    row = row_of("review.by_another", findings)
    assert row.outcome == "true"
    assert row.values["people"] == row.values["requests"] == 60
    assert row.values["share"] == 1


def test_rebase_merges_are_reviewed() -> None:
    commits = [commit(PEOPLE[n % 6], PEOPLE[(n + 1) % 6]) for n in range(40)]
    assert answer_of("code_review", facts_of({}, commits=commits))[0].answer == "yes"


@pytest.mark.parametrize(
    "commits",
    [
        push(60),
        [commit(PEOPLE[n % 6], "GitHub") for n in range(60)],  # edits in the browser
        [commit(name, name, "Merge pull request #1 from x", merges=name) for name in PEOPLE * 10],
        squash(60, PEOPLE[:4]),
        squash(60, PEOPLE[:1]),
        [*squash(29), *push(31)],
        [*push(30), *(commit("dependabot[bot]", "GitHub", "Bump (#1)") for _ in range(60))],
        push(5, PEOPLE[:1]),
        [commit(name, body="Co-authored-by: Bo <bo@example.org>\n") for name in PEOPLE * 10],
    ],
)
def test_changes_that_their_authors_bring_in_are_not_reviewed(commits: list[Commit]) -> None:
    suggestion, findings = answer_of("code_review", facts_of({}, commits=commits))
    assert suggestion.answer == "no"
    assert row_of("review.by_another", findings).outcome == "false"


def test_half_is_enough() -> None:
    assert answer_of("code_review", facts_of({}, commits=[*squash(30), *push(30)]))[0].answer == "yes"


def test_few_commits_of_several_authors_leave_it_open() -> None:
    suggestion, findings = answer_of("code_review", facts_of({}, commits=squash(19)))
    assert suggestion.answer == "cannot_tell"
    assert row_of("review.by_another", findings).outcome == "not available"
    assert answer_of("code_review", facts_of({}, commits=squash(20)))[0].answer == "yes"


def test_without_history_it_is_left_open() -> None:
    suggestion, findings = answer_of("code_review", facts_of({"a": ""}))
    assert (suggestion.answer, suggestion.reason) == ("cannot_tell", "There is no history.")
    for probe in ("review.trailers", "review.by_another", "review.exported"):
        assert row_of(probe, findings).outcome == "not available"


def test_a_shallow_history_is_not_judged() -> None:
    history = history_of(squash(100), complete=False, reason="The clone is shallow.")
    suggestion, findings = answer_of("code_review", facts_of({}, history=history))
    assert (suggestion.answer, suggestion.reason) == ("cannot_tell", "The clone is shallow.")
    assert row_of("review.by_another", findings).reason == "The clone is shallow."


OWNED = {".github/CODEOWNERS": "* @org/core\n"}


def test_owners_of_all_files_count_when_changes_pass_them() -> None:
    few = squash(40, PEOPLE[:2])
    assert answer_of("code_review", facts_of({}, commits=few))[0].answer == "no"
    suggestion, _ = answer_of("code_review", facts_of(OWNED, commits=few))
    assert suggestion.answer == "yes"
    assert {row.probe for row in suggestion.findings} == {"review.owners", "review.by_another"}


def test_owners_do_not_count_when_changes_are_pushed() -> None:
    assert answer_of("code_review", facts_of(OWNED, commits=push(40)))[0].answer == "no"


def test_owners_count_without_history() -> None:
    assert answer_of("code_review", facts_of(OWNED))[0].answer == "yes"
    shallow = history_of(push(1), complete=False, reason="The clone is shallow.")
    assert answer_of("code_review", facts_of(OWNED, history=shallow))[0].answer == "yes"


def test_one_owner_is_a_part() -> None:
    suggestion, findings = answer_of("code_review", facts_of({"CODEOWNERS": "* @ada\n"}, commits=push(40)))
    assert suggestion.answer == "no"
    row = row_of("review.owners", findings)
    assert (row.outcome, row.scope, row.path, row.line) == ("false", "part", "CODEOWNERS", 1)


def test_the_first_codeowners_is_read() -> None:
    files = {".github/CODEOWNERS": "* @ada\n", "CODEOWNERS": "* @org/core\n"}
    _, findings = answer_of("code_review", facts_of(files))
    assert row_of("review.owners", findings).path == ".github/CODEOWNERS"


@pytest.mark.parametrize("path", ["src/CODEOWNERS", "CODEOWNERS.md", "pkg/OWNERS"])
def test_owners_elsewhere_are_not_read(path: str) -> None:
    _, findings = answer_of("code_review", facts_of({path: "* @org/core\n"}))
    assert row_of("review.owners", findings).path is None


@pytest.mark.parametrize(
    ("path", "text", "tool"),
    [
        (".gitreview", "[gerrit]\nhost=review.example.org\n", "Gerrit"),
        ("bors.toml", 'status = ["ci"]\n', "Bors"),
        (".mergify.yml", "pull_request_rules:\n- conditions:\n  - '#approved-reviews-by>=1'\n", "Mergify"),
        ("prow/plugins.yaml", "plugins:\n  org/repo:\n  - approve\n", "Prow"),
        (".reviewboardrc", "REVIEWBOARD_URL = 'https://reviews.example.org'\n", "Review Board"),
    ],
)
def test_a_review_system_counts(path: str, text: str, tool: str) -> None:
    suggestion, _ = answer_of("code_review", facts_of({path: text}, commits=push(40)))
    assert suggestion.answer == "yes"
    assert (suggestion.findings[0].tool, suggestion.findings[0].scope) == (tool, "whole")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".mergify.yml", "pull_request_rules:\n- conditions:\n  - label=automerge\n"),
        (".mergify.yml", "# - '#approved-reviews-by>=1'\n"),
        ("docs/.gitreview", ""),
        ("prow/plugins.yaml", "plugins:\n  org/repo:\n  - size\n"),
        ("docker/plugins.yaml", "- approve\n"),
    ],
)
def test_what_asks_for_no_review_is_no_review_system(path: str, text: str) -> None:
    assert answer_of("code_review", facts_of({path: text}, commits=push(40)))[0].answer == "no"


def test_trailers_count_from_half_of_the_commits() -> None:
    named = [commit(name, body="Reviewed-by: Zoe <zoe@example.org>\n") for name in PEOPLE]
    suggestion, _ = answer_of("code_review", facts_of({}, commits=[*named * 5, *push(30)]))
    assert suggestion.answer == "yes"
    assert suggestion.findings[0].probe == "review.trailers"
    assert answer_of("code_review", facts_of({}, commits=[*named * 5, *push(31)]))[0].answer == "no"


@pytest.mark.parametrize(
    "line", ["Reviewed-by: Ada <ada@example.org>", "Signed-off-by: Bo <bo@example.org>", "Reviewed-by:"]
)
def test_a_trailer_that_names_no_other_reviewer_does_not_count(line: str) -> None:
    commits = [commit("Ada", body=f"{line}\n") for _ in range(40)]
    assert answer_of("code_review", facts_of({}, commits=commits))[0].answer == "no"


def test_an_export_is_left_open() -> None:
    commits = [commit(name, "tensorflow-copybara", body="PiperOrigin-RevId: 123\n") for name in PEOPLE * 10]
    suggestion, findings = answer_of("code_review", facts_of({}, commits=commits))
    assert suggestion.answer == "cannot_tell"
    row = row_of("review.exported", findings)
    assert (row.outcome, row.state) == ("true", "outside")
    half = [*commits[:30], *push(30)]
    assert answer_of("code_review", facts_of({}, commits=half))[0].answer == "no"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# Contributing\n\nEvery pull request needs a review by\na maintainer.\n", 3),
        ("We merge after two approvals.\n", 1),
    ],
)
def test_a_text_that_asks_for_review_is_a_hint_only(text: str, line: int) -> None:
    suggestion, findings = answer_of("code_review", facts_of({"CONTRIBUTING.md": text}, commits=push(40)))
    assert suggestion.answer == "no"
    row = row_of("review.policy", findings)
    assert (row.outcome, row.state, row.line) == ("true", "hint", line)


def test_words_of_two_sentences_are_no_policy() -> None:
    text = "Open a pull request. Please review the manual.\n\nApproved fonts only.\n"
    _, findings = answer_of("code_review", facts_of({"CONTRIBUTING.md": text}))
    assert row_of("review.policy", findings).outcome == "false"
