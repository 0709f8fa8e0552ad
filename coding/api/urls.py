"""Paths below /api/v1/."""

from __future__ import annotations

from django.urls import path

from coding.api import (
    agree,
    check_sheet,
    import_project,
    match,
    meta,
    passages,
    sample,
    sample_size,
    screen,
    since_sample,
    study,
    suggestion,
)
from coding.api.adjudicate import decisions as adjudicate
from coding.api.adjudicate import discussion as discuss
from coding.api.adjudicate import similar_units as consistency
from coding.api.assign import rounds
from coding.api.code import keys, own_codings, recode, unit, worklist
from coding.api.codebook import codes as codebook
from coding.api.codebook import import_codes
from coding.api.publish import public
from coding.api.publish import releases as publish

STUDY = "studies/<slug:study>/"
ROUND = STUDY + "rounds/<int:number>/"
RELEASE = STUDY + "releases/<int:number>/"
PUBLIC = "public/<slug:study>/releases/<int:number>/"

urlpatterns = [
    path("meta/", meta.Meta.as_view()),
    path("ratings/read/", check_sheet.CheckSheet.as_view()),
    path("studies/", study.Studies.as_view()),
    path("study_imports/", import_project.ImportStudy.as_view()),
    path("study_imports/preview/", import_project.PreviewProject.as_view()),
    path("study_imports/<int:number>/", import_project.OneStudyImport.as_view()),
    path(STUDY, study.OneStudy.as_view()),
    path(STUDY + "leave/", study.Leave.as_view()),
    path(STUDY + "offered_roles/", study.OfferedRoles.as_view()),
    path(STUDY + "members/<path:name>/", study.OneMember.as_view()),
    path(STUDY + "events/", study.Events.as_view()),
    path(STUDY + "screening/", screen.ScreeningPage.as_view()),
    path(STUDY + "screening/criteria/", screen.Criteria.as_view()),
    path(STUDY + "screening/projects/", screen.Candidates.as_view()),
    path(STUDY + "screening/projects/<slug:project>/", screen.OneCandidate.as_view()),
    path(STUDY + "screening/verdicts/", screen.Verdicts.as_view()),
    path(STUDY + "screening/flow.csv", screen.FlowFile.as_view()),
    path(STUDY + "screening/flow.svg", screen.FlowFigure.as_view()),
    path(STUDY + "screening/decisions.csv", screen.DecisionsFile.as_view()),
    path(STUDY + "units/", sample.Units.as_view()),
    path(STUDY + "units/exclude/", sample.ExcludeUnits.as_view()),
    path(STUDY + "units/similar/", sample.SimilarUnits.as_view()),
    path(STUDY + "sample/", sample.Sample.as_view()),
    path(STUDY + "sample/size/", sample_size.SampleSize.as_view()),
    path(STUDY + "sample/changes/", since_sample.SinceSample.as_view()),
    path(STUDY + "units/refresh/", since_sample.RefreshFacts.as_view()),
    path(STUDY + "sample/preview/", sample.PreviewSample.as_view()),
    path(STUDY + "units/<int:unit>/", sample.OneUnit.as_view()),
    path(STUDY + "units/<int:unit>/suggestion/", suggestion.ShowSuggestionBeforeCoding.as_view()),
    path(STUDY + "codebook/activities/", codebook.OfferedActivities.as_view()),
    path(STUDY + "codes/", codebook.Codes.as_view()),
    path(STUDY + "codes/<int:code_id>/", codebook.OneCode.as_view()),
    path(STUDY + "codes/<int:code_id>/merge/", codebook.MergeCode.as_view()),
    path(STUDY + "codebook/import/", import_codes.ImportCodebook.as_view()),
    path(STUDY + "codebook/order/", codebook.CodeOrdering.as_view()),
    path(STUDY + "codebook/versions/", codebook.CodebookVersions.as_view()),
    path(STUDY + "codebook/export/<slug:file_format>/", codebook.ExportCodebook.as_view()),
    path(STUDY + "codebook/changes/<slug:file_format>/", codebook.ExportChangeLog.as_view()),
    path(STUDY + "rounds/", rounds.Rounds.as_view()),
    path(ROUND, rounds.OneRound.as_view()),
    path(ROUND + "allocation/", rounds.Allocation.as_view()),
    path(ROUND + "revealing_releases/", rounds.RevealingReleases.as_view()),
    path(ROUND + "reassign/", rounds.ReassignUnits.as_view()),
    path(ROUND + "open/", rounds.OpenRound.as_view()),
    path(ROUND + "close/", rounds.CloseRound.as_view()),
    path(ROUND + "worklist/", worklist.Worklist.as_view()),
    path(ROUND + "keys/", keys.OwnCodeKeys.as_view()),
    path(ROUND + "codings/", unit.Codings.as_view()),
    path(ROUND + "codings/own/<slug:file_format>/", own_codings.OwnCodings.as_view()),
    path(ROUND + "codings/workbook/", own_codings.OfflineWorkbookFile.as_view()),
    path(ROUND + "codings/import/", own_codings.ImportRatings.as_view()),
    path(ROUND + "codes/<int:code_id>/recode/", recode.RecodeUnits.as_view()),
    path(ROUND + "codes/recode/undo/", recode.UndoRecoding.as_view()),
    path(ROUND + "units/<int:unit>/", unit.CodingUnit.as_view()),
    path(ROUND + "units/<int:unit>/deferral/", unit.Deferral.as_view()),
    path(ROUND + "units/<int:unit>/similar/", own_codings.SimilarOwnUnits.as_view()),
    path(ROUND + "units/<int:unit>/draft/", unit.OneDraft.as_view()),
    path(ROUND + "units/<int:unit>/coding/", unit.SubmitCoding.as_view()),
    path(ROUND + "units/<int:unit>/suggestion/", suggestion.ShowSuggestion.as_view()),
    path(ROUND + "matching/", match.Matching.as_view()),
    path(ROUND + "matching/confirm/", match.ConfirmMatching.as_view()),
    path(STUDY + "agreement/", agree.AgreementOverTime.as_view()),
    path(ROUND + "agreement/", agree.Agreement.as_view()),
    path(ROUND + "passages/", passages.Passages.as_view()),
    path(ROUND + "passages/<int:unit>/", passages.OneUnitPassages.as_view()),
    path(ROUND + "agreement/report/<slug:file_format>/", agree.AgreementReport.as_view()),
    path(ROUND + "disagreements/", adjudicate.Disagreements.as_view()),
    path(ROUND + "disagreements/<int:unit>/", adjudicate.OneDisagreement.as_view()),
    path(ROUND + "disagreements/<int:unit>/suggestion/", suggestion.ShowSuggestionToFinalRater.as_view()),
    path(ROUND + "disagreements/<int:unit>/comments/", discuss.Comments.as_view()),
    path(ROUND + "disagreements/<int:unit>/positions/", discuss.Positions.as_view()),
    path(ROUND + "discussion/end/", discuss.EndDiscussion.as_view()),
    path(ROUND + "discussion/reopen/", discuss.ReopenDiscussion.as_view()),
    path(ROUND + "decisions/", adjudicate.Decisions.as_view()),
    path(ROUND + "decisions/final_rater/", adjudicate.ApplyFinalRaterCodes.as_view()),
    path(ROUND + "decisions/<int:unit>/", adjudicate.OneDecision.as_view()),
    path(ROUND + "disagreements/<int:unit>/similar/", consistency.SimilarDecisions.as_view()),
    path(ROUND + "settle/", adjudicate.SettleRound.as_view()),
    path(ROUND + "reopen/", adjudicate.ReopenRound.as_view()),
    path(STUDY + "releases/", publish.Releases.as_view()),
    path(STUDY + "releases/in_progress/", publish.ReleaseInProgress.as_view()),
    path(RELEASE, publish.OneRelease.as_view()),
    path(RELEASE + "public/", publish.PublicAccess.as_view()),
    path(RELEASE + "archive/", publish.ReleaseArchive.as_view()),
    path(RELEASE + "files/<str:path>/", publish.ReleaseFileDownload.as_view()),
    path(RELEASE + "figures/<slug:figure>.svg", publish.ReleaseFigure.as_view()),
    path(PUBLIC, public.PublicRelease.as_view()),
    path(PUBLIC + "archive/", public.PublicArchive.as_view()),
    path(PUBLIC + "files/<str:path>/", public.PublicFile.as_view()),
    path(PUBLIC + "figures/<slug:figure>.svg", public.PublicFigure.as_view()),
]
