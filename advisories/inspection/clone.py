"""The objects and the history of a clone, read by git through a private folder."""

from __future__ import annotations

import contextlib
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

from advisories.inspection.facts import Author, Commit, History
from advisories.inspection.git_calls import SECONDS, GitCall, NotInspected, git_environment
from advisories.inspection.private_folder import HASH, GitFolder, make_private
from advisories.inspection.shown_names import shown
from advisories.text.counting import count_noun

HISTORY_SECONDS: Final = 10.0  # that are left for its history at least
COMMITS: Final = 300  # first-parent commits
AUTHORS: Final = 5_000
LOG_BYTES: Final = 256 << 20  # of the output of one `git log`
BODY: Final = 20_000  # characters of a message
PERSON: Final = 500  # characters of a name or an address
RESTARTS: Final = 20  # of `git cat-file`, each after an object at which it ended
NAME_BYTES: Final = 4_096  # of a path
NAMES_BYTES: Final = 128 << 20  # of all paths of a tree
RECORD_BYTES: Final = 16 << 20  # of a field of the output
TREES: Final = 500  # calls of `git ls-tree` for a tree of which folders are missing
# %x00 between the fields: names and messages cannot contain it.
COMMIT_FORMAT: Final = "%H%x00%P%x00%an%x00%ae%x00%cn%x00%ce%x00%ct%x00%s%x00%b"
AUTHOR_FORMAT: Final = "%H%x00%an%x00%ae%x00%ct"


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """One path of a tree, as git lists it; `size` is None where the object is missing."""

    name: bytes
    mode: str
    hash: str
    size: int | None


