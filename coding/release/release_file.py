"""Description of a file of a release."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from coding.rendering.media_types import CSV
from coding.results.derive import Publication

SCREENING: Final = "screening"  # condition: the study screened its projects
WITH_CODES: Final = "codebook"  # condition: the codebook has a code
ADVISORIES: Final = "advisories"  # condition: the units are advisories
PROJECTS: Final = "projects"  # condition: the units are projects
SOURCES: Final = "sources"  # condition: ratings were entered from files
AS_WORKBOOK: Final = "workbook"  # condition: not too many ratings for a workbook
WORKBOOK_RATINGS: Final = 20_000  # units × raters; a workbook of more takes minutes


class FigureNotDrawn(Exception):
    """The renderer failed on a figure. The release is made without the file; the message states why."""


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """A file of a release.

    `render` takes the publication and returns bytes; if `streamed`, an iterator of bytes, because the size of the file
    grows with the number of units. If `over_files`, it also takes the files rendered before it.
    """

    name: str
    sentence: str  # for a reader who has only the folder
    render: Callable[..., Any]
    media_type: str = CSV
    streamed: bool = False
    over_files: bool = False
    condition: str = ""
    sentence_of_projects: str = ""  # instead of `sentence` in a study of projects
    sentence_of_files: str = ""  # instead of `sentence` if all ratings were entered from files

    def belongs_to(self, publication: Publication) -> bool:
        """Return whether a release of this publication has the file."""
        if self.condition == SCREENING:
            return publication.data.screening is not None
        if self.condition == SOURCES:
            return bool(publication.plan.rating_sources)
        if self.condition == AS_WORKBOOK:
            return len(publication.data.units) * len(publication.data.ratings.raters) <= WORKBOOK_RATINGS
        if self.condition in {ADVISORIES, PROJECTS}:
            return publication.of_projects == (self.condition == PROJECTS)
        return self.condition != WITH_CODES or bool(publication.data.codebook)

    def sentence_in(self, publication: Publication) -> str:
        """Return the sentence that describes the file in a release of this publication."""
        if publication.of_projects and self.sentence_of_projects:
            return self.sentence_of_projects
        return (publication.plan.origin == "files" and self.sentence_of_files) or self.sentence
