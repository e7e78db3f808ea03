"""The log-ins of the office: who came in, when, from where and how, and who was refused."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def key_of(name: str) -> str:
    """Return what the tries under a `name` are counted by; from it nobody reads a password typed in the wrong box."""
    return salted_hmac("log-in", name, algorithm="sha256").hexdigest()


class LogInQuerySet(models.QuerySet):
    """Questions about log-ins."""

    def counted(self, now):
        """Return the wrong tries of the day before the moment `now`, for which one waits."""
        return self.filter(outcome=LogIn.Outcome.WRONG, counts=True, at__gt=now - timedelta(days=1))

    def forgive(self):
        """Let nobody wait for these tries any more; return how many there were."""
        return self.filter(outcome=LogIn.Outcome.WRONG, counts=True).update(counts=False)

    def too_old(self, now):
        """Return those that were kept as long as LOG_IN_DAYS says."""
        return self.filter(at__lt=now - timedelta(days=settings.LOG_IN_DAYS))


class LogIn(models.Model):
    """One try to log in: by whom, when, from where, how, and what came of it."""

    class Way(models.TextChoices):
        """How somebody shows who they are."""

        PASSWORD = "password", _("password")
        CODE = "code", _("code of the second factor")
        RECOVERY = "recovery", _("recovery code")
        UNIVERSITY = "university", _("account of the university")
        INVITATION = "invitation", _("invitation")

    class Outcome(models.TextChoices):
        """What came of it."""

        IN = "in", pgettext_lazy("log-in", "logged in")
        HALF = "half", pgettext_lazy("log-in", "password right, code asked for")
        WRONG = "wrong", pgettext_lazy("log-in", "wrong")
        REFUSED = "refused", pgettext_lazy("log-in", "refused: no role")

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="log_ins",
        verbose_name=_("account"),
    )
    name = models.CharField(
        _("user name"), max_length=150, blank=True, help_text=_("Empty where there is no account of that name.")
    )
    key = models.CharField(max_length=64, editable=False, help_text="What tries under one name are counted by.")
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)
    network = models.CharField(
        max_length=64, blank=True, editable=False, help_text="What tries from one address are counted by."
    )
    way = models.CharField(_("how"), max_length=10, choices=Way)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.WRONG)
    counts = models.BooleanField(default=True, editable=False, help_text="Whether one waits for this try.")
    turned_away = models.PositiveIntegerField(
        _("turned away after it"), default=0, help_text=_("Tries that were not looked at, since it was too soon.")
    )

    objects = LogInQuerySet.as_manager()

    class Meta:
        verbose_name = _("log-in")
        verbose_name_plural = _("log-ins")
        ordering = ["-at", "-pk"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["key", "at"], name="login_key_at"),
            models.Index(fields=["network", "at"], name="login_network_at"),
        ]

    def __str__(self):
        return f"{self.name or '–'}, {timezone.localtime(self.at):%Y-%m-%d %H:%M}"
