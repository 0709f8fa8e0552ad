"""The git folder of a project, and its refs, read as text: git never sees them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from advisories.inspection.git_calls import NotInspected
from advisories.inspection.private_folder import HASH, GitFolder, read_small
from advisories.inspection.shown_names import shown

REF_BYTES: Final = 64 << 10  # of one file
PACKED_REFS_BYTES: Final = 64 << 20
HOPS: Final = 5  # of symbolic refs
COMMIT: Final = re.compile(r"[0-9a-f]{7,64}")
PART: Final = re.compile(r"[^\x00-\x20\x7f~^:?*\[\\/]+")
SECTION: Final = re.compile(r'\s*\[\s*([A-Za-z0-9.-]+)\s*(?:"((?:[^"\\]|\\.)*)"\s*)?\](.*)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Head:
    """What `HEAD` points to: a commit, and the branch, if it is on one."""

    commit: str
    branch: str | None


def git_folder(path: Path, *, follow: bool) -> GitFolder | None:
    """Return the git folder of a clone with or without a work tree; None if the path is a plain folder.

    Parameters
    ----------
    path : a folder.
    follow : whether a `.git` that is a file, a link, or names a `commondir` is followed.

    Raises
    ------
    NotInspected
        If there is a `.git` that is no git folder.
    """
    git = path / ".git"
    if os.path.lexists(git):
        if git.is_symlink() or git.is_file():
            own = _linked(git) if follow else None
        else:
            own = git
        if own is None or not _is_git_folder(own, follow=follow):
            raise NotInspected(f"“{git.name}” of “{path.name}” is not a git folder.")
    elif _is_git_folder(path, follow=False):
        own = path
    else:
        return None
    own = Path(os.path.realpath(own))
    common = _common(own) if follow else own
    config = _config(common / "config")
    return GitFolder(own, common, sha256=config.get(("extensions", "", "objectformat"), "").lower() == "sha256")


def _linked(git: Path) -> Path | None:
    """Return the folder that a `.git` names which is a link or a file, as in a worktree."""
    if git.is_symlink():
        return Path(os.path.realpath(git))
    text = (read_small(git, REF_BYTES) or b"").decode("utf-8", "surrogateescape")
    if not text.startswith("gitdir:") or "\0" in text:
        return None
    return git.parent / text.removeprefix("gitdir:").strip()


def _is_git_folder(folder: Path, *, follow: bool) -> bool:
    if follow and (folder / "commondir").is_file():
        return (folder / "HEAD").is_file()
    return (
        os.path.lexists(folder / "HEAD")
        and (folder / "objects").is_dir()
        and ((folder / "refs").is_dir() or (folder / "packed-refs").is_file())
    )


def _common(own: Path) -> Path:
    text = (read_small(own / "commondir", REF_BYTES) or b"").decode("utf-8", "surrogateescape").strip()
    return Path(os.path.realpath(own / text)) if text and "\0" not in text else own


def head(folder: GitFolder) -> Head:
    """Return what `HEAD` of a clone points to.

    Raises
    ------
    NotInspected
        If there is no commit, or the refs are kept in a format that is not read.
    """
    name, branch = "HEAD", None
    for _ in range(HOPS):
        value = _ref(folder, name)
        if value is None:
            break
        if HASH.fullmatch(value):
            return Head(value, branch)
        if not value.startswith("ref:"):
            break
        name = value.removeprefix("ref:").strip()
        branch = (
            shown(name.removeprefix("refs/heads/").encode("utf-8", "surrogateescape"))
            if name.startswith("refs/heads/")
            else None
        )
    if (folder.common / "reftable").is_dir():
        raise NotInspected("The refs are kept in a format that is not read (reftable). Give the full hash of a commit.")
    raise NotInspected("The repository has no commit.")


def _ref(folder: GitFolder, name: str) -> str | None:
    """Return the text of a ref; None if it does not exist or leads through a link."""
    parts = name.split("/")
    if name != "HEAD" and (
        parts[0] != "refs" or len(parts) < 2 or ".." in name or not all(PART.fullmatch(part) for part in parts)
    ):
        return None
    path = folder.own if name == "HEAD" else folder.common
    for part in parts:
        path = path / os.fsencode(part).decode("utf-8", "surrogateescape")
        if path.is_symlink():
            return None
    data = read_small(path, REF_BYTES)
    if data is not None:
        return data.decode("utf-8", "surrogateescape").strip()
    return _packed(folder.common / "packed-refs", name) if name != "HEAD" else None


def _packed(path: Path, name: str) -> str | None:
    data = read_small(path, PACKED_REFS_BYTES) or b""
    wanted = name.encode("utf-8", "surrogateescape")
    start = 0
    while (end := data.find(b"\n", start)) >= 0 or start < len(data):
        line = data[start : end if end >= 0 else len(data)]
        object_hash, _, ref = line.partition(b" ")
        if ref.rstrip() == wanted:
            return object_hash.decode("ascii", "replace")
        if end < 0:
            return None
        start = end + 1
    return None


def origin_address(folder: GitFolder) -> str:
    """Return `url` of `[remote "origin"]` from the text of a clone's configuration; "" if there is none."""
    return _config(folder.common / "config").get(("remote", "origin", "url"), "")


def _config(path: Path) -> dict[tuple[str, str, str], str]:
    """Return the values of a configuration file by section, subsection and name, without following includes."""
    values: dict[tuple[str, str, str], str] = {}
    section = ("", "")
    for line in (read_small(path, REF_BYTES) or b"").decode("utf-8", "replace").splitlines():
        text = line
        if matched := SECTION.fullmatch(line):
            section = (matched[1].lower(), re.sub(r"\\(.)", r"\1", matched[2] or ""))
            text = matched[3]
        key, equals, value = text.partition("=")
        if equals and not key.lstrip().startswith(("#", ";")):
            values[(*section, key.strip().lower())] = re.split(r"\s[#;]", value)[0].strip().strip('"')
    return values
