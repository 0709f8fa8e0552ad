"""HTTP entry points of an account: sign in and out, password, notices, tokens."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
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
from annotation.accounts.invitations import (
    make_token,
)
from annotation.accounts.models import AccountNotice, ApiToken, User
from coding.api.base import ResponseSerializer, validated


class SessionUser(ResponseSerializer):
    username = serializers.CharField()
    name = serializers.CharField()
    administrator = serializers.BooleanField(
        help_text="Whether the user makes shared corpora and chooses their maintainers."
    )


class NoticeSerializer(ResponseSerializer):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(AccountNotice.Kind.choices, help_text="What an administrator did with the account.")
    at = serializers.DateTimeField()
    closed = serializers.BooleanField()


class SessionSerializer(ResponseSerializer):
    user = SessionUser(allow_null=True)
    version = serializers.CharField()
    notices = NoticeSerializer(many=True, help_text="Notices that the person has not closed.")


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


class OwnView(APIView):
    """Base of the views of one's own account."""

    @property
    def user(self) -> User:
        return cast(User, self.request.user)


def session_json(request: Request) -> dict[str, Any]:
    user = request.user
    session_user, notices = None, []
    if user.is_authenticated:
        session_user = {
            "username": user.get_username(),
            "name": user.get_full_name() or user.get_username(),
            "administrator": user.is_staff,
        }
        notices = [notice_json(notice) for notice in AccountNotice.objects.filter(user=user, closed_at=None)]
    return {"user": session_user, "version": __version__, "notices": notices}


def notice_json(notice: AccountNotice) -> dict[str, Any]:
    return {"id": notice.pk, "kind": notice.kind, "at": notice.at, "closed": notice.closed_at is not None}


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
        user.choose_password(values["new"])
        user.save(update_fields=["password", "password_by_administrator_at"])
        update_session_auth_hash(request._request, user)
        return Response(status=204)


class Notices(OwnView):
    @extend_schema(operation_id="notices", responses=NoticeSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List what administrators did with your account, newest first."""
        return Response([notice_json(notice) for notice in AccountNotice.objects.filter(user=self.user)])


class CloseNotice(OwnView):
    @extend_schema(operation_id="close_notice", request=None, responses={204: None})
    def post(self, request: Request, number: int) -> Response:
        """Close a notice. It stays on the account page."""
        notice = get_object_or_404(AccountNotice, user=self.user, pk=number)
        notice.closed_at = notice.closed_at or timezone.now()
        notice.save(update_fields=["closed_at"])
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
