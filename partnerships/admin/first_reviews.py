"""The page on which each agreement about which nobody will be asked gets a next review, by type, all at once."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from simple_history.utils import bulk_update_with_history

from partnerships.confirming import carry_out, fingerprint_of, version_of
from partnerships.models import Agreement, AgreementType, ChangeSet
from partnerships.partial_dates import PartialDate
from partnerships.renewals.reviewing import USUAL_MONTHS
from partnerships.renewals.spreading import NO_TYPE, first_reviews
from partnerships.renewals.worklist import without_review_counts

from .action_pages import action_page, confirmed_plan, list_of
from .agreement_changes import require_change_permission
from .change_sets import LONGEST_REASON

MOST = 5000  # agreements at once
LONGEST_WAIT = 240  # months


class MonthsForm(forms.Form):
    """A form with the months between two reviews for each type of some agreements."""

    def __init__(self, counts, data=None):
        super().__init__(data)
        self.counts = counts
        self.types = AgreementType.objects.in_bulk([key for key in counts if key])
        for key in sorted(counts, key=lambda key: self.types[key].order if key else LONGEST_WAIT):
            months = self.types[key].review_months if key else None
            self.fields[f"months-{key}"] = forms.IntegerField(
                label=str(self.types[key]) if key else _("Without a type"),
                min_value=1,
                max_value=LONGEST_WAIT,
                initial=months or USUAL_MONTHS,
            )

    def rows(self):
        """Return each type's box with how many agreements it has."""
        return [(self[name], self.counts[key_of(name)]) for name in self.fields]

    def months(self):
        """Return {primary key of a type, NO_TYPE for none: months}, as typed, or as proposed where nothing is sent."""
        if self.is_bound:
            return {key_of(name): months for name, months in self.cleaned_data.items()}
        return {key_of(name): box.initial for name, box in self.fields.items()}


def key_of(name):
    """Return the key of the type in the name of a box."""
    return int(name.removeprefix("months-"))


@dataclass
class ReviewsPlan:
    """The next reviews that some agreements would get: {primary key: day}."""

    agreements: list[Agreement]
    days: dict[int, date] = field(default_factory=dict)
    version: int = 0

    @property
    def fingerprint(self) -> str:
        """A checksum of the agreements as they are now; the months stand in the form that is confirmed."""
        return fingerprint_of([each.pk for each in self.agreements], self.version)

    @property
    def by_month(self) -> list[tuple[str, int]]:
        """How many reviews fall into each month, as [(month in words, number)]."""
        counts = Counter((day.year, day.month) for day in self.days.values())
        return [(str(PartialDate(*month)), counts[month]) for month in sorted(counts)]


def plan_reviews(months: dict[int, int] | None) -> ReviewsPlan:
    """Return the ReviewsPlan of agreements about which nobody will be asked; without `months`, it has no days."""
    found = Agreement.objects.without_review().select_related("agreement_type").order_by("pk")
    agreements = list(found.prefetch_related("renewals", "reviews")[:MOST])
    days = first_reviews(agreements, timezone.localdate(), months) if months and agreements else {}
    return ReviewsPlan(agreements, days, version_of(Agreement, [each.pk for each in agreements]))


def counts_by_type() -> dict[int, int]:
    """Return {primary key of a type, NO_TYPE for none: how many agreements nobody will be asked about}."""
    found = Agreement.objects.without_review().order_by().values_list("agreement_type")
    return {key or NO_TYPE: count for key, count in found.annotate(count=Count("pk"))}


@require_http_methods(["GET", "POST"])
def first_reviews_view(request: HttpRequest) -> HttpResponse:
    """Show what reviews the months of each type make, and set them when that is confirmed."""
    require_change_permission(request)
    form = MonthsForm(counts_by_type(), request.POST or None)
    is_valid = not form.is_bound or form.is_valid()
    if form.is_bound and is_valid and "confirm" in request.POST:
        plan = confirmed_plan(
            request,
            lambda fingerprint: carry_out(
                lambda: plan_reviews(form.months()), fingerprint, lambda plan: write(plan, form, request.user)
            ),
        )
        if plan:
            return said(request, len(plan.days))
    plan = plan_reviews(form.months() if is_valid else None)
    count = sum(form.counts.values())
    return action_page(
        request,
        title=_("Give each agreement a next review"),
        trail=[list_of(Agreement)],
        template="admin/partnerships/first_reviews.html",
        form=form,
        count=count,
        rest=max(0, count - MOST),
        ends_known=sum(1 for each in plan.agreements if each.ends_on),
        plan=plan,
        fingerprint=plan.fingerprint,
        away=reverse("admin:index"),
    )


def write(plan, form, user):
    """Set the next reviews of a ReviewsPlan, as one ChangeSet, and keep the months of types that were changed."""
    reason = _("a next review for each, by type")[:LONGEST_REASON]
    for agreement in plan.agreements:
        agreement.review_on = plan.days[agreement.pk]
    if plan.agreements:
        bulk_update_with_history(
            plan.agreements,
            Agreement,
            ["review_on"],
            batch_size=500,
            default_user=user,
            default_change_reason=reason,
        )
        changes = {pk: {"review_on": [None, day.isoformat()]} for pk, day in plan.days.items()}
        ChangeSet.objects.create(changed_by=user, reason=reason, changes=changes)
    if user.has_perm("partnerships.change_agreementtype"):
        keep_months(form, user, reason)


def keep_months(form, user, reason):
    """Keep the months of each type that were typed, where they are others than before."""
    for key, months in form.months().items():
        if key and months != (form.types[key].review_months or USUAL_MONTHS):
            kind = form.types[key]
            kind.review_months, kind._history_user, kind._change_reason = months, user, reason
            kind.save()


def said(request, count):
    """Say how many agreements have a next review now, and lead to the list of them, or to those that wait for one."""
    address = reverse("admin:partnerships_agreement_change_sets")
    sentence = ngettext("%d agreement has a next review now.", "%d agreements have a next review now.", count) % count
    link = format_html('<a href="{}">{}</a>', address, _("Look at it or take it back"))
    messages.success(request, format_html("{} {}", sentence, link))
    if Agreement.objects.without_review().exists():
        return HttpResponseRedirect(reverse("admin:partnerships_agreement_first_reviews"))
    return HttpResponseRedirect(f"{list_of(Agreement)[0]}?sort=review_on")


def invitation() -> tuple[str, str] | None:
    """Return the sentence that says about how many agreements nobody will be asked, and the address of the page.

    None where there are none.
    """
    count, ended = without_review_counts()
    if not count:
        return None
    if ended:
        sentence = ngettext(
            "Nobody will be asked about %d agreement: give it a next review.",
            "Nobody will be asked about %d agreements: give each a next review.",
            count,
        )
    else:
        sentence = ngettext(
            "%d agreement without an end: give it a next review.",
            "%d agreements, none with an end: give each a next review.",
            count,
        )
    return sentence % count, reverse("admin:partnerships_agreement_first_reviews")
