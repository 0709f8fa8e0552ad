"""The wording of the demo's texts, read from phrases.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field

from annotation.demo.advisory_facts import FOLDER


@dataclass(frozen=True, slots=True)
class About:
    """The words with which the texts describe one project."""

    does: str
    parts: list[str]
    data: list[str]
    work: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A kind of vulnerability: its causes and its effects."""

    headlines: list[str]
    causes: list[str]
    effects: list[str] = field(default_factory=list)  # empty: see `Phrases.access`


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrases: `access` by impact, `hints` and `workarounds` by shared code."""

    projects: dict[str, About]
    provider_parts: list[str]
    themes: dict[str, Theme]
    access: dict[str, list[str]]
    hints: dict[str, list[str]]
    workarounds: dict[str, list[str]]


def read_phrases() -> Phrases:
    """Read phrases.toml."""
    content = tomllib.loads((FOLDER / "phrases.toml").read_text(encoding="utf-8"))
    projects = {name: About(**about) for name, about in content.pop("projects").items()}
    themes = {name: Theme(**theme) for name, theme in content.pop("themes").items()}
    return Phrases(projects=projects, themes=themes, **content)


PHRASES = read_phrases()
