"""The columns of the list of agreements, of which each person chooses their own."""

from collections.abc import Collection, Mapping
from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.utils import label_for_field
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.db.models import F
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from partnerships.admin.display import not_recorded
from partnerships.admin.saved_views import LONGEST_QUERY, filters_in
from partnerships.admin.taken_ends import end_on_offer
from partnerships.languages import capfirst, format_day
from partnerships.models import Agreement, Preferences, Status, Validity
from partnerships.models.agreements import dated_on
from partnerships.models.rests import rest_in_words
from partnerships.models.staff import full_name
from partnerships.partial_dates import PartialDate

shown = partial(admin.display, empty_value="")


@shown(description=gettext_lazy("institution"), ordering="institution__folded_name")
def institution(agreement):
    return agreement.institution.name


@shown(description=gettext_lazy("country"), ordering="institution__country")
def country(agreement):
    return agreement.institution.country_name or not_recorded()


@shown(description=gettext_lazy("city"), ordering="institution__city")
def city(agreement):
    return agreement.institution.city


@shown(description=gettext_lazy("type"), ordering="agreement_type__folded_name")
def agreement_type(agreement):
    return str(agreement.agreement_type) if agreement.agreement_type else not_recorded()


@shown(description=gettext_lazy("wording"), ordering="folded_title")
def wording(agreement):
    return agreement.wording


@shown(description=gettext_lazy("covers"))
def kinds(agreement):
    return ", ".join(agreement.kind_labels)


@shown(description=gettext_lazy("signed"), ordering=dated_on().asc(nulls_last=True))
def signed(agreement):
    if agreement.signed:
        return agreement.signed.short
    return agreement.dated_in_words or not_recorded()


@shown(description=gettext_lazy("start"), ordering=F("starts_on").asc(nulls_last=True))
def starts(agreement):
    return agreement.starts.short if agreement.starts else ""


@shown(description=gettext_lazy("ends"), ordering=F("ends_on").asc(nulls_last=True))
def ends(agreement):
    """Return the end, or that there is none, or that it is not recorded, with the end that follows from the term."""
    if agreement.ends:
        return agreement.ends.short
    if offered := end_on_offer(agreement):
        said = _("%(end)s by its term") % {"end": offered.short}
        return format_html('{} <span class="told-end">{}</span>', not_recorded(), said)
    return Validity.OPEN_ENDED.label if agreement.validity == Validity.OPEN_ENDED else not_recorded()


@shown(description=gettext_lazy("days"), ordering=F("ends_on").asc(nulls_last=True))
def days(agreement):
    """Return how many days are left until the end; nothing where it has passed, or nobody has to decide any more."""
    left = agreement.days_left
    if left is None or left < 0 or agreement.status == Status.TERMINATED or agreement.superseded_by.all():
        return ""
    return format_html('<span class="days-soon">{}</span>', left) if agreement.status == Status.ENDING else left


@shown(description=gettext_lazy("status"))
def status(agreement):
    """Return the status on the day that the list asks about, and the agreements that supersede this one."""
    standing = agreement.status_on(getattr(agreement, "asked_on", None) or timezone.localdate())
    words = format_html('<span class="status status-{}">{}</span>', standing.value, standing.label)
    for other in agreement.superseded_by.all():
        address = reverse("admin:partnerships_agreement_change", args=[other.pk])
        said = _("superseded by No %(number)s") % {"number": other.register_number}
        words = format_html('{} <span class="superseded"><a href="{}">{}</a></span>', words, address, said)
    return words


@shown(description=gettext_lazy("rest"), ordering=F("rests_from").asc(nulls_last=True))
def rest(agreement):
    return rest_in_words(agreement.rests_from, agreement.rests_until)


@shown(description=gettext_lazy("validity"), ordering="validity")
def validity(agreement):
    return agreement.get_validity_display()


@shown(description=gettext_lazy("renewal"), ordering="renewal")
def renewal(agreement):
    return agreement.get_renewal_display()


@shown(description=gettext_lazy("term in months"), ordering=F("term_months").asc(nulls_last=True))
def term(agreement):
    return agreement.term_months or ""


@shown(description=gettext_lazy("notice in months"), ordering=F("notice_months").asc(nulls_last=True))
def notice(agreement):
    return "" if agreement.notice_months is None else agreement.notice_months


@shown(description=gettext_lazy("decide by"))
def decide_by(agreement):
    """Return the day to decide by; nothing where another agreement supersedes this one."""
    return "" if agreement.superseded_by.all() else format_day(agreement.decide_by)


@shown(description=gettext_lazy("next review"), ordering=F("review_on").asc(nulls_last=True))
def review_on(agreement):
    return PartialDate.of(agreement.review_on).short if agreement.review_on else ""


@shown(description=gettext_lazy("responsible"), ordering="responsible__last_name")
def responsible(agreement):
    if agreement.responsible:
        return full_name(agreement.responsible)
    return format_html('<span class="quiet">{}</span>', _("nobody"))


@shown(description=gettext_lazy("unit"), ordering=F("unit__folded_name").asc(nulls_last=True))
def unit(agreement):
    return str(agreement.unit or "")


@shown(description=gettext_lazy("reference"), ordering="reference")
def reference(agreement):
    return agreement.reference


@shown(description=pgettext_lazy("list", "number in the source"), ordering=F("number").asc(nulls_last=True))
def source_number(agreement):
    return "" if agreement.number is None else agreement.number


COLUMNS = {
    column if isinstance(column, str) else column.__name__: column
    for column in (
        "register_number",
        institution,
        country,
        city,
        agreement_type,
        wording,
        kinds,
        unit,
        signed,
        starts,
        ends,
        days,
        status,
        rest,
        responsible,
        validity,
        renewal,
        term,
        notice,
        decide_by,
        review_on,
        reference,
        source_number,
        "is_public",
    )
}
ALWAYS = "institution"
USUAL = [
    "register_number",
    "institution",
    "agreement_type",
    "signed",
    "ends",
    "days",
    "status",
    "responsible",
]
LINKS = [institution]


def columns_of(user: User, query: Mapping[str, str]) -> list[str]:
    """Return the names of the columns that a `user` has chosen, of the usual ones until then.

    What the `query` of the list sorts by is shown, too, and the next review where it filters by that.
    """
    preferences = getattr(user, "preferences", None)
    own = (preferences and preferences.list_columns) or USUAL
    asked = {part.removeprefix("-") for part in query.get("sort", "").split(".")}
    asked |= {"review_on"} if "review" in query else set()
    return [name for name in COLUMNS if name in own or name in asked or name == ALWAYS]


def choices(chosen: Collection[str]) -> list[tuple[str, str, bool]]:
    """Return the columns beside the institution as (name, label, whether it is among those `chosen`)."""
    return [
        (name, capfirst(str(label_for_field(column, Agreement))), name in chosen)
        for name, column in COLUMNS.items()
        if name != ALWAYS
    ]


@require_POST
@permission_required("partnerships.view_agreement", raise_exception=True)
def choose_columns(request):
    """Keep the columns that a person has chosen, or forget the choice, and lead back to the list."""
    chosen = [] if "usual" in request.POST else [name for name in COLUMNS if name in request.POST.getlist("column")]
    Preferences.objects.update_or_create(user=request.user, defaults={"list_columns": chosen})
    messages.success(request, _("Your columns were kept.") if chosen else _("The list has its usual columns."))
    query = filters_in(QueryDict(request.POST.get("query", "")[:LONGEST_QUERY]))
    return redirect(f"{reverse('admin:partnerships_agreement_changelist')}{'?' if query else ''}{query}")
