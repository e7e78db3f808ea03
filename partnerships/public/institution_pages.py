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
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from partnerships.absolute_addresses import absolute
from partnerships.countries import country_in_sentence
from partnerships.folding import fold
from partnerships.models import Agreement, FormerAddress, Status, Validity
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

OVER = (Status.ENDED, Status.TERMINATED)
NEAR = 10  # other partners of the country on a page


class AgreementRow(NamedTuple):
    """An agreement as a row of its institution's page; `until` is its end or termination, None where none is known."""

    agreement: Agreement
    status: Status
    until: PartialDate | None
    is_open_ended: bool


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
        agreements = Agreement.objects.public().select_related("agreement_type", "unit")
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
    own = next(index for index, partner in enumerate(there) if partner.slug == institution.slug)
    first = min(max(own - NEAR // 2, 0), max(len(there) - NEAR - 1, 0))
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


@require_safe
def institution_logo(request, slug):
    """Return the logo of a public institution."""
    institution = get_object_or_404(public_institutions(), slug=slug)
    return sent_logo(institution.logo, _("This institution has no logo."))
