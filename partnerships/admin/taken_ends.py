"""The end that follows from the signing, or the start, and the term: offered beside its box, taken only by a person."""

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partnerships.models import Agreement, Validity
from partnerships.partial_dates import PartialDate
from partnerships.renewals.renewing import end_of_term

TAKE = "_take_end"  # the button that takes it where no script does


def end_on_offer(agreement: Agreement) -> PartialDate | None:
    """Return the end that the term of an `agreement` makes, saved or not.

    None where it has an end, is open-ended, was terminated, or lacks a part.
    """
    if agreement.ends or agreement.validity == Validity.OPEN_ENDED or agreement.terminated_on:
        return None
    return end_of_term(agreement.dated, agreement.term_months)


def offer_of_end(agreement: Agreement) -> SafeString:
    """Return as HTML the offer to take the end that follows from the term of an `agreement`; "" for none."""
    end = end_on_offer(agreement)
    if end is None:
        return SafeString()
    how = _("end = signing or start + %d months") % agreement.term_months
    return format_html(
        '<span class="take-end">{} <button type="button" data-take-end="{}" data-reason="{}">{}</button></span>',
        how,
        as_typed(end),
        how,
        _("Take %s") % end,
    )


def as_typed(day: PartialDate) -> str:
    """Return a date as people type it: "30.06.2003", "10.2020", "2008"."""
    return ".".join(reversed(day.isoformat().split("-")))


def take_end(cleaned: dict) -> str:
    """Return, as people type it, the end that the values of a form make; raise ValidationError where they make none."""
    end = end_of_term(cleaned.get("signed") or cleaned.get("starts"), cleaned.get("term_months"))
    if end is None:
        raise ValidationError(_("Signing or start, and term, are not known far enough. Nothing is saved yet."))
    return as_typed(end)
