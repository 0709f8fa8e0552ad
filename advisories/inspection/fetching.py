"""Fetches a repository from an allow-listed host: one commit with its tree, then commits alone for the history."""

from __future__ import annotations

import contextlib
import fcntl
import ipaddress
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final
from urllib.parse import urlsplit

from advisories.inspection.git_calls import GitCall, NotInspected, git_environment
from advisories.inspection.private_folder import HASH, GitFolder
from advisories.inspection.refs import head
from advisories.inspection.shown_names import shown

SECONDS: Final = 300.0  # of all that is fetched of a project
DISK_BYTES: Final = 1 << 30
AT_A_TIME: Final = 3
HISTORY: Final = 400  # commits of any line that are asked for
POLL: Final = 0.2  # seconds
PREFIX: Final = "intercoder-fetch-"
SEGMENT: Final = re.compile(r"[A-Za-z0-9._~-]+")
OPTIONS: Final = {
    "protocol.allow": "never",
    "http.followRedirects": "false",
    "transfer.fsckObjects": "true",
    "core.hooksPath": os.devnull,
    "credential.helper": "",
    "core.askPass": "/bin/false",
    "fetch.recurseSubmodules": "no",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "http.lowSpeedLimit": "1000",
    "http.lowSpeedTime": "30",
}
WAIT: Final = 900.0  # seconds to wait for a turn
LEFT_ALONE: Final = 3_600.0  # seconds
REASONS: Final = (
    ((b"redirect", b"returned error: 30"), "the host redirects. If the project was renamed, use its new address"),
    ((b"could not read Username", b"not found", b"Authentication failed"), "it does not exist, or it is private"),
    ((b"couldn't find remote ref", b"not our ref", b"unadvertised object"), "it has no such commit"),
    ((b"Could not resolve", b"Failed to connect", b"timed out", b"Connection"), "the host cannot be reached"),
)
GLOBAL_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
Resolve = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be fetched, with the checked IP addresses of its host."""

    url: str
    protocol: str = "https"
    resolved: str = ""  # value of http.curloptResolve; "" for none


@dataclass(frozen=True, slots=True)
class Fetch:
    """A fetched repository; `problem` says why its history is missing."""

    folder: Path
    commit: str
    problem: str = ""


def resolve(host: str) -> list[str]:
    """Return the addresses of a host."""
    try:
        rows = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


def checked_address(address: str, hosts: Sequence[str], resolve: Resolve = resolve) -> Address:
    """Return an address that may be fetched.

    Parameters
    ----------
    address : https://host/owner/name
    hosts : names of hosts from which repositories may be fetched.
    resolve : returns the addresses of a host.

    Raises
    ------
    NotInspected
        If the address has another form, its host is not in the list, or it leads into a private network.
    """
    if not hosts:
        raise NotInspected("Fetching repositories is switched off (INTERCODER_GIT_HOSTS). Upload an archive instead.")
    named = shown(address.strip()[:200].encode("utf-8", "surrogateescape"))
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise NotInspected(f"Invalid address “{named}”. Use one like https://{hosts[0]}/owner/name.") from None
    segments = parts.path.strip("/").split("/")
    if parts.username is not None or parts.password is not None:
        # The address is not repeated, because it may contain a password.
        raise NotInspected("An address with an account or a password is not fetched. Remove it from the address.")
    if (
        parts.scheme != "https"
        or port not in {None, 443}
        or not address.strip().isprintable()
        or "?" in address
        or "#" in address
        or len(segments) < 2
        or not all(SEGMENT.fullmatch(part) and part not in {".", ".."} for part in segments)
    ):
        raise NotInspected(f"Invalid address “{named}”. Use one like https://{hosts[0]}/owner/name.")
    if host not in {name.lower() for name in hosts}:
        raise NotInspected(
            f"Repositories of “{shown(host[:100].encode())}” are not fetched. Use one of {', '.join(hosts)}."
        )
    addresses = resolve(host)
    if not addresses:
        raise NotInspected(f"The host “{host}” cannot be reached: its name has no address. Try again later.")
    if not all(is_public(one) for one in addresses):
        raise NotInspected(f"The host “{host}” has an address in a private network, so it is not asked.")
    numbers = ",".join(f"[{one}]" if ":" in one else one for one in addresses)
    return Address(f"https://{host}/{'/'.join(segments)}", resolved=f"{host}:443:{numbers}")


def is_public(address: str) -> bool:
    """Return whether an address is one of the public internet, also if it contains another address.

    Examples
    --------
    >>> is_public("140.82.121.4"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("64:ff9b::a00:1")
    (True, False, False, False)
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour
        if parsed in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
        if parsed not in GLOBAL_UNICAST:  # such as ::127.0.0.1, fec0::1 and 64:ff9b:1::a00:1
            return False
    return parsed.is_global and not parsed.is_multicast


@contextlib.contextmanager
def fetched(
    address: str, *, hosts: Sequence[str], commit: str = "", temporary: Path | None = None, resolve: Resolve = resolve
) -> Iterator[Fetch]:
    """Yield a repository that is fetched into a temporary folder, which is removed at the end.

    Parameters
    ----------
    address, hosts, resolve : see `checked_address`.
    commit : full hash; "" for `HEAD` of the host.
    temporary : folder of the temporary folder; at most three processes fetch into it at a time.

    Raises
    ------
    NotInspected
        If the address may not be fetched, or cannot be.
    """
    if commit and not HASH.fullmatch(commit):
        raise NotInspected(f"Invalid commit “{commit[:80]}”. Use its full hash to fetch it from an address.")
    with fetched_from(checked_address(address, hosts, resolve), commit=commit, temporary=temporary) as fetch:
        yield fetch


@contextlib.contextmanager
def fetched_from(
    address: Address,
    *,
    commit: str = "",
    temporary: Path | None = None,
    seconds: float = SECONDS,
    disk_bytes: int = DISK_BYTES,
) -> Iterator[Fetch]:
    """Yield a repository of an address that was checked. See `fetched`."""
    parent = Path(temporary or tempfile.gettempdir())
    parent.mkdir(parents=True, exist_ok=True)
    with _turn(parent), tempfile.TemporaryDirectory(prefix=PREFIX, dir=parent) as name:
        folder = Path(name)
        for empty in ("objects", "refs"):
            (folder / empty).mkdir()
        (folder / "HEAD").write_text("ref: refs/heads/inspected\n")
        (folder / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tbare = true\n")
        call = _Fetcher(address, folder, until=time.monotonic() + seconds, disk_bytes=disk_bytes)
        refspec = f"{commit or 'HEAD'}:refs/heads/inspected"
        if problem := call(refspec, "--depth=1"):
            raise NotInspected(f"{address.url} cannot be fetched: {problem}.")
        fetched_commit = head(GitFolder(folder, folder)).commit
        shallow = folder / "shallow"
        cut = shallow.read_bytes() if shallow.exists() else b""
        problem = call(refspec, f"--depth={HISTORY}", "--filter=tree:0")
        if problem:
            shallow.write_bytes(cut)
        yield Fetch(folder, fetched_commit, f"The history cannot be fetched: {problem}." if problem else "")


class _Fetcher:
    """Calls `git fetch` and ends it when it takes too long or fills the disk."""

    def __init__(self, address: Address, folder: Path, *, until: float, disk_bytes: int) -> None:
        self.address, self.folder, self.until, self.disk_bytes = address, folder, until, disk_bytes
        options = {**OPTIONS, f"protocol.{address.protocol}.allow": "always"}
        if address.resolved:
            options["http.curloptResolve"] = address.resolved
        self.options = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]

    def __call__(self, refspec: str, *arguments: str) -> str:
        """Fetch a ref and return why it failed; "" if it did not."""
        environment = git_environment(
            HOME=str(self.folder), GIT_DIR=str(self.folder), GIT_ALLOW_PROTOCOL=self.address.protocol
        )
        fixed = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--update-head-ok")
        command = [*self.options, "fetch", *fixed, *arguments, "--", self.address.url, refspec]
        seconds = max(self.until - time.monotonic(), 0.1)
        with (
            tempfile.TemporaryFile() as errors,
            GitCall(command, environment, seconds=seconds, errors=errors) as git,
        ):
            while True:
                try:
                    status = git.process.wait(POLL)
                    break
                except subprocess.TimeoutExpired:
                    if _size(self.folder) > self.disk_bytes:
                        return f"it has more than {self.disk_bytes / (1 << 20):,.0f} MiB"
            if status and git.late:
                return "it took too long"
            if _size(self.folder) > self.disk_bytes:
                return f"it has more than {self.disk_bytes / (1 << 20):,.0f} MiB"
            errors.seek(0)
            return _explanation(errors.read(1 << 16)) if status else ""


def _explanation(messages: bytes) -> str:
    """Return why a fetch failed. Messages of a server are not repeated, because it can write anything."""
    for words, reason in REASONS:
        if any(word in messages for word in words):
            return reason
    return "git or the server refused it"


def _size(folder: Path) -> int:
    total = 0
    for top, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(top, name)).st_size
    return total


@contextlib.contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Wait until fewer than three processes fetch into a folder."""
    until = time.monotonic() + WAIT
    with contextlib.ExitStack() as stack:
        files: list[IO[bytes]] = [
            stack.enter_context(open(folder / f"{PREFIX}{number}.lock", "ab")) for number in range(AT_A_TIME)
        ]
        while not any(_locked(file) for file in files):
            if time.monotonic() > until:
                raise NotInspected("Other repositories are being fetched. Try again later.")
            time.sleep(POLL)
        yield


def _locked(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def sweep(folder: Path, now: float) -> None:
    """Remove temporary folders that a process which was killed has left, an hour after their last change."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.name.startswith("intercoder-") and path.is_dir() and not path.is_symlink():
            with contextlib.suppress(OSError):
                if now - path.stat().st_mtime > LEFT_ALONE:
                    shutil.rmtree(path, ignore_errors=True)
