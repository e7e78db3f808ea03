"""The page on which staff record a review of agreements, and take it back; the reviews on the page of an agreement."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize_input
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.confirming import carry_out, version_of
from partnerships.languages import format_day
from partnerships.models import Agreement, ChangeSet, Review
from partnerships.models.staff import full_name
from partnerships.renewals.reviewing import ReviewRefused, last_confirmed, proposed_review, record, take_back

from .action_pages import action_page, confirmed_plan, list_of, page_of
from .agreement_changes import AgreementChange, agreements_of, require_change_permission
from .answered_rows import look_at_answered
from .kept_list import KEPT, back_to
from .review_forms import PEOPLE, ReviewForm
from .standing import standing_of

MOST_AT_ONCE = 100


@require_http_methods(["GET", "POST"])
def review_view(request, pk=None):
    """Ask what a review of an agreement, or of those chosen, has found, and record it for all of them, or for none."""
    require_change_permission(request)
    keys = [int(part) for part in request.GET.get("ids", "").split(",") if part.isdecimal() and len(part) < 18]
    found = agreements_of([pk] if pk else keys[:MOST_AT_ONCE])
    agreements = list(found.prefetch_related("renewals", "reviews", "superseded_by"))
    if not agreements:
        messages.warning(request, _("Choose the agreements that were reviewed."))
        return redirect("admin:partnerships_agreement_changelist")
    form = ReviewForm(agreements, request.POST or None)
    if request.method == "POST" and form.is_valid() and record_confirmed(request, form):
        count = len(agreements)
        sentence = ngettext("%d review was recorded.", "%d reviews were recorded.", count) % count
        if count == 1:
            messages.success(request, sentence)
            return back_to(request, "partnerships_agreement_change", agreements[0].pk)
        address = reverse("admin:partnerships_agreement_change_set", args=[form.change_set.pk])
        link = format_html('<a href="{}">{}</a>', address, _("Look at it or take it back"))
        messages.success(request, format_html("{} {}", sentence, link))
        return back_to(request, "partnerships_agreement_changelist")
    return page(request, form)


def page(request, form):
    """Return the page that asks what a review has found."""
    only = form.agreements[0] if len(form.agreements) == 1 else None
    return action_page(
        request,
        title=_("Does the agreement with %s go on?") % only.institution if only else _("Do they go on?"),
        here=_("Review"),
        standing=standing_of(only) if only else None,
        trail=[list_of(Agreement), page_of(only)] if only else [list_of(Agreement)],
        form=form,
        template="admin/partnerships/review.html",
        explanation=[] if only else [_("What you say counts for each of them.")],
        reviews=reviews_of(only) if only else "",
        people=[form[name] for name in PEOPLE if name in form.fields],
        fingerprint=plan_of(form).fingerprint,
        button=_("Record the review") if only else record_in_words(len(form.agreements)),
        away=page_of(only)[0] if only else list_of(Agreement)[0],
    )


def record_in_words(count):
    """Return what the button of a page about so many agreements says."""
    return ngettext("Record %d review", "Record %d reviews", count) % count


def plan_of(form):
    """Return the agreements of a form as they are now; what was found stands in the form that is confirmed."""
    return AgreementChange(form.keys, version_of(Agreement, form.keys))


def record_confirmed(request, form):
    """Record what a valid form says if the agreements are still as shown; return whether that was done."""
    plan = confirmed_plan(
        request,
        lambda fingerprint: carry_out(lambda: plan_of(form), fingerprint, lambda plan: record_all(request, form)),
    )
    return plan is not None and not form.errors


def record_all(request, form):
    """Record the reviews of a valid form, or none where one is refused; the errors of the form say which."""
    recorded = []
    with transaction.atomic():
        for agreement in form.agreements:
            try:
                recorded.append(record(form.review_of(agreement), form.values(), request.user))
            except ReviewRefused as refusal:
                form.add_error(None, f"{agreement}: {refusal}" if len(form.agreements) > 1 else str(refusal))
        if form.errors:
            transaction.set_rollback(True)
        else:
            form.change_set = keep_together(recorded, request.user)
            look_at_answered(form.keys, request.user)


def keep_together(reviews, user):
    """Keep several `reviews` as one ChangeSet, which is taken back as a whole, and return it; None for one review."""
    if len(reviews) == 1:
        return None
    reason = _("reviewed: %s") % reviews[0].get_decision_display()
    changes = {review.agreement_id: review.changes for review in reviews}
    change_set = ChangeSet.objects.create(changed_by=user, reason=reason, changes=changes)
    Review.objects.filter(pk__in=[review.pk for review in reviews]).update(change_set=change_set)
    return change_set


@require_POST
def take_back_view(request, pk):
    """Take back a review that was recorded by mistake."""
    require_change_permission(request)
    review = get_object_or_404(Review, pk=pk)
    try:
        take_back(review, request.user)
    except ReviewRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The review was taken back."))
    return back_to(request, "partnerships_agreement_change", review.agreement_id)


@admin.action(description=gettext_lazy("Review them: do they go on?…"), permissions=["change"])
def review_chosen(model_admin, request, queryset):
    """Lead to the page on which one decision is recorded for the chosen agreements."""
    keys = list(queryset.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    if len(keys) > MOST_AT_ONCE:
        messages.error(request, _("Choose at most %d agreements at once.") % MOST_AT_ONCE)
        return None
    chosen = urlencode({"ids": ",".join(map(str, keys)), KEPT: request.GET.urlencode()}, safe=",")
    return HttpResponseRedirect(f"{reverse('admin:partnerships_agreement_reviews')}?{chosen}")


def reviews_of(agreement):
    """Return the reviews of an `agreement` as an HTML list, the last one first; "" where there was none."""
    reviews = list(agreement.reviews.select_related("recorded_by"))[::-1]
    lines = format_html_join("", "<li>{}</li>", ((in_words(review),) for review in reviews))
    return format_html('<ol class="past-reviews">{}</ol>', lines) if reviews else ""


def in_words(review):
    """Return one review in words: what was decided, what was done, by whom, and the next review."""
    parts = [f"{format_day(review.reviewed_on)}: {review.get_decision_display()}"]
    if review.next_on:
        parts.append(_("next review %s") % format_day(review.next_on))
    numbers = [(name, getattr(review, name)) for name in PEOPLE]
    parts += [f"{Review._meta.get_field(name).verbose_name}: {count}" for name, count in numbers if count is not None]
    parts += [full_name(review.recorded_by)] if review.recorded_by else []
    parts += [review.done_since] if review.done_since else []
    return ", ".join(parts)


def offer_of_review(agreement):
    """Return as HTML the offer of the next review that is proposed for an `agreement` without one; "" for none."""
    if agreement.review_on or not Agreement.objects.lasting().filter(pk=agreement.pk).exists():
        return SafeString()
    day = proposed_review(agreement, timezone.localdate())
    confirmed = last_confirmed(agreement)
    how = _("last confirmed: %s") % format_day(confirmed) if confirmed else _("not known when it was confirmed")
    return format_html(
        '<span class="take-day">{} <button type="button" data-fill="id_review_on" data-text="{}">{}</button></span>',
        how,
        localize_input(day),
        _("Take %s") % format_day(day),
    )


def reviews_with_take_back(agreement):
    """Return the reviews of an `agreement`, and the button that takes the last one back, whose form ends the page."""
    last = agreement.reviews.last()
    if last is None:
        return "–"
    address = reverse("admin:partnerships_review_take_back", args=[last.pk])
    button = format_html(
        '<button type="submit" form="beside" formaction="{}">{}</button>', address, _("Take back the last review")
    )
    return format_html("{}{}", reviews_of(agreement), button)
