"""Contacts of institutions and agreements."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from .agreements import Agreement
from .institutions import Institution


class Side(models.TextChoices):
    """Whose person a contact of an agreement is."""

    PARTNER = "partner", pgettext_lazy("side", "partner")
    HOME = "home", _("our university")


class Contact(models.Model):
    """A person to write to about an institution or an agreement; never shown to the public."""

    institution = models.ForeignKey(
        Institution, models.CASCADE, null=True, blank=True, related_name="contacts", verbose_name=_("institution")
    )
    agreement = models.ForeignKey(
        Agreement, models.CASCADE, null=True, blank=True, related_name="contacts", verbose_name=_("agreement")
    )
    side = models.CharField(_("side"), max_length=7, choices=Side, blank=True, default="")
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(
        _("role"), max_length=200, blank=True, help_text=_("Coordinator, signatory, dean, secretary…")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=50, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="contact_belongs_to_one",
                condition=Q(institution__isnull=False, agreement__isnull=True)
                | Q(institution__isnull=True, agreement__isnull=False),
                violation_error_message=_("A contact belongs to an institution or to an agreement."),
            ),
            models.CheckConstraint(
                name="contact_side_is_known",
                condition=Q(side__in=["", *Side.values], agreement__isnull=False)
                | Q(side__in=["", Side.PARTNER], institution__isnull=False),
                violation_error_message=_("A contact of an institution is on the partner's side."),
            ),
        ]

    def __str__(self):
        return self.name
