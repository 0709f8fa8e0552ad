"""Authentication of API requests: an API token, or the session of the web interface (with CSRF)."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import APIException, AuthenticationFailed
from rest_framework.request import Request

from annotation.accounts.models import ApiToken, User, digest

PAGE_USER = "Intercoder-User"  # header: the user name of the person whom the page was loaded for, percent-encoded


class OtherPerson(APIException):
    """The page was loaded for another person than the one who is signed in in this browser now."""

    status_code = 409
    default_code = "other_person"

    def __init__(self, *, expected: str, signed_in: str) -> None:
        super().__init__(
            f"“{signed_in}” is signed in now, but this page was loaded for “{expected}”. Nothing was stored. "
            f"Sign in as “{expected}” again in this browser, or load the page again to continue as “{signed_in}”."
        )


class PageAuthentication(SessionAuthentication):
    """Authenticates by session cookie. A request without one gets status 401 instead of 403.

    All windows of a browser share the cookie. A page therefore sends whom it was loaded for, and the request of a page
    that was loaded for another person is refused.
    """

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        authenticated = super().authenticate(request)
        expected = unquote(request.headers.get(PAGE_USER, ""))
        if authenticated is not None and expected not in {"", authenticated[0].get_username()}:
            raise OtherPerson(expected=expected, signed_in=authenticated[0].get_username())
        return authenticated

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class TokenAuthentication(BaseAuthentication):
    """Authenticates by the header `Authorization: Token …`."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != b"token":
            return None
        if len(words) != 2:
            raise AuthenticationFailed("Invalid Authorization header. Use: Token <your token>.")
        try:
            token = ApiToken.objects.select_related("user").get(digest=digest(words[1].decode()))
        except (ApiToken.DoesNotExist, UnicodeDecodeError):
            raise AuthenticationFailed("Invalid token. Create a new one on your account page.") from None
        if not token.user.is_active:
            raise AuthenticationFailed("This account is not active. Ask an administrator.")
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Token"
