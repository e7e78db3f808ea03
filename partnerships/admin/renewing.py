"""The pages on which staff renew, terminate, and take a renewal back."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.confirming import carry_out, fingerprint_of, version_of
from partnerships.models import Agreement, DocumentKind, Renewal, Validity
from partnerships.models.rests import rest_in_words
from partnerships.partial_dates import PartialDate
from partnerships.public.agreement_terms import on_page
from partnerships.public.agreement_timeline import timeline_of
from partnerships.renewals.renewing import (
    RenewalRefused,
    proposed_end,
    record_automatic,
    renew,
    take_back,
    terms,
)

from .action_pages import action_page, confirmed_plan, list_of, page_of
from .agreement_changes import agreements_of, ask_for_change, require_change_permission
from .answered_rows import look_at_answered
from .change_forms import TerminateForm
from .documents import keep_document
from .kept_list import back_to
from .renew_forms import RenewForm
from .standing import standing_of

MOST_AT_ONCE = 100


class RenewalPlan:
    """The renewal of some agreements as they are now; the new ends stand in the form that is confirmed."""

    def __init__(self, keys):
        self.keys = keys
        self.version = version_of(Agreement, keys)

    @property
    def fingerprint(self):
        """A checksum of the agreements as they are now."""
        return fingerprint_of(self.keys, self.version)


@require_http_methods(["GET", "POST"])
def renew_view(request):
    """Propose a new end for each chosen agreement, and record the renewals of all of them, or of none."""
    require_change_permission(request)
    pks = [int(part) for part in request.GET.get("ids", "").split(",") if part.isdecimal() and len(part) < 18]
    found = Agreement.objects.filter(pk__in=pks[:MOST_AT_ONCE]).select_related("institution", "agreement_type")
    agreements = list(found.prefetch_related("renewals"))
    if not agreements:
        messages.warning(request, _("Choose the agreements that are to be renewed."))
        return redirect("admin:partnerships_agreement_changelist")
    form = RenewForm(agreements, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and record_confirmed(request, form):
        count = len(agreements)
        sentence = ngettext("%d agreement was renewed.", "%d agreements were renewed.", count) % count
        messages.success(request, sentence)
        if count == 1:
            return back_to(request, "partnerships_agreement_change", agreements[0].pk)
        return back_to(request, "partnerships_agreement_changelist")
    proposed = _("The end that each agreement has now is kept; the new one is proposed from its last term.")
    return action_page(
        request,
        here=_("Renew"),
        form=form,
        template="admin/partnerships/renew.html",
        explanation=[proposed] if any(form.proposed.values()) else [],
        fingerprint=RenewalPlan(form.keys).fingerprint,
        **(shown_alone(*agreements) if len(agreements) == 1 else shown_together(len(agreements))),
    )


def shown_alone(agreement):
    """Return what the page says of one agreement, which it shows with its line and its facts."""
    today = timezone.localdate()
    return {
        "title": _("Renew the agreement with %s") % agreement.institution,
        "trail": [list_of(Agreement), page_of(agreement)],
        "away": page_of(agreement)[0],
        "only": agreement,
        "standing": standing_of(agreement),
        "timeline": timeline_of(agreement, today, proposed_end(agreement)),
        "item": on_page(agreement, today),
        "button": _("Record the renewal"),
    }


def shown_together(count):
    """Return what the page says of so many agreements."""
    agreements = list_of(Agreement)
    button = ngettext("Renew %d agreement", "Renew %d agreements", count) % count
    return {"title": _("Renew"), "trail": [agreements], "away": agreements[0], "button": button}


def record_confirmed(request, form):
    """Record the renewals of a valid form if the agreements are still as shown; return whether that was done."""
    plan = confirmed_plan(
        request,
        lambda fingerprint: carry_out(lambda: RenewalPlan(form.keys), fingerprint, lambda plan: record(request, form)),
    )
    return plan is not None and not form.errors


def record(request, form):
    """Record all renewals of a valid form, or none where one is refused; the errors of the form say which."""
    data = form.cleaned_data
    with transaction.atomic():
        for row in form.rows():
            end, scan = data[row.end.name], data[row.scan.name]
            try:
                renewal = renew(
                    row.agreement,
                    end,
                    data["renewed_on"],
                    user=request.user,
                    note=data["note"],
                    kind=data["kind"],
                    notice_months=data[row.notice.name],
                )
            except RenewalRefused as refusal:
                form.add_error(row.end.name, str(refusal))
                continue
            if scan:
                about = {"kind": DocumentKind.RENEWAL, "is_public": data[row.is_public.name]}
                keep_document(scan, row.agreement, uploaded_by=request.user, renewal=renewal, **about)
        if form.errors:
            transaction.set_rollback(True)
        else:
            look_at_answered(form.keys, request.user)


@require_http_methods(["GET", "POST"])
def terminate_view(request, pk):
    """Ask for the day and the reason, and record the termination."""
    require_change_permission(request)
    agreement = get_object_or_404(agreements_of([pk]), pk=pk)
    form = TerminateForm(request.POST or None, initial=not_renewed(agreement) if "not-renewed" in request.GET else {})
    return ask_for_change(
        request,
        agreement,
        form,
        _("The termination of “%s” was recorded.") % agreement,
        title=_("Terminate “%s”") % agreement,
        here=_("Terminate"),
        button=_("Record the termination"),
    )


def not_renewed(agreement):
    """Return the termination of an `agreement` that is not renewed, as a form proposes it: the day after its end."""
    day = agreement.ends_on + timedelta(days=1) if agreement.ends_on else timezone.localdate()
    return {"terminated_on": day, "termination_reason": _("not renewed")}


@require_POST
def take_back_view(request, pk):
    """Take back a renewal that was recorded by mistake."""
    require_change_permission(request)
    renewal = get_object_or_404(Renewal, pk=pk)
    try:
        take_back(renewal, request.user)
    except RenewalRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The renewal was taken back."))
    return back_to(request, "partnerships_agreement_change", renewal.agreement_id)


def record_chosen(request, agreements):
    """Record the automatic renewals of some agreements, with messages about those recorded and those refused."""
    recorded, on = 0, timezone.localdate()
    for agreement in agreements.renewed_unrecorded(on):
        try:
            recorded += len(record_automatic(agreement, on, request.user))
        except (RenewalRefused, ValidationError) as refusal:
            messages.error(request, str(refusal))
        else:
            look_at_answered([agreement.pk], request.user)
    sentence = (
        ngettext("%d automatic renewal was recorded.", "%d automatic renewals were recorded.", recorded) % recorded
    )
    messages.success(request, sentence)


@require_POST
def record_automatic_view(request, pk):
    """Record with one click the renewals that an agreement has made by itself."""
    require_change_permission(request)
    agreement = get_object_or_404(Agreement, pk=pk)
    record_chosen(request, Agreement.objects.filter(pk=pk))
    if "from_worklist" in request.POST:
        return redirect("admin:index")
    return back_to(request, "partnerships_agreement_change", agreement.pk)


def agreement_page(agreement):
    """Return the address of an agreement in the office."""
    return reverse("admin:partnerships_agreement_change", args=[agreement.pk])


def timeline(agreement):
    """Return the terms of an agreement, and of those it supersedes or that supersede it, as an HTML list."""
    lines = [(line_of(term, agreement),) for term in terms(agreement)]
    terms_in_words = format_html_join("", "<li>{}</li>", lines)
    rest = rest_in_words(agreement.rests_from, agreement.rests_until)
    resting = format_html("<p>{}: {}, {}</p>", _("Rest"), rest, agreement.rest_reason) if rest else ""
    return format_html('<ol class="timeline">{}</ol>{}{}', terms_in_words, resting, last_renewal_link(agreement))


def line_of(term, agreement):
    """Return one term as HTML; the term of another agreement is a link to it."""
    parts = [f"{term.starts or '?'} – {term.ends or Validity(term.validity).label}"]
    if term.renewal and term.renewal.kind == Renewal.Kind.AUTOMATIC:
        parts.append(_("renewed automatically"))  # on no day that anybody wrote down
    elif term.renewal:
        parts.append(_("renewed on %s") % PartialDate.of(term.renewal.renewed_on))
        parts.append(str(term.renewal.get_kind_display()))
    if term.is_late:
        parts.append(_("renewed late, %d days after the end") % term.late_days)
    elif term.gap_days:
        parts.append(
            ngettext("%d day without an agreement before", "%d days without one before", term.gap_days) % term.gap_days
        )
    if term.overlap_days:
        parts.append(ngettext("overlaps by %d day", "overlaps by %d days", term.overlap_days) % term.overlap_days)
    if term.renewal and term.renewal.note:
        parts.append(term.renewal.note)
    words = format_html_join(", ", "{}", ((part,) for part in parts))
    if term.agreement != agreement:
        words = format_html('<a href="{}">{}</a>: {}', agreement_page(term.agreement), term.agreement, words)
    documents = term.renewal.documents.all() if term.renewal else ()
    links = format_html_join("", ' <a href="{}">{}</a>', ((one.get_absolute_url(), one.name) for one in documents))
    return format_html("{}{}", words, links)


def last_renewal_link(agreement):
    """Return the button that takes the last renewal back, whose form stands at the end of the page."""
    last = agreement.renewals.last()
    if last is None:
        return ""
    address = reverse("admin:partnerships_renewal_take_back", args=[last.pk])
    return format_html(
        '<button type="submit" form="beside" formaction="{}">{}</button>', address, _("Take back the last renewal")
    )
