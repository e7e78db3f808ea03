"""Changing one agreement or many: the same forms, the same rules, one plan."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextInputWidget
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.confirming import carry_out, fingerprint_of, version_of
from partnerships.languages import capfirst, format_day
from partnerships.models import Agreement, RenewalKind, Validity
from partnerships.models.rests import refusal_of_rest
from partnerships.models.staff import full_name, office_staff
from partnerships.models.terminations import refusal_of_termination
from partnerships.renewals.renewing import end_of_term
from partnerships.renewals.spreading import SPREAD_MONTHS, spread

from .action_pages import action_page, confirmed_plan, list_of, page_of
from .answered_rows import look_at_answered
from .change_sets import save_change_set, save_with_reason
from .display import value_in_words
from .forms import StaffField

NO_REST = {"rests_from": None, "rests_until": None, "rest_reason": ""}
END_OF_TERM = (
    "end of term"  # stands for the end that each agreement gets by its own date, and its term or one that is said
)


class Spread(NamedTuple):
    """Stands for the next review that each agreement gets when they are spread over some months, so many a day."""

    months: int
    most: int | None = None


class ChangeForm(forms.ModelForm):
    """A form for the values of a change, all of them required, and its reason, which is optional."""

    is_ticked = False  # whether each agreement is ticked by itself
    change_reason = forms.CharField(
        label=gettext_lazy("Reason for this change"), max_length=300, required=False, widget=AdminTextInputWidget
    )

    class Meta:
        model = Agreement
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self._meta.fields:
            self.fields[name].required = True

    def values(self):
        """Return the new values of each agreement: {column: value}."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def reason(self):
        """Return the reason for the history, or None."""
        return self.cleaned_data["change_reason"] or self.usual_reason() or None

    def usual_reason(self):
        """Return the reason for the history where none was typed."""
        return ""


class ResponsibleForm(ChangeForm):
    """A change of who is responsible."""

    responsible = StaffField(office_staff(), label=gettext_lazy("Responsible"))

    class Meta(ChangeForm.Meta):
        fields = ["responsible"]


class NoticeForm(ChangeForm):
    """A change of the notice period."""

    class Meta(ChangeForm.Meta):
        fields = ["notice_months"]


class TermForm(ChangeForm):
    """A change of the length of a term."""

    class Meta(ChangeForm.Meta):
        fields = ["term_months"]


class TypeForm(ChangeForm):
    """A change of the type."""

    class Meta(ChangeForm.Meta):
        fields = ["agreement_type"]


class UnitForm(ChangeForm):
    """A change of the unit that keeps the agreement."""

    class Meta(ChangeForm.Meta):
        fields = ["unit"]


class OpenEndedForm(ChangeForm):
    """A change that makes the agreement open-ended; nothing is asked for but the reason."""

    def values(self):
        """Return the validity, as {column: value}."""
        return {"validity": Validity.OPEN_ENDED.value}


class EndOfTermForm(TermForm):
    """An end for agreements without one: the signing, or the start, and the term that the office says."""

    def values(self):
        """Return the term, and that the end is to be made of it, as {column: value}."""
        return {"term_months": self.cleaned_data["term_months"], "ends": END_OF_TERM}

    def reason(self):
        """Return what was done, and the reason that was typed."""
        return ". ".join(filter(None, [self.usual_reason(), self.cleaned_data["change_reason"]]))

    def usual_reason(self):
        """Return how the end came about."""
        return _("end = signing or start + %d months") % self.cleaned_data["term_months"]


class TakeEndForm(ChangeForm):
    """The ends that follow from the signing, or the start, and the term; each is taken only where it is ticked."""

    is_ticked = True

    def values(self):
        """Return that the end is to be made of the agreement's own term, as {column: value}."""
        return {"ends": END_OF_TERM}

    def usual_reason(self):
        """Return how the ends came about."""
        return _("end = signing or start + term")


