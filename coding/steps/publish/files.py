"""Render the files of a release, store them in compressed chunks, and write them to a folder."""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import IO, Final

from coding.dataset.spool import batches
from coding.errors import RuleBroken
from coding.models import Release, ReleaseChunk, ReleaseFile
from coding.models.release import CHUNKS_IN_MEMORY
from coding.release import RELEASE_FILES, render
from coding.rendering.escaping import markdown
from coding.rendering.streams import blocks
from coding.results.derive import Publication

CHUNK: Final = 1 << 20  # bytes that are compressed together
LEVEL: Final = 1  # of zlib; higher levels take three times as long and save a tenth of the size

# Called with the number of finished files, the number of all files, and a progress message.
Report = Callable[[int, int, str], None]


class FolderInUse(RuleBroken):
    """A release cannot be written into a folder with other contents."""

    code = "folder_in_use"


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A rendered file whose compressed chunks follow each other in the temporary file."""

    name: str
    size: int  # bytes, uncompressed
    sha256: str
    lengths: tuple[int, ...]  # bytes of each compressed chunk


def render_into(target: IO[bytes], publication: Publication, report: Report) -> list[RenderedFile]:
    """Render every file of the release into `target`, one after the other, compressed."""
    rendered = []
    total = len(RELEASE_FILES)
    with ThreadPoolExecutor(max_workers=1) as pool:
        for index, (name, file) in enumerate(render(publication)):
            lengths = []
            report(index, total, f"Writing {name}")
            for compressed in _compressed(blocks(file, CHUNK), pool):
                lengths.append(target.write(compressed))
                report(index, total, f"Writing {name}, {file.size / 1e6:,.0f} MB so far")
            rendered.append(RenderedFile(name, file.size, file.sha256, tuple(lengths)))
    return rendered


def _compressed(chunks: Iterable[bytes], pool: Executor) -> Iterator[bytes]:
    """Yield the compressed chunks in order."""
    # zlib releases the GIL, so that chunks are compressed while the next ones are rendered.
    pending: deque[Future[bytes]] = deque()
    for chunk in chunks:
        pending.append(pool.submit(zlib.compress, chunk, LEVEL))
        if len(pending) > CHUNKS_IN_MEMORY:
            yield pending.popleft().result()
    while pending:
        yield pending.popleft().result()


def store(release: Release, files: list[RenderedFile], source: IO[bytes]) -> None:
    """Store the files that were rendered into `source` as files of the release."""
    source.seek(0)
    for rendered in files:
        file = ReleaseFile.objects.create(
            release=release, path=rendered.name, size=rendered.size, sha256=rendered.sha256
        )
        for lengths in batches(enumerate(rendered.lengths), CHUNKS_IN_MEMORY):
            ReleaseChunk.objects.bulk_create(
                ReleaseChunk(file=file, index=index, compressed=source.read(length)) for index, length in lengths
            )


def write_release(release: Release, folder: Path) -> list[Path]:
    """Write the files into `folder`, which must be new, empty, or contain only files of this release."""
    files = {file.path: file for file in release.files.all()}
    if folder.exists() and not folder.is_dir():
        raise FolderInUse(f"“{folder}” is a file. Choose a folder.")
    present = {path.name for path in folder.iterdir()} if folder.exists() else set()
    same = present <= files.keys() and all(_sha256(folder / name) == files[name].sha256 for name in present)
    if present and not same:
        raise FolderInUse(f"“{folder}” contains other files. Choose a new or an empty folder.")
    created = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for name, file in files.items():
            with (folder / name).open("wb") as target:
                target.writelines(file.read())
    except OSError:  # for example a full disk: no incomplete release may remain
        for name in files.keys() - present:
            (folder / name).unlink(missing_ok=True)
        if created:
            folder.rmdir()
        raise
    return [folder / name for name in files]


def write_package(releases: Sequence[Release], folder: Path) -> list[int]:
    """Write releases of several studies, each into a folder named by its study, and return their numbers of files.

    `README.md` names the studies, and how the projects of one come from another. Raises FolderInUse if the folder has
    other contents.
    """
    names = [release.study.slug for release in releases]
    readme = "".join(_package_readme(releases)).encode()
    present = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    same = "README.md" not in present or (folder / "README.md").read_bytes() == readme
    if (folder.exists() and not folder.is_dir()) or present - {*names, "README.md"} or not same:
        raise FolderInUse(f"The folder {folder} has other contents. Name a new or an empty folder.")
    written = [len(write_release(release, folder / name)) for release, name in zip(releases, names, strict=True)]
    (folder / "README.md").write_bytes(readme)
    return written


def _package_readme(releases: Sequence[Release]) -> Iterator[str]:
    yield "# Releases of one paper\n\n"
    yield "| folder | study | release | SHA-256 of its MANIFEST.sha256 |\n| --- | --- | --- | --- |\n"
    for release in releases:
        title = markdown(release.study.title)
        yield f"| `{release.study.slug}` | {title} | {release.number} | `{release.manifest_sha256}` |\n"
    yield "\nRun `python recompute.py` in each folder: it recomputes the tables and checks every file.\n"
    slugs = {release.study.slug for release in releases}
    for release in releases:
        if (source := release.study.sampling_plan.get("from_study")) in slugs:
            yield f"\nThe projects of `{release.study.slug}` are those of `{source}`.\n"


def _sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, or "" if it is not a regular file."""
    if not path.is_file():
        return ""
    with path.open("rb") as source:
        return file_digest(source, "sha256").hexdigest()
