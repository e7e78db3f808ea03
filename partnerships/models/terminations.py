"""When an agreement may be terminated."""

from datetime import date

from django.utils.translation import gettext as _

from partnerships.partial_dates import PartialDate

from .agreements import Agreement


def refusal_of_termination(agreement: Agreement, day: date | None = None) -> str:
    """Return why an `agreement` may not be terminated, on a `day` or at all: a sentence, or "" where it may."""
    if agreement.terminated_on:
        return _("It was terminated on %s already; correct that on its own page.") % agreement.terminated_on
    dated = agreement.dated
    if day and dated and day < dated.first_day:
        return _("The termination (%(day)s) lies before the signing (%(signed)s).") % {
            "day": PartialDate.of(day),
            "signed": dated,
        }
    return ""
