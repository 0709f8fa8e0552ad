"""A private git folder that borrows the objects of a clone.

The git folder of a clone is hostile: its configuration can name programs that git runs. Git never sees it. It reads a
folder with a configuration of ours, in which the packs and the folders of objects are links.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HASH: Final = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
PACKS: Final = 10_000
CONFIG: Final = """[core]
\trepositoryformatversion = {version}
\tbare = true
\tpackedGitWindowSize = 32m
\tpackedGitLimit = 256m
\tmultiPackIndex = false
\tcommitGraph = false
[extensions]
{extensions}"""


@dataclass(frozen=True)
class GitFolder:
    """The folders of a clone from which refs and objects are read.

    Parameters
    ----------
    own : with `HEAD`; the folder `.git`, or that of a worktree.
    common : with `refs`, `packed-refs`, `shallow` and `objects`.
    sha256 : whether objects are named by SHA-256.
    """

    own: Path
    common: Path
    sha256: bool = False


def make_private(private: Path, folder: GitFolder) -> frozenset[str]:
    """Make a git folder that borrows the objects of a clone, and return the hashes at which it is shallow.

    Links lead to each pack and each folder of loose objects. Alternates, commit graphs and multi-pack indexes, which
    are stored next to them, are not linked.
    """
    extensions = "\tobjectformat = sha256\n" if folder.sha256 else ""
    config = CONFIG.format(version=1 if folder.sha256 else 0, extensions=extensions)
    (private / "config").write_text(config)
    (private / "HEAD").write_text("ref: refs/heads/none\n")
    (private / "refs").mkdir()
    packs = private / "objects" / "pack"
    packs.mkdir(parents=True)
    objects = folder.common / "objects"
    for entry in _entries(objects):
        if re.fullmatch(r"[0-9a-f]{2}", entry.name) and entry.is_dir(follow_symlinks=False):
            _borrow(Path(entry.path), private / "objects" / entry.name)
    names = {entry.name: entry for entry in _entries(objects / "pack") if entry.is_file(follow_symlinks=False)}
    for name in sorted(name for name in names if name.endswith(".pack"))[:PACKS]:
        index = f"{name.removesuffix('.pack')}.idx"
        if index in names:
            for part in (name, index):
                (packs / part).symlink_to(names[part].path)
    shallow = _shallow(folder.common / "shallow")
    if shallow:
        (private / "shallow").write_text("".join(f"{name}\n" for name in sorted(shallow)))
    return shallow


def _borrow(folder: Path, target: Path) -> None:
    """Link to a folder of loose objects, or to its files alone if there are links, pipes or devices among them."""
    entries = _entries(folder)
    files = [entry for entry in entries if entry.is_file(follow_symlinks=False)]
    if len(files) == len(entries):
        target.symlink_to(folder)
        return
    target.mkdir()
    for entry in files:
        (target / entry.name).symlink_to(entry.path)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    if folder.is_symlink() or not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return [*entries]


def _shallow(path: Path) -> frozenset[str]:
    data = read_small(path, 1 << 20)
    return frozenset(line for line in (data or b"").decode("ascii", "replace").split() if HASH.fullmatch(line))


def read_small(path: Path, most: int) -> bytes | None:
    """Return at most `most` bytes of a regular file; None if there is none, or a link or pipe instead."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except (OSError, ValueError):
        return None
    with open(descriptor, "rb") as stream:
        return stream.read(most) if stat.S_ISREG(os.fstat(descriptor).st_mode) else None
