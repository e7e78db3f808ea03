"""Merges: several institutions, agreement types or units that were made one, and how that can be taken back."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MergeQuerySet(models.QuerySet):
    """What can be asked about merges."""

    def standing(self):
        """Return those that were not taken back."""
        return self.filter(taken_back_at__isnull=True)

    def into(self, record):
        """Return those of which a `record`, an Institution, an AgreementType or a Unit, is what stayed."""
        return self.filter(kind=record._meta.model_name, kept=record.pk)


class Merge(models.Model):
    """Several institutions, agreement types or units that were made one, with all that this changed."""

    class Kind(models.TextChoices):
        INSTITUTION = "institution", _("institutions")
        TYPE = "agreementtype", _("agreement types")
        UNIT = "unit", _("units")

    kind = models.CharField(pgettext_lazy("of merged records", "kind"), max_length=20, choices=Kind)
    kept = models.BigIntegerField(editable=False, help_text="Primary key of the record that stayed.")
    kept_name = models.CharField(_("what stayed"), max_length=500)
    gone_names = models.JSONField(_("what went"), default=list)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    merged_at = models.DateTimeField(_("merged at"), auto_now_add=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("merged by")
    )
    changes = models.JSONField(
        default=dict,
        editable=False,
        help_text="{model: {primary key: [columns before, columns after]}}, null for none.",
    )
    untouched = models.JSONField(
        default=dict, editable=False, help_text="{model: primary keys} of what belonged to it already."
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

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-merged_at", "-pk"]
        default_permissions = ["view"]
        permissions = [("take_back_merge", "Can take merges back")]

    def __str__(self):
        return f"{', '.join(self.gone_names)} → {self.kept_name}, {timezone.localtime(self.merged_at):%Y-%m-%d %H:%M}"
