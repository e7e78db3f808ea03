"""“Same?”: pairs of records that are likely the same, each decided once, and the decisions that two are not."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.models import Agreement, Institution, NotSame
from partnerships.public.listing.rows import host_of
from partnerships.similarity.doubles import Double, undecided_doubles

from .action_pages import action_page, page_of
from .doubts import agreement_label
from .merging import agreements_in_words

MODELS: dict[str, Any] = {"institution": Institution, "agreement": Agreement}
WHY = {
    "name": gettext_lazy("The names hardly differ."),
    "host": gettext_lazy("The same website."),
    "agreement": gettext_lazy("Same institution, type and date; nothing else tells them apart."),
}
PER_PAGE = 30
LISTED = 50  # decisions on the page


class Side(NamedTuple):
    """One of two records as the page shows it: its address, what it is called, and the facts that tell it."""

    record: Any
    address: str
    label: str
    facts: list[str]


class Pair(NamedTuple):
    """Two records beside each other, and in words why they may be the same."""

    kind: str
    sides: list[Side]
    why: str


class NotSameRecords:
    """A mixin for a ModelAdmin: the history of a record says what somebody decided that it is not the same as."""

    def history_view(self, request, object_id, extra_context=None):
        decisions = NotSame.objects.none()
        if object_id.isdecimal() and len(object_id) <= 17:
            found = NotSame.objects.about(self.model(pk=int(object_id)))
            decisions = found.select_related("decided_by", "taken_back_by")
        return super().history_view(request, object_id, {"not_same": decisions} | (extra_context or {}))


@require_http_methods(["GET", "POST"])
def same_view(request: HttpRequest) -> HttpResponse:
    """Show the pairs about which nobody has decided; a POST decides about one, or takes a decision back."""
    if not request.user.has_perm("partnerships.change_institution"):
        raise PermissionDenied
    if request.method == "POST":
        take_back(request) if "take_back" in request.POST else decide(request)
        return redirect(request.get_full_path())
    doubles = [double for double in undecided_doubles() if may_decide(request, double.kind)]
    page = Paginator(doubles, PER_PAGE).get_page(request.GET.get("page"))
    decisions = NotSame.objects.standing().select_related("decided_by")
    return action_page(
        request,
        template="admin/partnerships/same.html",
        title=_("Same?"),
        count=len(doubles),
        page=page,
        pages=page.paginator.get_elided_page_range(page.number),
        pairs=pairs_of(list(page.object_list)),
        decisions=decisions[:LISTED],
        may_merge=request.user.has_perm("partnerships.delete_institution"),
        may_delete=request.user.has_perm("partnerships.delete_agreement"),
    )


def may_decide(request, kind):
    """Return whether a person may say that two records of a `kind` are not the same."""
    return request.user.has_perm(f"partnerships.change_{kind}")


def pairs_of(doubles: list[Double]) -> list[Pair]:
    """Return some Doubles as the page shows them; those of records deleted meanwhile are left out."""
    keys = {kind: {pk for each in doubles if each.kind == kind for pk in each[1:3]} for kind in MODELS}
    institutions = Institution.objects.annotate(number_of_agreements=Count("agreements")).in_bulk(keys["institution"])
    agreements = Agreement.objects.select_related("institution", "agreement_type", "unit").in_bulk(keys["agreement"])
    known: dict[str, dict[int, Any]] = {"institution": institutions, "agreement": agreements}
    sides = {"institution": side_of_institution, "agreement": side_of_agreement}
    return [
        Pair(each.kind, [sides[each.kind](known[each.kind][pk]) for pk in each[1:3]], str(WHY[each.why]))
        for each in doubles
        if {each.first, each.second} <= known[each.kind].keys()
    ]


def side_of_institution(institution):
    """Return an institution as one Side of a pair."""
    where = ", ".join(filter(None, [institution.country_name, institution.city]))
    facts = [where, host_of(institution.website), agreements_in_words(institution)]
    return Side(institution, page_of(institution)[0], institution.name, list(filter(None, facts)))


def side_of_agreement(agreement):
    """Return an agreement as one Side of a pair."""
    until = _("until %s") % agreement.ends if agreement.ends else ""
    facts = [agreement.institution.name, str(agreement.status.label), until, agreement.unit and str(agreement.unit)]
    return Side(agreement, page_of(agreement)[0], agreement_label(agreement), list(filter(None, facts)))


def decide(request: HttpRequest) -> None:
    """Remember that the two posted records are not the same, with a message."""
    kind = request.POST.get("kind", "")
    if kind not in MODELS:
        raise Http404
    if not may_decide(request, kind):
        raise PermissionDenied
    keys = {int(pk) for name in ("first", "second") if (pk := request.POST.get(name, "")[:18]).isdecimal()}
    records = list(MODELS[kind].objects.filter(pk__in=keys).order_by("pk"))
    if len(records) != 2:
        messages.warning(request, _("One of the two is no more, so nothing was done."))
        return
    first, second = records
    names = [str(first), str(second)] if kind == "institution" else [f"{each}, {number_of(each)}" for each in records]
    try:
        with transaction.atomic():
            NotSame.objects.create(
                kind=kind, first=first.pk, second=second.pk, names=names, decided_by_id=request.user.pk
            )
    except IntegrityError:
        messages.info(request, _("Somebody has decided that already."))
    else:
        words = {"one": names[0], "other": names[1]}
        messages.success(request, _("“%(one)s” and “%(other)s” are remembered as not the same.") % words)


def number_of(agreement):
    """Return the register number of an agreement in words."""
    return _("No %s") % agreement.register_number


def take_back(request: HttpRequest) -> None:
    """Take a decision back, so that the two may be asked about again, with a message."""
    pk = request.POST["take_back"][:18]
    decision = get_object_or_404(NotSame, pk=pk if pk.isdecimal() else 0)
    if not may_decide(request, decision.kind):
        raise PermissionDenied
    standing = NotSame.objects.standing().filter(pk=decision.pk)
    if standing.update(taken_back_at=timezone.now(), taken_back_by=request.user):
        messages.success(request, _("The decision was taken back."))
