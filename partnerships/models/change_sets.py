"""Change sets: what one person changed of several agreements at once, and how that can be taken back."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ChangeSet(models.Model):
    """One change to several agreements, made and taken back as a whole."""

    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, verbose_name=_("changed by")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    changes = models.JSONField(
        default=dict, editable=False, help_text="{primary key of an agreement: {column: [before, after]}}"
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("undone by"),
    )

    class Meta:
        verbose_name = _("change of several agreements")
        verbose_name_plural = _("changes of several agreements")
        default_permissions = ()
        ordering = ["-changed_at", "-pk"]

    def __str__(self):
        return f"{timezone.localtime(self.changed_at):%Y-%m-%d %H:%M}"
