"""Renewals: each extension of an agreement, from which end to which, or to none."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from partnerships.partial_dates import PartialDate, Precision

from .agreements import Agreement
from .fields import PRECISION_CHOICES, PartialDateColumns, partial_date_constraint
from .status import Validity


class Renewal(models.Model):
    """One extension of one agreement: from which end to which end, when, by whom; without one it is open-ended."""

    class Kind(models.TextChoices):
        DECIDED = "decided", _("decided")
        PROTOCOL = "protocol", _("by a signed protocol")
        LETTERS = "letters", _("by an exchange of letters")
        AUTOMATIC = "automatic", _("automatic")

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="renewals", verbose_name=_("agreement"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DECIDED)
    renewed_on = models.DateField(_("renewed on"))
    before_on = models.DateField(_("end before"), null=True, blank=True)
    before_precision = models.CharField(max_length=5, choices=PRECISION_CHOICES, blank=True, default="")
    after_on = models.DateField(_("end after"), null=True, blank=True)
    after_precision = models.CharField(max_length=5, choices=PRECISION_CHOICES, blank=True, default="")
    before = PartialDateColumns(is_end=True)
    after = PartialDateColumns(is_end=True)
    note = models.TextField(_("note"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("renewal")
        verbose_name_plural = _("renewals")
        ordering = ["agreement", "pk"]
        constraints = [
            models.CheckConstraint(
                name="renewal_goes_forward",
                condition=Q(before_on__isnull=True) | Q(after_on__isnull=True) | Q(after_on__gt=F("before_on")),
                violation_error_message=_("A renewal ends later than the term before it."),
            ),
            partial_date_constraint("after", "renewal"),
        ]

    def __str__(self):
        return f"{self.before or '?'} → {self.after_in_words}"

    @property
    def after_in_words(self) -> str:
        """The end that it gave, as far as it is known, or that it has none any more."""
        return str(self.after or Validity.OPEN_ENDED.label)

    @property
    def is_late(self) -> bool:
        """Whether it was agreed on only after the term before it had ended."""
        return self.before_on is not None and self.renewed_on > self.before_on

    @property
    def starts(self) -> PartialDate | None:
        """The day on which its term starts; None where no day is known."""
        if self.is_late:
            return PartialDate.of(self.renewed_on)
        if self.before and self.before.precision == Precision.DAY:
            return PartialDate.of(self.before.last_day + timedelta(days=1))
        return None
