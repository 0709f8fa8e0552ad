"""Users, their API tokens, and invitations to a study."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from coding.models import Member, Study

INVITATION_STATES = ("pending", "accepted", "declined", "withdrawn", "expired")


def digest(secret: str) -> str:
    """Return the SHA-256 digest of a secret."""
    # A secret has 256 random bits, so a plain hash is enough.
    return hashlib.sha256(secret.encode()).hexdigest()


class User(AbstractUser):
    """A person with an account."""

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class ApiToken(models.Model):
    """An API token for scripts, shown once and stored as a digest."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """An invitation to a study, with roles chosen by the lead, which one person accepts or declines.

    It is for whoever opens its link, or for one account, whose user sees it on the page of studies.
    """

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="invitations")
    name = models.CharField(max_length=150)
    roles = models.JSONField(default=list)
    # The member that the person becomes. Null for invitations older than invited members, which create one.
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    existing_member = models.BooleanField(default=False)  # who has no account: the ratings come from a file
    digest = models.CharField(max_length=64, unique=True, null=True, blank=True)  # of the secret in the link
    # As the lead wrote it, if the invitation is for an account. `account` is null if there was none of that name; the
    # lead does not learn this, and nobody can take the invitation by choosing the name later.
    username = models.CharField(max_length=150, blank=True, default="")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    declined_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__isnull=False, username="", account__isnull=True)
                | (Q(digest__isnull=True) & ~Q(username="")),
                name="invitation_by_link_or_for_an_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} to {self.study}"

    @property
    def state(self) -> str:
        """One of `INVITATION_STATES`."""
        ended = [("accepted", self.accepted_at), ("declined", self.declined_at), ("withdrawn", self.revoked_at)]
        past = next((state for state, at in ended if at), None)
        return past or ("expired" if self.expires_at <= timezone.now() else "pending")
