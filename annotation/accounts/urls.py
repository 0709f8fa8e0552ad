"""URLs of accounts, below /api/v1/."""

from __future__ import annotations

from django.urls import path

from annotation.accounts.api import account, invitations

urlpatterns = [
    path("session/", account.Session.as_view()),
    path("session/password/", account.Password.as_view()),
    path("notices/", account.Notices.as_view()),
    path("notices/<int:number>/close/", account.CloseNotice.as_view()),
    path("tokens/", account.Tokens.as_view()),
    path("tokens/<int:token>/", account.OneToken.as_view()),
    path("invitations/", invitations.OwnInvitations.as_view()),
    path("invitations/<int:number>/accept/", invitations.AcceptInvitation.as_view()),
    path("invitations/<int:number>/decline/", invitations.DeclineInvitation.as_view()),
    path("join/<str:secret>/", invitations.Join.as_view()),
    path("join/<str:secret>/account/", invitations.JoinWithOwnAccount.as_view()),
    path("studies/<slug:study>/invitations/", invitations.Invitations.as_view()),
    path("studies/<slug:study>/invitations/<int:number>/", invitations.OneInvitation.as_view()),
    path("studies/<slug:study>/members/", invitations.StudyMembers.as_view()),
    path("studies/<slug:study>/members/<path:name>/account/", invitations.LinkAccount.as_view()),
]
