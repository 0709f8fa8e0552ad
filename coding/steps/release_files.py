"""The files of a release: rendered into a folder first, stored in pieces, written out again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from coding.derivation import Publication
from coding.errors import RuleBroken
from coding.exporters import number_of_files, render
from coding.models import Release, ReleaseFile, ReleasePiece
from coding.models.release import AT_ONCE, PIECE
from coding.spool import batches

# Called with how many files are done, of how many, and what is being done.
Report = Callable[[int, int, str], None]


class FolderInUse(RuleBroken):
    """A release is written into an empty folder."""

    code = "folder_in_use"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file that waits to be stored."""

    name: str
    size: int  # bytes
    sha256: str
    path: Path


def render_into(folder: Path, publication: Publication, report: Report) -> list[Rendered]:
    """Render every file of the release into `folder`, which holds nothing else."""
    made = []
    total = number_of_files()
    for place, (name, file) in enumerate(render(publication)):
        path = folder / str(place)
        with path.open("wb", buffering=PIECE) as target:
            said = -PIECE
            for piece in file:
                target.write(piece)
                if file.size - said >= PIECE:
                    said = file.size
                    report(place, total, f"Writing {name}, {file.size / 1e6:,.0f} MB so far")
        made.append(Rendered(name, file.size, file.sha256, path))
    return made


def store(release: Release, files: list[Rendered]) -> None:
    """Keep the rendered files with the release."""
    for rendered in files:
        file = ReleaseFile.objects.create(
            release=release, path=rendered.name, size=rendered.size, sha256=rendered.sha256
        )
        for pieces in batches(enumerate(_pieces(rendered.path)), AT_ONCE):
            ReleasePiece.objects.bulk_create(
                ReleasePiece(file=file, place=place, content=content) for place, content in pieces
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


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while content := source.read(PIECE):
            yield content


def _sum(path: Path) -> str:
    digest = sha256()
    if path.is_file():
        for piece in _pieces(path):
            digest.update(piece)
    return digest.hexdigest()