class Clone:
    """The objects of a clone, read through a private folder; use `opened`.

    Parameters
    ----------
    private : a git folder of ours.
    shallow : hashes at which the history was cut when it was cloned.
    seconds : that all calls of git for the files may take together.
    """

    def __init__(self, private: Path, shallow: frozenset[str], seconds: float = SECONDS) -> None:
        self.private, self.shallow, self.seconds = private, shallow, seconds
        self.problems: list[str] = []
        self.until = time.monotonic() + seconds
        self.long_names = 0

    @classmethod
    @contextlib.contextmanager
    def opened(cls, folder: GitFolder, *, temporary: Path | None = None, seconds: float = SECONDS) -> Iterator[Clone]:
        """Yield the clone of a git folder. The private folder is removed at the end."""
        with tempfile.TemporaryDirectory(prefix="intercoder-git-", dir=temporary) as name:
            private = Path(name)
            shallow = make_private(private, folder)
            yield cls(private, shallow, seconds)

    def call(self, *arguments: str, stdin: bool = False, seconds: float | None = None) -> GitCall:
        """Start git in the private folder."""
        environment = git_environment(HOME=str(self.private), GIT_DIR=str(self.private))
        seconds = max(self.until - time.monotonic(), 0.1) if seconds is None else seconds
        return GitCall(arguments, environment, seconds=seconds, stdin=stdin)

    def full_hash(self, commit: str) -> str:
        """Return the full hash of a commit that is named by at least 7 digits; "" if there is none, or several."""
        with self.call("cat-file", "--batch-check", stdin=True) as git:
            assert git.process.stdin is not None
            git.process.stdin.write(b"%s^{commit}\n" % commit.encode())
            git.process.stdin.close()
            words = git.output.readline().decode("ascii", "replace").split()
            if git.late:
                raise NotInspected(f"git took more than {self.seconds:g} seconds to find the commit.")
        return words[0] if len(words) == 3 and words[1] == "commit" and HASH.fullmatch(words[0]) else ""

    def tree(self, commit: str, most: int) -> list[TreeEntry]:
        """Return at most `most` entries of the tree of a commit, in the order of the names' bytes."""
        self.long_names = 0
        entries, complete = self._list(commit, most, recursive=True)
        if not complete and len(entries) < most:
            self.long_names = 0
            entries = []
            missing = self._walk(commit, b"", most, entries)
            for name in missing[:20]:
                self.problems.append(f"The folder “{shown(name)}” is missing from the clone, with everything in it.")
            if len(missing) > 20:
                self.problems.append(f"{len(missing) - 20} further folders are missing from the clone.")
        if time.monotonic() > self.until:
            self.problems.append(f"git took more than {self.seconds:g} seconds to list the files.")
        if self.long_names:
            self.problems.append(f"Paths of more than {NAME_BYTES:,} bytes are not read: {self.long_names:,}.")
        if len(entries) > most:
            self.problems.append(f"The tree has more than {most:,} files; the rest was not read.")
        return entries[:most]

    def _list(self, tree: str, most: int, *, recursive: bool) -> tuple[list[TreeEntry], bool]:
        arguments = [*(["-r"] if recursive else []), "-l", "-z", "--full-tree", "--end-of-options", tree]
        entries: list[TreeEntry] = []
        total = 0
        with self.call("ls-tree", *arguments) as git:
            for record in _records(git.output):
                head, _, name = record.partition(b"\t")
                if len(name) > NAME_BYTES:
                    self.long_names += 1
                    continue
                total += len(name)
                if total > NAMES_BYTES:
                    return entries, False
                mode, kind, object_hash, size = head.split()
                entries.append(
                    TreeEntry(name, "040000" if kind == b"tree" else mode.decode(), object_hash.decode(), _size(size))
                )
                if len(entries) > most:
                    return entries, False
            complete = git.status() == 0
        return entries, complete

    def _walk(self, tree: str, top: bytes, most: int, entries: list[TreeEntry]) -> list[bytes]:
        """List a tree folder by folder into `entries`, and return the folders that are missing."""
        missing: list[bytes] = []
        waiting = [(tree, top)]
        calls = 0
        while waiting and len(entries) <= most:
            tree, top = waiting.pop()
            calls += 1
            if calls > TREES or time.monotonic() > self.until:
                missing.append(top)
                continue
            listed, complete = self._list(tree, most, recursive=True)
            if not complete:
                listed, complete = self._list(tree, most, recursive=False)
                if not complete and not listed:
                    missing.append(top)
            for entry in listed:
                name = top + entry.name
                if len(name) > NAME_BYTES:
                    self.long_names += 1
                elif entry.mode == "040000":
                    waiting.append((entry.hash, name + b"/"))
                else:
                    entries.append(TreeEntry(name, entry.mode, entry.hash, entry.size))
        entries.sort(key=lambda entry: entry.name)
        return sorted(missing)

    def contents(self, hashes: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """Yield hash and content of each object in turn, from one stream; None where it cannot be read."""
        waiting = list(hashes)
        restarts = RESTARTS
        while waiting:
            read = 0
            for pair in self._stream(waiting):
                yield pair
                read += 1
            waiting = waiting[read:]
            if not waiting:
                return
            if time.monotonic() > self.until:
                self.problems.append(f"git took more than {self.seconds:g} seconds to read the files.")
                break
            if not restarts:
                self.problems.append("Too many objects are broken, so git ended before it had read all files.")
                break
            restarts -= 1
            yield waiting.pop(0), None  # git ends at a broken object
        for name in waiting:
            yield name, None

    def _stream(self, hashes: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
        with self.call("cat-file", "--batch", "--buffer", stdin=True) as git:
            writer = threading.Thread(target=_write, args=(git.process.stdin, hashes), daemon=True)
            writer.start()
            for expected in hashes:
                words = git.output.readline().split()
                if len(words) == 2 and words[1] == b"missing":
                    yield expected, None
                    continue
                if len(words) != 3:
                    break
                size = int(words[2])
                data = git.output.read(size + 1)
                if len(data) != size + 1:
                    break
                yield expected, data[:-1] if words[1] == b"blob" else None
            git.end()
            writer.join()

    def history(self, commit: str) -> History:
        """Return the commits that lead to a commit."""
        self.until = max(self.until, time.monotonic() + min(self.seconds, HISTORY_SECONDS))
        arguments = ("-z", "--no-show-signature", "--no-mailmap", "--no-decorate", "--no-notes", "--no-color")
        rows, whole = self._log(f"-{COMMITS}", "--first-parent", *arguments, commit=commit, form=COMMIT_FORMAT)
        people, _ = self._log(f"-{AUTHORS}", *arguments, commit=commit, form=AUTHOR_FORMAT)
        author_of = {row[0]: f"{row[1][:PERSON]} <{row[2][:PERSON]}>" for row in people}
        commits = []
        for _, parents, author, author_email, committer, committer_email, seconds, subject, body in rows:
            parent_hashes = parents.split()
            commits.append(
                Commit(
                    author=author[:PERSON],
                    author_email=author_email[:PERSON],
                    committer=committer[:PERSON],
                    committer_email=committer_email[:PERSON],
                    committed_at=moment(seconds),
                    subject=subject[:BODY],
                    trailers=body[:BODY],
                    parents=len(parent_hashes),
                    second_parent_author=author_of.get(parent_hashes[1], "") if len(parent_hashes) > 1 else "",
                )
            )
        authors = [Author(name[:PERSON], email[:PERSON], moment(seconds)) for _, name, email, seconds in people]
        reason = ""
        if len(commits) < COMMITS:
            number = count_noun(len(commits), "commit")
            if not whole:
                reason = f"Commits are missing from the clone: its history was read back to {number}."
            elif rows and rows[-1][0] in self.shallow:
                reason = f"The clone is shallow: it holds {number}."
        return History(commits, authors, complete=not reason and bool(commits), reason=reason)

    def _log(self, *arguments: str, commit: str, form: str) -> tuple[list[tuple[str, ...]], bool]:
        """Return the fields of each commit, and whether git reached the end."""
        fields = form.count("%x00") + 1
        values: list[str] = []
        with self.call("log", *arguments, f"--format={form}", "--end-of-options", commit, "--") as git:
            values.extend(record.decode("utf-8", "replace") for record in _records(git.output, LOG_BYTES))
            whole = git.status() == 0 and len(values) % fields == 0
            if git.late:
                self.problems.append(f"git took more than {self.seconds:g} seconds to read the history.")
        count = len(values) // fields
        return [tuple(values[row * fields : (row + 1) * fields]) for row in range(count)], whole


def moment(seconds: str) -> datetime:
    """Return a time of a commit; 1970 where no calendar has such a time."""
    try:
        value = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime(1970, 1, 1, tzinfo=UTC)
    return max(value, datetime(1970, 1, 1, tzinfo=UTC))


def _size(size: bytes) -> int | None:
    return int(size) if size.isdigit() else None


def _records(stream: IO[bytes], most: int | None = None) -> Iterator[bytes]:
    """Yield what NUL ends in a stream, at most `most` bytes in all, and `RECORD_BYTES` each."""
    rest, total = b"", 0
    while chunk := stream.read1(1 << 18):  # type: ignore[attr-defined]
        total += len(chunk)
        if len(rest) > RECORD_BYTES or (most is not None and total > most):
            return
        *records, rest = (rest + chunk).split(b"\0")
        yield from records


def _write(stream: Any, hashes: Sequence[str]) -> None:
    with contextlib.suppress(BrokenPipeError, ValueError, OSError):
        for start in range(0, len(hashes), 1_000):
            stream.write("".join(f"{name}\n" for name in hashes[start : start + 1_000]).encode())
        stream.close()
