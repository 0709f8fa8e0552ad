"""Paths and options in the arguments of a command."""

from __future__ import annotations

import posixpath
import re

ROOT_NAMES = re.compile(
    r"^(?:\$\{\{\s*github\.workspace\s*\}\}|\$\(Build\.SourcesDirectory\)|\$\((?:pwd|PWD|CURDIR)\)|"
    r"\$\{?(?:GITHUB_WORKSPACE|CI_PROJECT_DIR|TRAVIS_BUILD_DIR|WORKSPACE|PWD|APPVEYOR_BUILD_FOLDER|CIRRUS_WORKING_DIR|"
    r"BUILD_SOURCESDIRECTORY|BITBUCKET_CLONE_DIR|DRONE_WORKSPACE)\}?)/?"
)


def join(folder: str, name: str) -> str:
    """Return a path in the tree. One that begins with the folder of the checkout is relative to the root.

    Examples
    --------
    >>> join("a", "../b/./x.sh"), join("a", "$GITHUB_WORKSPACE/b"), join("", ".")
    ('b/x.sh', 'b', '')
    """
    name = name.strip("\"'")
    if ROOT_NAMES.match(name):
        folder, name = "", ROOT_NAMES.sub("", name)
    if name.startswith(("/", "~")):
        return name
    path = posixpath.normpath(posixpath.join(folder, name or "."))
    while path.startswith("../"):
        path = path[3:]
    return "" if path in {".", ".."} else path


def options(arguments: list[str], names: set[str], *, many: bool = False) -> list[str]:
    """Return the values of options: `-e a`, `-ea`, `--env=a`; with `many` all words up to the next option."""
    values: list[str] = []
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument in names:
            for value in arguments[position + 1 :]:
                if value.startswith("-"):
                    break
                values.append(value)
                if not many:
                    break
        else:
            for name in names:
                if argument.startswith(f"{name}=") or (
                    len(name) == 2 and argument.startswith(name) and not argument.startswith("--") and len(argument) > 2
                ):
                    values.append(argument[len(name) :].removeprefix("="))
    return values


def without_options(arguments: list[str]) -> list[str]:
    """Return the arguments that are neither options nor values of the options that take one."""
    rest: list[str] = []
    skip = False
    for argument in arguments:
        if skip:
            skip = False
        elif argument.startswith("-"):
            skip = argument in {
                "--prefix", "--cwd", "-C", "--dir", "-w", "--workspace", "--filter", "-F", "-d", "--working-dir", "-e",
            }  # fmt: skip
        else:
            rest.append(argument)
    return rest
