"""What somebody has decided about two records that look the same: that they are two."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NotSameQuerySet(models.QuerySet):
    """What can be asked about these decisions."""

    def standing(self):
        """Return those that were not taken back."""
        return self.filter(taken_back_at__isnull=True)

    def about(self, record):
        """Return those about a `record`, an Institution or an Agreement, the latest first."""
        return self.filter(Q(first=record.pk) | Q(second=record.pk), kind=record._meta.model_name)

    def others_of(self, record):
        """Return the primary keys of the records that a `record` is not the same as; none for a new one."""
        if record.pk is None:
            return set()
        pairs = self.standing().about(record).values_list("first", "second")
        return {pk for pair in pairs for pk in pair} - {record.pk}


class NotSame(models.Model):
    """The decision of a person that two institutions, or two agreements, that look the same are two."""

    class Kind(models.TextChoices):
        INSTITUTION = "institution", _("institutions")
        AGREEMENT = "agreement", _("agreements")

    kind = models.CharField(pgettext_lazy("of records", "kind"), max_length=20, choices=Kind)
    first = models.BigIntegerField(editable=False, help_text="The lower of the two primary keys.")
    second = models.BigIntegerField(editable=False, help_text="The higher of the two primary keys.")
    names = models.JSONField(_("which two"), default=list)
    decided_at = models.DateTimeField(_("decided at"), default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("decided by")
    )
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True, editable=False)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("taken back by"),
    )

    objects = NotSameQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision that two are not the same")
        verbose_name_plural = _("decisions that two are not the same")
        default_permissions = ()
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="not_same_in_order", condition=Q(first__lt=models.F("second"))),
            models.UniqueConstraint(
                fields=["kind", "first", "second"], condition=Q(taken_back_at=None), name="not_same_decided_once"
            ),
        ]
        indexes = [models.Index(fields=["kind", "second"], name="not_same_second")]

    def __str__(self):
        return " ≠ ".join(self.names)
