"""The public page of an institution, its logo, and redirects from its former addresses."""

from datetime import date
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from partnerships.absolute_addresses import absolute
from partnerships.countries import country_in_sentence
from partnerships.folding import fold
from partnerships.models import Agreement, FormerAddress, RenewalKind, Status, Validity
from partnerships.models.agreements import dated_on
from partnerships.partial_dates import PartialDate

from .answers import moved_to
from .facets import Facets
from .filters import AgreementFilter
from .home import home_of, sent_logo
from .listing.finding import Found
from .partner_names import in_order
from .partners import has_public_agreement, partners, public_institutions
from .statistics.maps import locator
from .structured_data import as_json_ld, structured_data_of

CURRENT = (Status.IN_FORCE, Status.ENDING)
OVER = (Status.ENDED, Status.TERMINATED)
NEAR = 10  # other partners of the country on a page


class TermInWords(NamedTuple):
    """One term of an agreement in words: its span, how it was renewed ("" for the first), whether it is current."""

    span: str
    renewed: str
    is_current: bool


class AgreementRow(NamedTuple):
    """An agreement as a row of its institution's page; `until` is its end or termination, None where none is known."""

    agreement: Agreement
    status: Status
    until: PartialDate | None
    is_open_ended: bool


class AgreementOnPage(NamedTuple):
    """An agreement with its details in words; `terminated`, `length` and `renewal` may be "", `terms` empty."""

    agreement: Agreement
    span: str
    terminated: PartialDate | str
    length: str
    renewal: str
    terms: list[TermInWords]


class InstitutionDetail(DetailView):
    """One institution with its public agreements."""

    template_name = "public/institution_detail.html"

    def get(self, request, *args, **kwargs):
        """Return the page, or a redirect from a former address of it."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            if address := current_address(self.kwargs["slug"]):
                return moved_to(address)
            raise

    def get_queryset(self):
        agreements = Agreement.objects.public().select_related("agreement_type")
        return (
            public_institutions()
            .select_related("parent")
            .annotate(is_parent_public=has_public_agreement("parent"))
            .prefetch_related(
                Prefetch(
                    "agreements",
                    agreements.order_by(dated_on().desc(nulls_last=True), "pk"),
                    to_attr="public_agreements",
                ),
                Prefetch("parts", public_institutions(), to_attr="public_parts"),
                "other_names",
            )
        )

    def get_context_data(self, **kwargs):
        institution, on = self.object, timezone.localdate()
        names = other_names(institution)
        rows = [row_of(agreement, on) for agreement in institution.public_agreements]
        near, country_total = partners_beside(institution)
        return super().get_context_data(
            canonical=absolute(institution.get_absolute_url(), self.request),
            json_ld=as_json_ld(structured_data_of(institution, [other.name for other in names], self.request)),
            names=names,
            total=len(rows),
            current=in_order_of_end(row for row in rows if row.status not in OVER),
            ended=in_order_of_end(row for row in rows if row.status in OVER),
            map=locator(institution.country, home_of(self.request).country),
            partners=near,
            country_total=country_total,
            country_in_sentence=country_in_sentence(institution.country),
            back=filters_before(self.request),
            **kwargs,
        )


def row_of(agreement, on):
    """Return an agreement as a row of its institution's page, as it is on the day `on`."""
    status = agreement.status_on(on)
    until = agreement.ends
    if status == Status.TERMINATED:
        until = PartialDate.of(agreement.terminated_on)
    return AgreementRow(agreement, status, until, agreement.validity == Validity.OPEN_ENDED)


def in_order_of_end(rows):
    """Return some AgreementRows, the latest end first: open-ended ones before all, those without an end after all."""
    rows = list(rows)
    ends = {True: date.max, False: date.min}
    return sorted(rows, key=lambda row: row.until.last_day if row.until else ends[row.is_open_ended], reverse=True)


def partners_beside(institution):
    """Return the partners of the same country that are nearest in the alphabet, and its number of public agreements."""
    if not institution.country:
        return [], 0
    there = in_order(partners(institution.country), attrgetter("name"))
    place = next(index for index, partner in enumerate(there) if partner.slug == institution.slug)
    first = min(max(place - NEAR // 2, 0), max(len(there) - NEAR - 1, 0))
    near = [partner for partner in there[first : first + NEAR + 1] if partner.slug != institution.slug]
    return near, sum(partner.number for partner in there)


def filters_before(request):
    """Return the filters of the list that led to a page: what they ask for, and its address; None without any."""
    filterset = AgreementFilter(request.GET, request=request)
    if not filterset.is_valid() or not (query := (facets := Facets(filterset, Found(filterset))).query()):
        return None
    return {"chips": facets.chips, "address": f"{reverse('agreement_list')}?{query}"}


def current_address(slug):
    """Return the address of the public institution that had that `slug` before; None where there is none."""
    former = (
        FormerAddress.objects.filter(has_public_agreement("institution"), slug=slug)
        .select_related("institution")
        .first()
    )
    return former.institution.get_absolute_url() if former else None


def other_names(institution):
    """Return the InstitutionNames of an institution, without those that only spell its name otherwise."""
    own = fold(institution.name)
    return [other for other in institution.other_names.all() if other.folded_name != own]


def on_page(agreement, on):
    """Return an agreement with its details in words, as they are on the day `on`."""
    return AgreementOnPage(
        agreement,
        span_in_words(agreement.starts, agreement.ends, agreement.validity),
        PartialDate.of(agreement.terminated_on) if agreement.terminated_on else "",
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


def months_in_words(months):
    """Return a length in years where it is whole years, else in months; "" where it is not known."""
    if not months:
        return ""
    if months % 12:
        return ngettext("%d month", "%d months", months) % months
    return ngettext("%d year", "%d years", months // 12) % (months // 12)


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
    unended = [span for span in spans if span[1] and span[1].last_day >= on]
    current = unended[0] if unended and agreement.status_on(on) in CURRENT else None
    return [
        TermInWords(span_in_words(*span[:2], Validity.NOT_RECORDED), renewed_in_words(span[2]), span is current)
        for span in spans
    ]


def renewed_in_words(renewal):
    """Return when and how a Renewal was made; "" for None."""
    if renewal is None:
        return ""
    if renewal.kind == renewal.Kind.AUTOMATIC:
        return _("renewed automatically")
    return _("renewed on %s") % PartialDate.of(renewal.renewed_on)


@require_safe
def institution_logo(request, slug):
    """Return the logo of a public institution."""
    institution = get_object_or_404(public_institutions(), slug=slug)
    return sent_logo(institution.logo, _("This institution has no logo."))
