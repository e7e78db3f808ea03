"""The staff of the office, and what each of them prefers."""

from datetime import date

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.folding import fold


def office_staff() -> models.QuerySet:
    """Return the accounts of those who work in the office now."""
    return get_user_model().objects.filter(is_active=True, is_staff=True)


def full_name(user: User) -> str:
    """Return the name of a person, or the user name of one who has none."""
    return user.get_full_name() or user.get_username()


def name_of(user: User | None) -> str:
    """Return the name of the person who did something; "Somebody" where that is not known."""
    return full_name(user) if user else gettext("Somebody")


def staff_matching(term: str) -> list[User]:
    """Return the staff whose names hold each word of a `term` in any spelling, in the order of the names."""
    words = fold(term).split()
    staff = sorted(office_staff(), key=lambda user: (fold(full_name(user)), user.pk))
    return [user for user in staff if all(word in fold(f"{full_name(user)} {user.get_username()}") for word in words)]


class Preferences(models.Model):
    """The choices of one account, such as the language of its e-mails."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences", verbose_name=_("account")
    )
    language = models.CharField(
        _("language of e-mails"), max_length=10, blank=True, help_text=_("The register's own, if left empty.")
    )
    away_from = models.DateField(_("away from"), null=True, blank=True)
    away_until = models.DateField(_("away until"), null=True, blank=True)
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("substitute"),
        help_text=_("Gets the reminders while you are away."),
    )
    export_columns = models.JSONField(
        default=list, blank=True, editable=False, help_text="The columns of the last export, by their keys."
    )
    list_columns = models.JSONField(
        default=list, blank=True, editable=False, help_text="The columns of the list of agreements, by their names."
    )
    paper = models.JSONField(
        default=dict, blank=True, editable=False, help_text="The columns and the grouping of the last list for paper."
    )
    shows_first_steps = models.BooleanField(
        _("show the first steps"), default=True, help_text=_("What there is to do in a new register, in the menu.")
    )

    class Meta:
        verbose_name = _("preferences")
        verbose_name_plural = _("preferences")
        constraints = [
            models.CheckConstraint(
                name="preferences_away_in_order",
                condition=Q(away_from__isnull=True, away_until__isnull=True)
                | Q(away_from__isnull=False, away_until__isnull=False, away_until__gte=F("away_from")),
                violation_error_message=_("Say from which day until which later one you are away, or neither."),
            ),
            models.CheckConstraint(
                name="preferences_substitute_of_somebody_away",
                condition=Q(away_from__isnull=True, substitute__isnull=True)
                | Q(away_from__isnull=False, substitute__isnull=False),
                violation_error_message=_("Who is away names a substitute, and nobody else does."),
            ),
        ]

    def __str__(self):
        return str(self.user)

    def is_away(self, on: date) -> bool:
        """Return whether the person is away on the day `on`, so that a substitute is asked instead."""
        return bool(self.away_from and self.away_until and self.away_from <= on <= self.away_until)
