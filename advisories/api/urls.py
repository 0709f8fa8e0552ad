"""URLs of corpora, uploads and jobs, below /api/v1/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from advisories.api import (
    advisories,
    corpora,
    corpus,
    daily_imports,
    imports,
    inspections,
    jobs,
    joins,
    live,
    project_decisions,
    projects,
    saved_filters,
    uploads,
    versions,
)
from advisories.api import severity as severities
from advisories.api import source_records as sources
from advisories.api import table_preview as tables

# Everything about one corpus: below the address of a shared corpus, and below that of a study.
OF_CORPUS: list[URLPattern] = [
    path("advisories/", corpus.Advisories.as_view()),
    path("advisories/facets/", corpus.AdvisoryFacets.as_view()),
    path("advisories/severities/", severities.Severities.as_view()),
    path("advisories/severities.svg", severities.SeverityFigure.as_view()),
    path("advisories/join/", joins.Join.as_view()),
    path("advisories/waiting/", joins.WaitingRecords.as_view()),
    path("advisories/waiting/<int:number>/decide/", joins.Decide.as_view()),
    path("advisories/<str:key>/", advisories.OneAdvisory.as_view()),
    path("advisories/<str:key>/documents/", versions.Documents.as_view()),
    path("advisories/<str:key>/documents/<int:number>/", versions.OneDocument.as_view()),
    path("advisories/<str:key>/documents/<int:number>/difference/", versions.Difference.as_view()),
    path("advisories/<str:key>/split/", joins.SplitAdvisory.as_view()),
    path("advisories/<str:key>/records/", versions.Records.as_view()),
    path("advisories/<str:key>/records/<int:number>/", sources.OneRecord.as_view()),
    path("projects/", projects.Projects.as_view()),
    path("projects/<slug:slug>/", projects.OneProject.as_view()),
    path("projects/<slug:slug>/snapshots/<int:number>/", projects.OneSnapshot.as_view()),
    path("projects/<slug:slug>/snapshots/<int:number>/evidence/", projects.SnapshotEvidence.as_view()),
    path("inspections/", inspections.Inspections.as_view()),
    path("inspections/<int:number>/", inspections.OneInspection.as_view()),
    path("saved_filters/", saved_filters.SavedFilters.as_view()),
    path("saved_filters/<int:number>/", saved_filters.OneSavedFilter.as_view()),
    path("imports/", imports.Imports.as_view()),
    path("imports/columns/", tables.TableColumns.as_view()),
    path("imports/live/", live.LiveImports.as_view()),
    path("imports/<int:number>/resume/", live.ResumeImport.as_view()),
    path("imports/<int:number>/", imports.OneImport.as_view()),
    path("imports/<int:number>/problems.csv", imports.ImportProblems.as_view()),
    path("imports/<int:number>/undo/", imports.UndoImport.as_view()),
    path("project_decisions/", project_decisions.ProjectDecisions.as_view()),
    path("project_decisions/join/", project_decisions.JoinProjects.as_view()),
    path("project_decisions/take_out/", project_decisions.TakeOut.as_view()),
    path("project_decisions/rename/", project_decisions.RenameProject.as_view()),
    path("project_decisions/<int:number>/undo/", project_decisions.UndoProjectDecision.as_view()),
    path("imports/daily/", daily_imports.DailyImports.as_view()),
    path("imports/daily/<int:number>/stop/", daily_imports.StopDailyImport.as_view()),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("corpora/", corpora.Corpora.as_view()),
    path("corpora/<slug:corpus>/", corpora.OneCorpus.as_view()),
    path("corpora/<slug:corpus>/", include(OF_CORPUS)),
    path("studies/<slug:study>/corpus/", include(OF_CORPUS)),
    path("uploads/", uploads.Uploads.as_view()),
    path("uploads/<int:number>/", uploads.OneUpload.as_view()),
    path("uploads/<int:number>/chunks/<int:index>/", uploads.UploadPiece.as_view()),
    path("jobs/", jobs.Jobs.as_view()),
    path("jobs/<int:number>/", jobs.OneJob.as_view()),
    path("jobs/<int:number>/cancel/", jobs.CancelJob.as_view()),
]
