"""When an agreement may be put to rest, and its rest in words."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.partial_dates import PartialDate

from .agreements import Agreement


def refusal_of_rest(agreement: Agreement, day: date | None = None) -> str:
    """Return why an `agreement` may not rest, from a `day` on or at all: a sentence, or "" where it may."""
    if agreement.terminated_on:
        return _("The agreement was terminated on %s.") % PartialDate.of(agreement.terminated_on)
    if agreement.rests_from and (agreement.rests_until is None or agreement.rests_until >= timezone.localdate()):
        rest = rest_in_words(agreement.rests_from, agreement.rests_until)
        return _("It rests already: %(rest)s. End that rest first.") % {"rest": rest}
    if day is None:
        return ""
    dated, ends = agreement.dated, agreement.ends
    if dated and day < dated.first_day:
        return _("The rest (%(day)s) begins before the signing (%(signed)s).") % {
            "day": PartialDate.of(day),
            "signed": dated,
        }
    if ends and day > ends.last_day:
        return _("The rest (%(day)s) begins after the end (%(ends)s).") % {"day": PartialDate.of(day), "ends": ends}
    return ""


def rest_in_words(rests_from: date | None, rests_until: date | None) -> str:
    """Return from which day to which an agreement rests; "" where it does not."""
    if rests_from is None:
        return ""
    if rests_until is None:
        return _("from %(day)s") % {"day": PartialDate.of(rests_from)}
    return _("%(starts)s – %(ends)s") % {"starts": PartialDate.of(rests_from), "ends": PartialDate.of(rests_until)}
