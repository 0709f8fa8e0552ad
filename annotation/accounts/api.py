"""HTTP entry points of accounts: sign in and out, password, tokens, invitations."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_protect, ensure_csrf_cookie
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from advisories.platform.errors import BadInput
from annotation import __version__
from annotation.accounts.invitations import accept, find_invitation, invite, make_token
from annotation.accounts.models import ApiToken, Invitation, User
from coding.access.classifications import may_import
from coding.access.membership import require_role
from coding.api.base import ResponseSerializer, StudyView, validated
from coding.models.study import ROLES

BACKEND = "django.contrib.auth.backends.ModelBackend"


class SessionUser(ResponseSerializer):
    username = serializers.CharField()
    name = serializers.CharField()
    may_import = serializers.BooleanField()


class SessionSerializer(ResponseSerializer):
    user = SessionUser(allow_null=True)
    version = serializers.CharField()


class SignIn(serializers.Serializer[Any]):
    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=1_000, trim_whitespace=False)


class PasswordChange(serializers.Serializer[Any]):
    old = serializers.CharField(max_length=1_000, trim_whitespace=False)
    new = serializers.CharField(max_length=1_000, trim_whitespace=False)


class TokenSerializer(ResponseSerializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    created_at = serializers.DateTimeField()


class NewToken(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=100)


class MadeToken(TokenSerializer):
    token = serializers.CharField(help_text="Shown only once.")


class InvitationSerializer(ResponseSerializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    roles = serializers.ListField(child=serializers.ChoiceField(ROLES))
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    accepted = serializers.BooleanField()
    member = serializers.BooleanField(help_text="Whether the invitation is for an existing member without an account.")


class NewInvitation(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=150)
    roles = serializers.ListField(child=serializers.ChoiceField(ROLES), min_length=1, required=False)
    member = serializers.BooleanField(
        source="as_member",
        default=False,
        help_text="Whether the invitation is for the member of that name, who has no account and keeps their roles.",
    )


class MadeInvitation(InvitationSerializer):
    link = serializers.CharField(help_text="Path of the page that accepts the invitation; shown only once.")


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


class OwnView(APIView):
    """Base of the views of one's own account."""

    @property
    def user(self) -> User:
        return cast(User, self.request.user)


def session_json(request: Request) -> dict[str, Any]:
    user = request.user
    session_user = None
    if user.is_authenticated:
        session_user = {
            "username": user.get_username(),
            "name": user.get_full_name() or user.get_username(),
            "may_import": may_import(user),
        }
    return {"user": session_user, "version": __version__}


def locked_out(request: HttpRequest, *_: object, **__: object) -> JsonResponse:
    """Return the response of django-axes after too many wrong passwords."""
    detail = "Too many wrong passwords. Wait 15 minutes, then try again."
    return JsonResponse({"code": "too_many_attempts", "detail": detail}, status=429)


@method_decorator([ensure_csrf_cookie, csrf_protect], name="dispatch")
class Session(APIView):
    permission_classes = [AllowAny]
    further_refusals = {"POST": (429,)}

    @extend_schema(operation_id="session", responses=SessionSerializer)
    def get(self, request: Request) -> Response:
        """Return the signed-in user; null if there is none."""
        return Response(session_json(request))

    @extend_schema(operation_id="sign_in", request=SignIn, responses={200: SessionSerializer})
    def post(self, request: Request) -> Response:
        """Sign in."""
        values = validated(SignIn, request)
        user = authenticate(request._request, **values)
        if user is None:
            raise BadInput("The user name or the password is wrong. Try again.")
        login(request._request, user)
        request.user = user
        return Response(session_json(request))

    @extend_schema(operation_id="sign_out", responses={204: None})
    def delete(self, request: Request) -> Response:
        """Sign out."""
        logout(request._request)
        return Response(status=204)


class Password(OwnView):
    @extend_schema(operation_id="change_password", request=PasswordChange, responses={204: None})
    def post(self, request: Request) -> Response:
        """Change one's own password."""
        values = validated(PasswordChange, request)
        user = self.user
        if not user.check_password(values["old"]):
            raise ValidationError({"old": "This is not your current password."})
        try:
            validate_password(values["new"], user)
        except ValidationError as error:
            raise ValidationError({"new": error.messages}) from None
        user.set_password(values["new"])
        user.save(update_fields=["password"])
        update_session_auth_hash(request._request, user)
        return Response(status=204)


class Tokens(OwnView):
    @extend_schema(operation_id="tokens", responses=TokenSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List one's own API tokens."""
        return Response([token_json(token) for token in ApiToken.objects.filter(user=self.user)])

    @extend_schema(operation_id="make_token", request=NewToken, responses={201: MadeToken})
    def post(self, request: Request) -> Response:
        """Create an API token."""
        token, secret = make_token(user=self.user, **validated(NewToken, request))
        return Response({**token_json(token), "token": secret}, status=201)


class OneToken(OwnView):
    @extend_schema(operation_id="revoke_token", responses={204: None})
    def delete(self, request: Request, token: int) -> Response:
        """Revoke one of one's own API tokens."""
        get_object_or_404(ApiToken, user=self.user, pk=token).delete()
        return Response(status=204)


def token_json(token: ApiToken) -> dict[str, Any]:
    return {"id": token.pk, "name": token.name, "created_at": token.created_at}


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
        """Invite a person to the study, by a link."""
        invitation, secret = invite(by=self.member, **validated(NewInvitation, request))
        return Response({**invitation_json(invitation), "link": f"/join/{secret}"}, status=201)


def invitation_json(invitation: Invitation) -> dict[str, Any]:
    return {
        "id": invitation.pk,
        "name": invitation.name,
        "roles": invitation.roles,
        "created_at": invitation.created_at,
        "expires_at": invitation.expires_at,
        "accepted": invitation.accepted_at is not None,
        "member": invitation.member_id is not None,
    }


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
        user, invitation = accept(secret=secret, **validated(Joining, request))
        login(request._request, user, backend=BACKEND)
        return Response(joining_json(invitation), status=201)


def joining_json(invitation: Invitation) -> dict[str, Any]:
    return {
        "study": invitation.study.slug,
        "title": invitation.study.title,
        "name": invitation.name,
        "roles": invitation.roles,
        "member": invitation.member_id is not None,
    }
