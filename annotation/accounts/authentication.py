"""Authentication of API requests: an API token, or the session of the web interface (with CSRF)."""

from __future__ import annotations

from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from annotation.accounts.models import ApiToken, User, digest


class PageAuthentication(SessionAuthentication):
    """Authenticates by session cookie. A request without one gets status 401 instead of 403."""

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
