"""Files that name owners: CODEOWNERS and OWNERS."""

import pytest

from advisories.inspection.owners import read_codeowners, read_owners


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("* @ada @bo\n", 1),
        ("# all\n\n*  @org/core # the team\n", 3),
        ("/ @ada bo@example.org\n", 1),
        ("* @ada\n* @ada @bo\n", 2),  # the last rule wins
        ("/docs @cleo\n** @ada @bo\n", 2),
        ("* @ada @bo\n*.md @cleo\n", 1),
    ],
)
def test_two_owners_or_a_team_own_all_files(text: str, line: int) -> None:
    owners = read_codeowners(text)
    assert (owners.whole, owners.line) == (True, line)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("* @ada\n", "one person"),
        ("* @ada @Ada\n", "one person"),
        ("* @ada @bo\n* @ada\n", "one person"),
        ("* @ada @bo\n*\n", "nobody"),
        ("* @ada # @bo @org/core\n", "one person"),
        ("# * @ada @bo\n", "no rule"),
        ("/src/ @ada @bo\n", "no rule for all files"),
        ("*.py @org/core\n", "no rule for all files"),
        ("/* @org/core\n", "no rule for all files"),  # files of the root only
        ("", "no rule"),
        ("[Docs] @ada @bo\n", "no rule"),
    ],
)
def test_other_rules_own_a_part(text: str, reason: str) -> None:
    owners = read_codeowners(text)
    assert not owners.whole
    assert reason in owners.reason


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("[Core] @ada @bo\n*\n", True),  # owners of the section
        ("^[Core][2] @group/core\n*\n", True),
        ("* @ada @bo\n[Docs]\n* @cleo\n", True),  # each section has a last rule of its own
        ("[Core]\n* @ada @bo\n[core]\n* @ada\n", False),  # the same section goes on
        ("[Core] @ada @bo\n* @cleo\n", False),
        ("* @@maintainer\n", True),
    ],
)
def test_sections_of_gitlab_have_owners_and_rules_of_their_own(text: str, whole: bool) -> None:
    assert read_codeowners(text).whole is whole


@pytest.mark.parametrize(
    ("text", "aliases", "whole"),
    [
        ("approvers:\n- ada\n- bo\nreviewers:\n- cleo\n", "", True),
        ("approvers:\n- ada\nreviewers:\n- bo\n- cleo\n", "", False),
        ("filters:\n  '.*':\n    approvers: [ada, bo]\n", "", True),
        ("filters:\n  '\\.md$':\n    approvers: [ada, bo]\n", "", False),
        ("approvers:\n- core\n", "aliases:\n  core:\n  - ada\n  - bo\n", True),
        ("approvers:\n- core\n", "aliases:\n  core:\n  - ada\n", False),
        ("approvers:\n- core\n", "aliases: [\n", False),
        ("approvers: [ada, Ada]\n", "", False),
        ("ada@example.org\nbo@example.org # two\n", "", True),
        ("set noparent\nada@example.org\nper-file *.md=bo@example.org\n", "", False),
        ("[" * 30_000, "", False),
        ("", "", False),
    ],
)
def test_owners_of_the_root_are_read(text: str, aliases: str, whole: bool) -> None:
    owners = read_owners(text, aliases)
    assert owners.whole is whole
    assert whole or owners.reason
