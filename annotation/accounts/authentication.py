"""How a request says who asks: an API token, or the page's session (with CSRF)."""

from __future__ import annotations

from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from annotation.accounts.models import ApiToken, User, digest


class PageAuthentication(SessionAuthentication):
    """The session cookie; answers 401, not 403, to a request without one."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Token …`."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != b"token":
            return None
        if len(words) != 2:
            raise AuthenticationFailed("The Authorization header must read: Token <your token>.")
        try:
            token = ApiToken.objects.select_related("user").get(digest=digest(words[1].decode()))
        except (ApiToken.DoesNotExist, UnicodeDecodeError):
            raise AuthenticationFailed("This token is not valid. Make a new one on your account page.") from None
        if not token.user.is_active:
            raise AuthenticationFailed("This account is not active. Ask an administrator.")
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Token"
