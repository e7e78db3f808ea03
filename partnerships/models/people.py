"""What belongs to a member of staff: the language of their e-mails, and the views of lists that they keep."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.folding import fold


def office_staff():
    """Return the accounts of those who work in the office now."""
    return get_user_model().objects.filter(is_active=True, is_staff=True)


def full_name(user):
    """Return the name of a person, or the user name of one who has none."""
    return user.get_full_name() or user.get_username()


def staff_matching(term):
    """Return a list of the staff whose names hold each word of a `term` in any spelling, in the order of the names."""
    words = fold(term).split()
    staff = sorted(office_staff(), key=lambda user: (fold(full_name(user)), user.pk))
    return [user for user in staff if all(word in fold(f"{full_name(user)} {user.get_username()}") for word in words)]


class Preferences(models.Model):
    """How the register writes to one person."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences", verbose_name=_("account")
    )
    language = models.CharField(
        _("language of e-mails"), max_length=10, blank=True, help_text=_("The register's own, if left empty.")
    )

    class Meta:
        verbose_name = _("preferences")
        verbose_name_plural = _("preferences")

    def __str__(self):
        return str(self.user)


class SavedViewQuerySet(models.QuerySet):
    """What can be asked about saved views."""

    def shown_to(self, user):
        """Return those that a `user` sees: their own, and what others share."""
        return self.filter(Q(owner=user) | Q(is_shared=True))


class SavedView(models.Model):
    """A combination of filters of the list of agreements under a name, such as "Ends this year in Turkey"."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("owner"))
    name = models.CharField(_("name"), max_length=100)
    query = models.CharField(_("filters"), max_length=1000)
    is_shared = models.BooleanField(_("shared"), default=False, help_text=_("Everybody in the office sees it."))

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="savedview_named_once",
                violation_error_message=_("You have a view of that name already."),
            )
        ]

    def __str__(self):
        return self.name
