"""The next review of agreements: which of them need one, and of which its day has come."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .status import RenewalKind

FAR = timedelta(days=730)  # an end beyond it asks nobody for years, so somebody reviews it before


class NextReviewQuerySet(models.QuerySet):
    """Questions about the next review; `on` is the day asked about, today if left out."""

    def lasting(self, on: date | None = None) -> Self:
        """Return those that are neither terminated nor superseded, and have not ended by the day `on`."""
        return self.filter(self.is_lasting(on or timezone.localdate()))

    def is_lasting(self, on: date) -> Q:
        """Return the condition of `lasting`."""
        has_ended = Q(ends_on__lt=on) & ~Q(renewal=RenewalKind.AUTOMATIC)
        return Q(terminated_on__isnull=True) & (Q(ends_on__isnull=True) | ~has_ended) & ~Q(pk__in=self.superseded())

    def superseded(self) -> models.QuerySet:
        """Return the keys of all agreements that another one supersedes, for a subquery."""
        return self.model._base_manager.filter(supersedes__isnull=False).order_by().values("supersedes")

    def needs_review(self, on: date | None = None) -> Q:
        """Return the condition that nobody will be asked about an agreement: it lasts, without a review or near end."""
        on = on or timezone.localdate()
        asks = Q(ends_on__isnull=False, ends_on__lte=on + FAR) & ~Q(renewal=RenewalKind.AUTOMATIC)
        return Q(review_on__isnull=True) & self.is_lasting(on) & (Q(ends_on__isnull=True) | ~asks)

    def without_review(self, on: date | None = None) -> Self:
        """Return those about which nobody will be asked: they last, and have neither a next review nor a near end."""
        return self.filter(self.needs_review(on))

    def review_due(self, on: date | None = None) -> Self:
        """Return those that last, and whose next review has come on the day `on`."""
        on = on or timezone.localdate()
        return self.lasting(on).filter(review_on__lte=on)

    def review_within(self, first: int, last: int, on: date | None = None) -> Self:
        """Return those that last, and whose next review comes from `first` to `last` days after the day `on`."""
        on = on or timezone.localdate()
        days = on + timedelta(days=first), on + timedelta(days=last)
        return self.lasting(on).filter(review_on__range=days)
