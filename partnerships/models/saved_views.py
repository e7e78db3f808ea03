"""Views of the list of agreements that staff keep under a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedViewQuerySet(models.QuerySet):
    """Questions about saved views."""

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
