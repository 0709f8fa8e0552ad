"""Users, their API tokens, and invitations to a study."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models

from coding.models import Member, Study


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
    """A link with which one person creates an account and joins a study, with roles chosen by the lead."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="invitations")
    name = models.CharField(max_length=150)
    roles = models.JSONField(default=list)
    # The member without an account that the link is for. If null, accepting the invitation creates a member.
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} to {self.study}"
