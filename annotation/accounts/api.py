"""Doors for people: sign in and out, password, tokens, invitations."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
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
    is_staff = serializers.BooleanField()
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
    token = serializers.CharField(help_text="Shown this once.")


class InvitationSerializer(ResponseSerializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    roles = serializers.ListField(child=serializers.ChoiceField(ROLES))
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    accepted = serializers.BooleanField()
    member = serializers.BooleanField(help_text="To be a member without an account.")


class NewInvitation(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=150)
    roles = serializers.ListField(child=serializers.ChoiceField(ROLES), min_length=1, required=False)
    member = serializers.BooleanField(
        source="as_member",
        default=False,
        help_text="To be the member of that name, who has no account and keeps their roles.",
    )


class MadeInvitation(InvitationSerializer):
    link = serializers.CharField(help_text="Path of the page to open; shown this once.")


class JoinSerializer(ResponseSerializer):
    study = serializers.CharField()
    title = serializers.CharField()
    name = serializers.CharField()
    roles = serializers.ListField(child=serializers.ChoiceField(ROLES))
    member = serializers.BooleanField(help_text="To be a member who is there already and has no account.")


class Joining(serializers.Serializer[Any]):
    username = serializers.RegexField(
        r"^[\w.@+-]+$", max_length=150, error_messages={"invalid": "Use letters, digits and . @ + - _ only."}
    )
    password = serializers.CharField(max_length=1_000, trim_whitespace=False)


class OwnView(APIView):
    """What somebody signed in does with their own account."""

    @property
    def person(self) -> User:
        return cast(User, self.request.user)


def session_json(request: Request) -> dict[str, Any]:
    user = request.user
    person = None
    if user.is_authenticated:
        person = {
            "username": user.get_username(),
            "name": user.get_full_name() or user.get_username(),
            "is_staff": user.is_staff,
            "may_import": may_import(user),
        }
    return {"user": person, "version": __version__}


def locked_out(request: HttpRequest, *_: object, **__: object) -> JsonResponse:
    """What django-axes answers after too many wrong passwords."""
    detail = "Too many wrong passwords. Wait a quarter of an hour, then try again."
    return JsonResponse({"code": "too_many_attempts", "detail": detail}, status=429)


@method_decorator([ensure_csrf_cookie, csrf_protect], name="dispatch")
class Session(APIView):
    """Who is signed in; sign in; sign out."""

    permission_classes = [AllowAny]

    @extend_schema(operation_id="session", responses=SessionSerializer)
    def get(self, request: Request) -> Response:
        return Response(session_json(request))

    @extend_schema(operation_id="sign_in", request=SignIn, responses={200: SessionSerializer})
    def post(self, request: Request) -> Response:
        values = validated(SignIn, request)
        user = authenticate(request._request, **values)
        if user is None:
            raise BadInput("The name or the password is not right.")
        login(request._request, user)
        request.user = user
        return Response(session_json(request))

    @extend_schema(operation_id="sign_out", responses={204: None})
    def delete(self, request: Request) -> Response:
        logout(request._request)
        return Response(status=204)


class Password(OwnView):
    @extend_schema(operation_id="change_password", request=PasswordChange, responses={204: None})
    def post(self, request: Request) -> Response:
        values = validated(PasswordChange, request)
        user = self.person
        if not user.check_password(values["old"]):
            raise ValidationError({"old": "This is not your present password."})
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
        return Response([token_json(token) for token in ApiToken.objects.filter(user=self.person)])

    @extend_schema(operation_id="make_token", request=NewToken, responses={201: MadeToken})
    def post(self, request: Request) -> Response:
        token, secret = make_token(user=self.person, **validated(NewToken, request))
        return Response({**token_json(token), "token": secret}, status=201)


class OneToken(OwnView):
    @extend_schema(operation_id="revoke_token", responses={204: None})
    def delete(self, request: Request, token: int) -> Response:
        get_object_or_404(ApiToken, user=self.person, pk=token).delete()
        return Response(status=204)


def token_json(token: ApiToken) -> dict[str, Any]:
    return {"id": token.pk, "name": token.name, "created_at": token.created_at}


class Invitations(StudyView):
    """Links by which people join the study."""

    @extend_schema(operation_id="invitations", responses=InvitationSerializer(many=True))
    def get(self, request: Request, study: str) -> Response:
        member = self.member
        require_role(member, "lead")
        invitations = Invitation.objects.filter(study=member.study_id)
        return Response([invitation_json(invitation) for invitation in invitations])

    @extend_schema(operation_id="invite", request=NewInvitation, responses={201: MadeInvitation})
    def post(self, request: Request, study: str) -> Response:
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
    """The page behind an invitation link."""

    permission_classes = [AllowAny]

    @extend_schema(operation_id="invitation", responses=JoinSerializer)
    def get(self, request: Request, secret: str) -> Response:
        with transaction.atomic():
            invitation = find_invitation(secret)
        return Response(joining_json(invitation))

    @extend_schema(operation_id="join", request=Joining, responses={201: JoinSerializer})
    def post(self, request: Request, secret: str) -> Response:
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
