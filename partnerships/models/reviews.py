"""Reviews of agreements: what came of each, and when the next one is."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from partnerships.partial_dates import PartialDate

from .agreements import Agreement
from .change_sets import ChangeSet


def number_of(people):
    """Return a column for how many of these `people` went or came since the last review; empty where nobody knows."""
    return models.PositiveIntegerField(people, null=True, blank=True)


class Review(models.Model):
    """A review of one agreement: what was decided, when, by whom, and what was done under it since the last review."""

    class Decision(models.TextChoices):
        CONTINUES = "continues", pgettext_lazy("decision", "continues")
        RESTS = "rests", pgettext_lazy("decision", "rests")
        ENDS = "ends", pgettext_lazy("decision", "ends")
        RENEGOTIATE = "renegotiate", pgettext_lazy("decision", "is to be renegotiated")

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="reviews", verbose_name=_("agreement"))
    reviewed_on = models.DateField(_("reviewed on"))
    decision = models.CharField(_("decision"), max_length=12, choices=Decision, default=Decision.CONTINUES)
    done_since = models.TextField(_("what was done since"), max_length=4000, blank=True)
    students_sent = number_of(_("students sent"))
    students_received = number_of(_("students received"))
    staff_sent = number_of(_("staff sent"))
    staff_received = number_of(_("staff received"))
    next_on = models.DateField(_("next review"), null=True, blank=True)
    change_set = models.ForeignKey(
        ChangeSet,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="reviews",
        help_text="What was recorded with it, so that all of it can be taken back at once.",
    )
    changes = models.JSONField(
        default=dict,
        editable=False,
        help_text="{column of the agreement: [before, after]}, so that it can be taken back",
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    history = HistoricalRecords(excluded_fields=["changes", "change_set"])

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["agreement", "pk"]
        constraints = [
            models.CheckConstraint(
                name="review_next_is_later",
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("reviewed_on")),
                violation_error_message=_("The next review lies after this one."),
            ),
        ]

    def __str__(self):
        return f"{PartialDate.of(self.reviewed_on)}: {self.get_decision_display()}"


def confirmations(keys: Iterable[int]) -> dict[int, tuple[date, datetime]]:
    """Return {primary key of an agreement: (day on which a review confirmed it last, when that was recorded)}.

    Of the agreements with those `keys`, those that no review has confirmed are left out.
    """
    found = Review.objects.filter(agreement__in=keys, decision=Review.Decision.CONTINUES).order_by()
    lines = found.values_list("agreement").annotate(day=Max("reviewed_on"), moment=Max("recorded_at"))
    return {key: (day, moment) for key, day, moment in lines}
