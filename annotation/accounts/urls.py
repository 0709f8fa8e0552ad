"""URLs of accounts, below /api/v1/."""

from __future__ import annotations

from django.urls import path

from annotation.accounts import api

urlpatterns = [
    path("session/", api.Session.as_view()),
    path("session/password/", api.Password.as_view()),
    path("notices/", api.Notices.as_view()),
    path("notices/<int:number>/close/", api.CloseNotice.as_view()),
    path("tokens/", api.Tokens.as_view()),
    path("tokens/<int:token>/", api.OneToken.as_view()),
    path("invitations/", api.OwnInvitations.as_view()),
    path("invitations/<int:number>/accept/", api.AcceptInvitation.as_view()),
    path("invitations/<int:number>/decline/", api.DeclineInvitation.as_view()),
    path("join/<str:secret>/", api.Join.as_view()),
    path("join/<str:secret>/account/", api.JoinWithOwnAccount.as_view()),
    path("studies/<slug:study>/invitations/", api.Invitations.as_view()),
    path("studies/<slug:study>/invitations/<int:number>/", api.OneInvitation.as_view()),
    path("studies/<slug:study>/members/", api.StudyMembers.as_view()),
    path("studies/<slug:study>/members/<path:name>/account/", api.LinkAccount.as_view()),
]
