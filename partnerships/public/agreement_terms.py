"""The terms of an agreement in words: its span, its length, its renewals."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.models import Agreement, RenewalKind, Status, Validity
from partnerships.models.rests import rest_in_words
from partnerships.models.reviews import confirmations
from partnerships.partial_dates import PartialDate

CURRENT = (Status.IN_FORCE, Status.ENDING)


class TermInWords(NamedTuple):
    """One term of an agreement in words: its span, how it was renewed ("" for the first), whether it is current."""

    span: str
    renewed: str
    is_current: bool


class AgreementOnPage(NamedTuple):
    """An agreement with its details in words; any but the span may be "", `terms` empty."""

    agreement: Agreement
    span: str
    terminated: PartialDate | str
    confirmed: PartialDate | str
    rest: str
    length: str
    renewal: str
    terms: list[TermInWords]


def on_page(agreement: Agreement, on: date) -> AgreementOnPage:
    """Return an agreement with its details in words, as they are on the day `on`."""
    return AgreementOnPage(
        agreement,
        span_in_words(agreement.starts, agreement.ends, agreement.validity),
        PartialDate.of(agreement.terminated_on) if agreement.terminated_on else "",
        confirmed_in_words(agreement),
        rest_in_words(agreement.rests_from, agreement.rests_until),
        months_in_words(agreement.term_months),
        renewal_in_words(agreement),
        terms_in_words(agreement, on),
    )


def span_in_words(starts, ends, validity):
    """Return the words for a span of time; `starts` and `ends` may be None."""
    words = {"starts": starts, "ends": ends}
    if ends:
        return _("%(starts)s – %(ends)s") % words if starts else _("until %(ends)s") % words
    if validity == Validity.OPEN_ENDED:
        return _("from %(starts)s, open-ended") % words if starts else _("open-ended")
    return _("from %(starts)s, end not recorded") % words if starts else _("end not recorded")


def confirmed_in_words(agreement):
    """Return the day on which a review confirmed an agreement last; "" for none."""
    found = confirmations([agreement.pk])
    return PartialDate.of(found[agreement.pk][0]) if found else ""


def months_in_words(months: int | None) -> str:
    """Return a length in years and months, such as "19 years and 2 months"; "" where it is not known."""
    years, rest = divmod(months or 0, 12)
    in_years = ngettext("%d year", "%d years", years) % years if years else ""
    in_months = ngettext("%d month", "%d months", rest) % rest if rest else ""
    if in_years and in_months:
        return _("%(years)s and %(months)s") % {"years": in_years, "months": in_months}
    return in_years or in_months


def renewal_in_words(agreement):
    """Return what happens at the end of an agreement; "" where nothing was agreed on."""
    if agreement.renewal == RenewalKind.NONE:
        return ""
    words = {"kind": agreement.get_renewal_display(), "length": months_in_words(agreement.renewal_months)}
    return _("%(kind)s, by %(length)s") % words if words["length"] else words["kind"]


def terms_in_words(agreement, on):
    """Return the terms of an agreement that was renewed, the first one first; none where it was not."""
    renewals = list(agreement.renewals.all())
    if not renewals:
        return []
    spans = [(agreement.starts, renewals[0].before, None), *((each.starts, each.after, each) for each in renewals)]
    unended = [span for span in spans if span[1] and span[1].last_day >= on] or [
        span for span in spans[-1:] if not span[1]
    ]
    current = unended[0] if unended and agreement.status_on(on) in CURRENT else None
    return [
        TermInWords(span_in_words(*span[:2], validity_of(span)), renewed_in_words(span[2]), span is current)
        for span in spans
    ]


def validity_of(span):
    """Return the Validity of a span without an end: a renewal gave it none, or nobody knows the end of the first."""
    return Validity.OPEN_ENDED if span[2] else Validity.NOT_RECORDED


def renewed_in_words(renewal):
    """Return when and how a Renewal was made; "" for None."""
    if renewal is None:
        return ""
    if renewal.kind == renewal.Kind.AUTOMATIC:
        return _("renewed automatically")
    return _("renewed on %s") % PartialDate.of(renewal.renewed_on)
