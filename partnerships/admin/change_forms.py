"""The forms that ask for the new values of agreements, and why they change: of one agreement, or of many."""

from typing import NamedTuple

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextInputWidget
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.models import Agreement, Validity
from partnerships.models.staff import office_staff
from partnerships.renewals.spreading import SPREAD_MONTHS

from .forms import StaffField

NO_REST = {"rests_from": None, "rests_until": None, "rest_reason": ""}
# Stands for the end that each agreement gets by its own date, and its term or one that is said.
END_OF_TERM = "end of term"


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
