"""The files of a release: rendered and packed into a temporary file first, stored in pieces, written out again."""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import IO, Final

from coding.dataset.spool import batches
from coding.errors import RuleBroken
from coding.models import Release, ReleaseChunk, ReleaseFile
from coding.models.release import AT_ONCE
from coding.release import RELEASE_FILES, render
from coding.rendering.streams import blocks
from coding.results.derive import Publication

PIECE: Final = 1 << 20  # bytes that are packed together
LEVEL: Final = 1  # of zlib: the higher ones take thrice the time for a tenth less

# Called with how many files are done, of how many, and what is being done.
Report = Callable[[int, int, str], None]


class FolderInUse(RuleBroken):
    """A release is written into an empty folder."""

    code = "folder_in_use"


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A file that waits to be stored: packed, in pieces of these lengths, one after the other."""

    name: str
    size: int  # bytes, unpacked
    sha256: str
    lengths: tuple[int, ...]


def render_into(target: IO[bytes], publication: Publication, report: Report) -> list[RenderedFile]:
    """Render every file of the release into `target`, one after the other."""
    made = []
    total = len(RELEASE_FILES)
    with ThreadPoolExecutor(max_workers=1) as pool:
        for place, (name, file) in enumerate(render(publication)):
            lengths = []
            report(place, total, f"Writing {name}")
            for compressed in _packed(blocks(file, PIECE), pool):
                lengths.append(target.write(compressed))
                report(place, total, f"Writing {name}, {file.size / 1e6:,.0f} MB so far")
            made.append(RenderedFile(name, file.size, file.sha256, tuple(lengths)))
    return made


def _packed(pieces: Iterable[bytes], pool: Executor) -> Iterator[bytes]:
    """The pieces, packed beside the rendering of the next ones: zlib lets other threads go on."""
    waiting: deque[Future[bytes]] = deque()
    for piece in pieces:
        waiting.append(pool.submit(zlib.compress, piece, LEVEL))
        if len(waiting) > AT_ONCE:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def store(release: Release, files: list[RenderedFile], source: IO[bytes]) -> None:
    """Keep the files that were rendered into `source` with the release."""
    source.seek(0)
    for rendered in files:
        file = ReleaseFile.objects.create(
            release=release, path=rendered.name, size=rendered.size, sha256=rendered.sha256
        )
        for lengths in batches(enumerate(rendered.lengths), AT_ONCE):
            ReleaseChunk.objects.bulk_create(
                ReleaseChunk(file=file, index=place, compressed=source.read(length)) for place, length in lengths
            )


def write_release(release: Release, folder: Path) -> list[Path]:
    """Write the release's files into `folder`, which must be new, empty, or hold this very release."""
    files = {file.path: file for file in release.files.all()}
    if folder.exists() and not folder.is_dir():
        raise FolderInUse(f"{folder} is a file. Name a folder.")
    present = {path.name for path in folder.iterdir()} if folder.exists() else set()
    same = present <= files.keys() and all(_sum(folder / name) == files[name].sha256 for name in present)
    if present and not same:
        raise FolderInUse(f"{folder} holds something else. Name a new or an empty folder.")
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for name, file in files.items():
            with (folder / name).open("wb") as target:
                target.writelines(file.read())
    except OSError:  # a full disk, say: half a release is worse than none
        for name in files.keys() - present:
            (folder / name).unlink(missing_ok=True)
        if made:
            folder.rmdir()
        raise
    return [folder / name for name in files]


def _sum(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as source:
        return file_digest(source, "sha256").hexdigest()