class KindsForm(ChangeForm):
    """A change of the kinds of cooperation; none ticked removes all."""

    class Meta(ChangeForm.Meta):
        fields = ["kinds"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kinds"].required = False


class RenewalKindForm(ChangeForm):
    """A change of the kind of renewal."""

    class Meta(ChangeForm.Meta):
        fields = ["renewal"]


class SnoozeForm(ChangeForm):
    """A day until which the agreement stays off the worklist, and why."""

    class Meta(ChangeForm.Meta):
        fields = ["snoozed_until", "snooze_reason"]
        widgets = {"snoozed_until": AdminDateWidget}

    def clean_snoozed_until(self):
        """Refuse today and days before it, which would do nothing."""
        day = self.cleaned_data["snoozed_until"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today."))
        return day

    def usual_reason(self):
        """Return the reason of the snooze."""
        return self.cleaned_data["snooze_reason"]


class ReviewDayForm(ChangeForm):
    """A change of the next review."""

    class Meta(ChangeForm.Meta):
        fields = ["review_on"]
        widgets = {"review_on": AdminDateWidget}


class SpreadForm(ChangeForm):
    """Next reviews spread over the months to come; at most so many on a day, where that is said."""

    months = forms.IntegerField(
        label=gettext_lazy("Over how many months"), min_value=1, max_value=120, initial=SPREAD_MONTHS
    )
    most = forms.IntegerField(
        label=gettext_lazy("At most on one day"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=gettext_lazy("Where the months do not hold them then, the days go on behind them."),
    )

    def values(self):
        """Return over how many months the next reviews are spread, as {column: value}."""
        return {"review_on": Spread(self.cleaned_data["months"], self.cleaned_data["most"])}

    def usual_reason(self):
        """Return what was done."""
        return _("next reviews spread over %d months") % self.cleaned_data["months"]


class TerminateForm(ChangeForm):
    """A termination: its day and its reason."""

    class Meta(ChangeForm.Meta):
        fields = ["terminated_on", "termination_reason"]
        widgets = {"terminated_on": AdminDateWidget}

    def usual_reason(self):
        """Return the word for what happened."""
        return _("terminated")


class RestForm(ChangeForm):
    """A rest: its first day, its last one where that is known, and why."""

    class Meta(ChangeForm.Meta):
        fields = ["rests_from", "rests_until", "rest_reason"]
        widgets = {"rests_from": AdminDateWidget, "rests_until": AdminDateWidget}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rests_until"].required = False

    def clean(self):
        """Refuse a last day that lies before the first, as the database does."""
        cleaned = super().clean()
        first, last = cleaned.get("rests_from"), cleaned.get("rests_until")
        if first and last and last < first:
            self.add_error("rests_until", _("The rest ends before it begins."))
        return cleaned

    def usual_reason(self):
        """Return the word for what happened, and why."""
        return _("put to rest: %s") % self.cleaned_data["rest_reason"]


class EndRestForm(ChangeForm):
    """The end of a rest: its last day; or that it never was one."""

    is_mistake = forms.BooleanField(
        label=gettext_lazy("It was recorded by mistake: take the rest back"), required=False
    )

    class Meta(ChangeForm.Meta):
        fields = ["rests_until"]
        widgets = {"rests_until": AdminDateWidget}
        labels = {"rests_until": gettext_lazy("Last day of the rest")}
        help_texts = {"rests_until": ""}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rests_until"].required = "is_mistake" not in self.data

    def values(self):
        """Return the last day of the rest, or an empty rest, as {column: value}."""
        return NO_REST if self.cleaned_data["is_mistake"] else super().values()

    def usual_reason(self):
        """Return the words for what happened."""
        return _("the rest was taken back") if self.cleaned_data["is_mistake"] else _("the rest ends")


class PublishForm(ChangeForm):
    """A change that makes the agreement public; nothing is asked for but the reason."""

    is_public = True

    def values(self):
        """Return whether the agreement becomes public, as {column: value}."""
        return {"is_public": self.is_public}


class HideForm(PublishForm):
    """A change that makes the agreement internal."""

    is_public = False


@dataclass
class AgreementChange:
    """What setting new values of some agreements would do.

    `changed` are (agreement as it would be, [(column, before, after)]), `staying` (agreement, sentence).
    """

    keys: list
    version: int
    changed: list = field(default_factory=list)
    staying: list = field(default_factory=list)

    @property
    def fingerprint(self):
        """A checksum of the agreements as they are now; the values stand in the form that is confirmed."""
        return fingerprint_of(sorted(self.keys), self.version)


def require_change_permission(request):
    """Raise PermissionDenied unless the person may change agreements."""
    if not request.user.has_perm("partnerships.change_agreement"):
        raise PermissionDenied


def agreements_of(keys):
    """Return the agreements with these primary `keys`, in the order of the list."""
    return Agreement.objects.filter(pk__in=keys).select_related("institution", "agreement_type", "responsible", "unit")


def plan_change(keys, values):
    """Return the AgreementChange that sets `values` of the agreements with these primary `keys`; write nothing."""
    plan = AgreementChange(list(keys), version_of(Agreement, keys))
    days = spread_days(keys, values)
    for agreement in agreements_of(keys):
        if refusal := refusal_of(agreement, values):
            plan.staying.append((agreement, refusal))
            continue
        own = own_values(agreement, values, days)
        if any(getattr(agreement, name) != value for name, value in own.items()):
            columns = changed_columns(agreement, own)
            try:
                agreement.validate_constraints()
            except ValidationError as error:
                plan.staying.append((agreement, " ".join(error.messages)))
            else:
                plan.changed.append((agreement, columns))
    return plan


def spread_days(keys, values):
    """Return {primary key: next review} where the `values` of a change ask to spread them; {} otherwise."""
    asked = values.get("review_on")
    if not isinstance(asked, Spread):
        return {}
    lasting = Agreement.objects.lasting().filter(pk__in=keys).prefetch_related("renewals", "reviews")
    return spread(lasting, timezone.localdate(), asked.months, asked.most)


def own_values(agreement, values, days):
    """Return the `values` of a change with the end, or the review of `days`, that an `agreement` gets for itself."""
    if isinstance(values.get("review_on"), Spread):
        return {"review_on": days.get(agreement.pk, agreement.review_on)}
    if values.get("ends") != END_OF_TERM:
        return values
    months = values.get("term_months", agreement.term_months)
    return values | {"ends": end_of_term(agreement.dated, months), "validity": Validity.FIXED.value}


def refusal_of(agreement, columns):
    """Return why an `agreement` may not change in the `columns`: a sentence, or "" where it may.

    `columns` are the new values by their names, or the fields of a form that asks for them.
    """
    if "ends" in columns and agreement.validity != Validity.NOT_RECORDED:
        return _("It has an end already, or is open-ended.")
    if "ends" in columns and not (months := columns.get("term_months", agreement.term_months)):
        return _("Its term is not recorded.")
    if "ends" in columns and not end_of_term(agreement.dated, months):
        return _("Neither the signing nor the start is known far enough.")
    if "rests_until" in columns and columns.get("rests_from") is None and not agreement.rests_from:
        return _("No rest of it is recorded.")
    for name, refusal in (("terminated_on", refusal_of_termination), ("rests_from", refusal_of_rest)):
        if (day := columns.get(name)) is not None:
            return refusal(agreement, day if isinstance(day, date) else None)
    return ""


def changed_columns(agreement, values):
    """Set `values` of an `agreement`, unsaved; return its columns as [(label, before, after)].

    Without a renewal its length is emptied, too.
    """
    if values.get("renewal") == RenewalKind.NONE and agreement.renewal_months:
        values = values | {"renewal_months": None}
    columns = []
    for name, value in values.items():
        before = value_shown(agreement, name)
        setattr(agreement, name, value)
        columns.append((label_of(name), before, value_shown(agreement, name)))
    return columns


def label_of(name):
    """Return the label of a column of agreements, of a date with its precision, too."""
    return capfirst(Agreement._meta.get_field("ends_on" if name == "ends" else name).verbose_name)


def value_shown(agreement, name):
    """Return the value of the column `name` of an agreement, for people."""
    value = getattr(agreement, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, AbstractUser):
        return full_name(value)
    if name == "kinds":
        return value_in_words(Agreement, name, value)
    if isinstance(value, date):
        return format_day(value)
    display = getattr(agreement, f"get_{name}_display", None)
    return display() if display else "–" if value in (None, "") else value


def change(keys, values, fingerprint, user, reason, ticked=None):
    """Set `values` of the agreements with these primary `keys`, all or none; return the AgreementChange.

    Where some keys are `ticked`, set them of these alone. Raises PlanChanged where one of them has changed since the
    plan with the `fingerprint` was shown.
    """

    def write(plan):
        if ticked is not None:
            plan.changed = [each for each in plan.changed if each[0].pk in ticked]
        agreements = [agreement for agreement, _columns in plan.changed]
        if len(agreements) == 1:
            save_with_reason(agreements[0], user, reason)
        elif agreements:
            save_change_set(agreements, user, reason)
        look_at_answered([agreement.pk for agreement in agreements], user)

    return carry_out(lambda: plan_change(keys, values), fingerprint, write)


def change_one(request, key, values, reason):
    """Set `values` of the agreement with that primary `key` if it is still as shown; return whether that was done."""
    plan = confirmed_plan(request, lambda fingerprint: change([key], values, fingerprint, request.user, reason))
    return plan is not None


def save_change(request, form, key):
    """Save a posted ChangeForm for the agreement with that primary `key`; return whether that was done.

    A refusal becomes an error of the form.
    """
    if not form.is_valid():
        return False
    for _agreement, sentence in plan_change([key], form.values()).staying:
        form.add_error(None, sentence)
    return not form.errors and change_one(request, key, form.values(), form.reason())


def change_page(request, agreement, form, **context):
    """Return the page that asks for a change to one agreement."""
    return action_page(
        request,
        trail=[list_of(Agreement), page_of(agreement)],
        form=form,
        fingerprint=AgreementChange([agreement.pk], version_of(Agreement, [agreement.pk])).fingerprint,
        away=page_of(agreement)[0],
        **context,
    )
