"""Snapshots of projects with their evidence, stored without an inspection."""

from __future__ import annotations

from typing import Any

from advisories.corpus.corpora import main_corpus
from advisories.models import Corpus, Document, Evidence, Project, Snapshot
from coding.clock import now

COMMIT = "1f" * 20
TEXT = "Demo Server at 1f1f1f1f1f1f\nci.yml runs pytest.\nNo fuzz targets were found.\n"


def project(name: str = "Demo Server", corpus: Corpus | None = None) -> Project:
    row, _ = Project.objects.get_or_create(
        corpus=corpus or main_corpus(), name=name, defaults={"slug": name.lower().replace(" ", "-"), "label": name}
    )
    return row


def snapshot(
    name: str = "Demo Server", *, suggestion: str = "yes", corpus: Corpus | None = None, **fields: Any
) -> Snapshot:
    """Store a snapshot with two pieces of evidence: a test that runs in CI, and no fuzz target."""
    row = project(name, corpus)
    document = Document.objects.create(
        project=row,
        title=f"{name} at 1f1f1f1f1f1f",
        html=f"<p>{TEXT}</p>",
        text=TEXT,
        sha256="a" * 64,
        created_at=now(),
    )
    values: dict[str, Any] = {
        "number": row.snapshots.count() + 1,
        "address": f"github.com/demo/{row.slug}",
        "source": "clone",
        "commit": COMMIT,
        "committed_at": now(),
        "branch": "main",
        "files": 2,
        "files_read": 2,
        "bytes_read": 90,
        "history": {"commits": 30, "complete": True, "reason": ""},
        "suggestions": {
            "ci_testing": {"suggestion": suggestion, "reason": "“pytest” runs on changes.", "evidence": [1]},
            "fuzzing": {"suggestion": "no", "reason": "No fuzz target was found.", "evidence": [2]},
        },
        "rules": "1",
        "ossfuzz": "2026-11-30",
        "sha256": "b" * 64,
        "document": document,
        "inspected_at": now(),
    }
    stored = Snapshot.objects.create(project=row, **(values | fields))
    Evidence.objects.create(
        snapshot=stored,
        number=1,
        activity="ci_testing",
        probe="ci.runs_tests",
        outcome="true",
        path=".github/workflows/ci.yml",
        line=9,
        line_end=9,
        excerpt="run: pytest",
        tool="pytest",
        scope="change",
        start=TEXT.index("ci.yml"),
        end=TEXT.index("No"),
    )
    Evidence.objects.create(
        snapshot=stored,
        number=2,
        activity="fuzzing",
        probe="fuzz.targets",
        outcome="false",
        reason="No fuzz target was found.",
        values={"looked_for": ["atheris"]},
    )
    return stored
