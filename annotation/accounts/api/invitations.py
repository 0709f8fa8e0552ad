"""HTTP entry points of invitations: invite, withdraw, accept and decline."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_protect, ensure_csrf_cookie
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation.accounts.api.account import OwnView
from annotation.accounts.invitations import (
    accept_with_new_account,
    accept_with_own_account,
    decline,
    find_invitation,
    invite,
    own_invitations,
    withdraw,
)
from annotation.accounts.models import INVITATION_STATES, Invitation
from coding.access.membership import require_role
from coding.api.base import ResponseSerializer, StudyView, validated
from coding.api.study import Members, MemberSerializer, member_json
from coding.models import Member
from coding.models.study import ROLES
from coding.steps.study import add_member

BACKEND = "django.contrib.auth.backends.ModelBackend"


class InvitationSerializer(ResponseSerializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    roles = serializers.ListField(child=serializers.ChoiceField(ROLES))
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    accepted = serializers.BooleanField()
    state = serializers.ChoiceField(INVITATION_STATES)
    username = serializers.CharField(
        help_text="User name that you wrote, whether or not such an account exists; empty for an invitation by link."
    )
    member = serializers.BooleanField(help_text="Whether the invitation is for an existing member without an account.")


USERNAME_HELP = (
    "User name of the account that is invited. The response is the same if there is no such account. The invitation "
    "appears on the page of studies of that account, and takes effect when the person accepts it."
)


class NewMember(serializers.Serializer[Any]):
    username = serializers.CharField(max_length=150, required=False, help_text=USERNAME_HELP)
    name = serializers.CharField(max_length=150, required=False, help_text="Name of a rater without an account.")
    roles = serializers.ListField(child=serializers.ChoiceField(ROLES), min_length=1)
    account = serializers.BooleanField(
        default=True, help_text="False: add a rater without an account, whose ratings a lead enters from files."
    )

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        """Require a user name, or of a rater without an account a name and no other role."""
        needed, other = ("username", "name") if values["account"] else ("name", "username")
        if not values.get(needed):
            raise serializers.ValidationError({needed: ["This field is required."]})
        if values.get(other):
            raise serializers.ValidationError({other: [f"Leave it out, or change “account”. Send only “{needed}”."]})
        if not values["account"] and values["roles"] != ["rater"]:
            raise serializers.ValidationError({"roles": ["Without an account, a member can only be a rater."]})
        return values


class AccountLink(serializers.Serializer[Any]):
    username = serializers.CharField(max_length=150, help_text=USERNAME_HELP)


class NewInvitation(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=150)
    roles = serializers.ListField(child=serializers.ChoiceField(ROLES), min_length=1, required=False)
    username = serializers.CharField(max_length=150, default="", allow_blank=True, help_text=USERNAME_HELP)
    member = serializers.BooleanField(
        source="as_member",
        default=False,
        help_text="Whether the invitation is for the member of that name, who has no account and keeps their roles.",
    )


class MadeInvitation(InvitationSerializer):
    link = serializers.CharField(
        help_text="Path of the page that accepts the invitation; shown only once. Empty if it is for an account."
    )


class OwnInvitation(ResponseSerializer):
    id = serializers.IntegerField()
    study = serializers.CharField(help_text="Title of the study.")
    invited_by = serializers.CharField()
    name = serializers.CharField(help_text="Your name in the study.")
    roles = serializers.ListField(child=serializers.ChoiceField(ROLES))
    expires_at = serializers.DateTimeField()
    member = serializers.BooleanField(
        help_text="Whether you would take over an existing member without an account, with all codings."
    )


class AcceptedInvitation(ResponseSerializer):
    study = serializers.CharField()


class JoinSerializer(ResponseSerializer):
    study = serializers.CharField()
    title = serializers.CharField()
    name = serializers.CharField()
    roles = serializers.ListField(child=serializers.ChoiceField(ROLES))
    member = serializers.BooleanField(help_text="Whether the invitation is for an existing member without an account.")


class Joining(serializers.Serializer[Any]):
    username = serializers.RegexField(
        r"^[\w.@+-]+$", max_length=150, error_messages={"invalid": "Use letters, digits and . @ + - _ only."}
    )
    password = serializers.CharField(max_length=1_000, trim_whitespace=False)


class StudyMembers(Members):
    """The members of the study."""

    @extend_schema(operation_id="add_member", request=NewMember, responses={201: MemberSerializer})
    def post(self, request: Request, study: str) -> Response:
        """Invite the account of a person, who becomes a member by accepting. A rater without an account is added."""
        by = self.member
        values = validated(NewMember, request)
        if not values["account"]:
            member = add_member(study=by.study, by=by, name=values["name"], roles=values["roles"])
            return Response(member_json(member), status=201)
        username = values["username"]
        invitation, _ = invite(by=by, name=username, username=username, roles=values["roles"])
        assert invitation.member
        return Response(member_json(invitation.member), status=201)


class LinkAccount(StudyView):
    """Invite the account of a person who is to take over a member without one."""

    @extend_schema(operation_id="link_account", request=AccountLink, responses={202: MemberSerializer})
    def put(self, request: Request, study: str, name: str) -> Response:
        by = self.member
        require_role(by, "lead")
        member = get_object_or_404(Member, study=by.study_id, name=name)
        invite(by=by, name=name, as_member=True, **validated(AccountLink, request))
        return Response(member_json(member), status=202)


class Invitations(StudyView):
    @extend_schema(operation_id="invitations", responses=InvitationSerializer(many=True))
    def get(self, request: Request, study: str) -> Response:
        """List the invitations to the study, newest first."""
        member = self.member
        require_role(member, "lead")
        invitations = Invitation.objects.filter(study=member.study_id)
        return Response([invitation_json(invitation) for invitation in invitations])

    @extend_schema(operation_id="invite", request=NewInvitation, responses={201: MadeInvitation})
    def post(self, request: Request, study: str) -> Response:
        """Invite a person to the study, by a link or by the name of an account."""
        invitation, secret = invite(by=self.member, **validated(NewInvitation, request))
        link = f"/join/{secret}" if secret else ""
        return Response({**invitation_json(invitation), "link": link}, status=201)


class OneInvitation(StudyView):
    @extend_schema(operation_id="withdraw_invitation", responses={204: None})
    def delete(self, request: Request, study: str, number: int) -> Response:
        """Withdraw an invitation that nobody has accepted."""
        by = self.member
        require_role(by, "lead")
        withdraw(by=by, invitation=get_object_or_404(Invitation, study=by.study_id, pk=number))
        return Response(status=204)


def invitation_json(invitation: Invitation) -> dict[str, Any]:
    return {
        "id": invitation.pk,
        "name": invitation.name,
        "roles": invitation.roles,
        "created_at": invitation.created_at,
        "expires_at": invitation.expires_at,
        "accepted": invitation.accepted_at is not None,
        "state": invitation.state,
        "username": invitation.username,
        "member": invitation.existing_member,
    }


class OwnInvitations(OwnView):
    @extend_schema(operation_id="own_invitations", responses=OwnInvitation(many=True))
    def get(self, request: Request) -> Response:
        """List the studies to which your account is invited."""
        return Response([own_invitation_json(invitation) for invitation in own_invitations(self.user)])


def own_invitation_json(invitation: Invitation) -> dict[str, Any]:
    return {
        "id": invitation.pk,
        "study": invitation.study.title,
        "invited_by": str(invitation.created_by),
        "name": invitation.name,
        "roles": invitation.roles,
        "expires_at": invitation.expires_at,
        "member": invitation.existing_member,
    }


class AcceptInvitation(OwnView):
    @extend_schema(operation_id="accept_invitation", request=None, responses=AcceptedInvitation)
    def post(self, request: Request, number: int) -> Response:
        """Accept an invitation for your account. You become a member of the study."""
        chosen = get_object_or_404(own_invitations(self.user), pk=number)
        return Response({"study": accept_with_own_account(invitation=chosen, user=self.user).study.slug})


class DeclineInvitation(OwnView):
    @extend_schema(operation_id="decline_invitation", request=None, responses={204: None})
    def post(self, request: Request, number: int) -> Response:
        """Decline an invitation for your account. The lead sees that you declined."""
        decline(invitation=get_object_or_404(own_invitations(self.user), pk=number))
        return Response(status=204)


@method_decorator([ensure_csrf_cookie, csrf_protect], name="dispatch")
class Join(APIView):
    permission_classes = [AllowAny]

    @extend_schema(operation_id="invitation", responses=JoinSerializer)
    def get(self, request: Request, secret: str) -> Response:
        """Return the invitation of a link."""
        return Response(joining_json(find_invitation(secret)))

    @extend_schema(operation_id="join", request=Joining, responses={201: JoinSerializer})
    def post(self, request: Request, secret: str) -> Response:
        """Accept an invitation: create an account, join the study and sign in."""
        user, invitation = accept_with_new_account(secret=secret, **validated(Joining, request))
        login(request._request, user, backend=BACKEND)
        return Response(joining_json(invitation), status=201)


class JoinWithOwnAccount(OwnView):
    @extend_schema(operation_id="join_with_own_account", request=None, responses={201: JoinSerializer})
    def post(self, request: Request, secret: str) -> Response:
        """Accept the invitation of a link for the account that is signed in."""
        invitation = accept_with_own_account(invitation=find_invitation(secret), user=self.user)
        return Response(joining_json(invitation), status=201)


def joining_json(invitation: Invitation) -> dict[str, Any]:
    return {
        "study": invitation.study.slug,
        "title": invitation.study.title,
        "name": invitation.name,
        "roles": invitation.roles,
        "member": invitation.existing_member,
    }
