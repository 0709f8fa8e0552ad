"""Users, their API tokens, and invitations to a study."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone

from coding.dataset.names import alike, mixes_scripts, written_key
from coding.models import EventKind, Member, Study
from coding.steps.membership import record_account_event

INVITATION_STATES = ("pending", "accepted", "declined", "withdrawn", "expired")


def digest(secret: str) -> str:
    """Return the SHA-256 digest of a secret."""
    # A secret has 256 random bits, so a plain hash is enough.
    return hashlib.sha256(secret.encode()).hexdigest()


class User(AbstractUser):
    """A person with an account.

    Only `choose_password` sets a password as the person's own. Every other way, such as the admin site or `manage.py
    changepassword`, counts as an administrator's: the person gets a notice, and their studies get an event.
    """

    # When an administrator set the password that is valid now; null if the person chose it.
    password_by_administrator_at = models.DateTimeField(null=True, blank=True, editable=False)

    _password: str | None  # of AbstractBaseUser: set since the account was loaded
    _chose_password = False
    _was_inactive = False

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:  # type: ignore[override]
        user = super().from_db(db, field_names, values)
        user._was_inactive = not dict(zip(field_names, values, strict=False)).get("is_active", True)
        return user

    def clean(self) -> None:
        """Raise ValidationError for a new user name that can be taken for that of another account."""
        super().clean()
        if not self.username:
            return  # the field reports what is wrong
        accounts = User.objects.exclude(pk=self.pk).values_list("username", flat=True)
        if User.objects.filter(pk=self.pk, username=self.username).exists() or self.username in set(accounts):
            return  # unchanged; or taken, which the field reports
        if mixes_scripts(self.username):
            raise ValidationError({"username": "A word mixes letters of several scripts. Use letters of one script."})
        if alike(self.username, accounts):
            raise ValidationError({"username": "Another user name looks like this one. Choose a different one."})

    def choose_password(self, password: str) -> None:
        """Set the password that the person chose. It is stored by `save`."""
        self.set_password(password)
        self.password_by_administrator_at = None
        self._chose_password = True

    def save(self, *args: Any, **fields: Any) -> None:
        """Store the account, with a notice and events of what an administrator changed."""
        kinds = []
        if self._password is not None and not self._chose_password and not self._state.adding:
            kinds.append(AccountNotice.Kind.PASSWORD_SET)
        if self._was_inactive and self.is_active:
            kinds.append(AccountNotice.Kind.REACTIVATED)
        with transaction.atomic():
            super().save(*args, **fields)
            for kind in kinds:
                self.note(kind)
        self._chose_password, self._was_inactive = False, not self.is_active

    def note(self, kind: AccountNotice.Kind) -> None:
        """Store a notice of what an administrator did, and record it in each study of the person."""
        AccountNotice.objects.create(user=self, kind=kind)
        if kind != AccountNotice.Kind.REACTIVATED:
            self.password_by_administrator_at = timezone.now()
            super().save(update_fields=["password_by_administrator_at"])
        if kind in EVENTS:
            record_account_event(user=self, kind=EVENTS[kind])


def account_named(username: str) -> User | None:
    """Return the active account of this user name, also if case, blanks or forms of Unicode differ."""
    active = User.objects.filter(is_active=True)
    key = written_key(username)
    names = active.values_list("username", flat=True)
    name = username if username in names else next((name for name in names if written_key(name) == key), None)
    return active.filter(username=name).first()


def lock_user_names() -> None:
    """Let no other transaction add an account until this one ends; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(User._meta.db_table)} IN SHARE ROW EXCLUSIVE MODE")


class AccountNotice(models.Model):
    """What an administrator did with an account. The person sees it until they close it, and then on their account."""

    class Kind(models.TextChoices):
        CREATED = "created"  # with a password that the administrator knows
        PASSWORD_SET = "password_set"  # noqa: S105  # no password
        REACTIVATED = "reactivated"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=Kind)
    at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}"


EVENTS = {
    AccountNotice.Kind.PASSWORD_SET: EventKind.PASSWORD_SET_BY_ADMINISTRATOR,
    AccountNotice.Kind.REACTIVATED: EventKind.ACCOUNT_REACTIVATED_BY_ADMINISTRATOR,
}


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
