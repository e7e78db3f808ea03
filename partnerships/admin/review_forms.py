"""The form in which staff record a review of one agreement, or one decision about several."""

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextInputWidget
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.languages import format_day
from partnerships.models import Agreement, Review
from partnerships.renewals.reviewing import Decision, review_after

from .forms import PartialDateField

PEOPLE = ("students_sent", "students_received", "staff_sent", "staff_received")
DECISIONS = {
    Decision.CONTINUES: gettext_lazy("It continues, confirmed today"),
    Decision.RENEGOTIATE: gettext_lazy("It is to be renegotiated"),
    Decision.RESTS: gettext_lazy("It rests"),
    Decision.ENDS: gettext_lazy("It ends"),
}


class ReviewForm(forms.ModelForm):
    """A form for a Review; what is asked of a rest or an ending counts only with that decision."""

    rests_from = forms.DateField(label=gettext_lazy("Rests from"), required=False, widget=AdminDateWidget)
    rests_until = forms.DateField(
        label=gettext_lazy("Rests until"),
        required=False,
        widget=AdminDateWidget,
        help_text=gettext_lazy("Its last day of rest; open where it is empty."),
    )
    rest_reason = forms.CharField(
        label=gettext_lazy("Reason of the rest"), required=False, max_length=300, widget=AdminTextInputWidget
    )
    terminated_on = forms.DateField(label=gettext_lazy("Terminated on"), required=False, widget=AdminDateWidget)
    termination_reason = forms.CharField(
        label=gettext_lazy("Reason of the termination"), required=False, max_length=2000, widget=AdminTextInputWidget
    )
    ends = PartialDateField(label=gettext_lazy("Its end, if it is known now"))

    class Meta:
        model = Review
        fields = ["decision", "reviewed_on", "done_since", *PEOPLE, "next_on"]
        widgets = {
            "decision": forms.RadioSelect,
            "reviewed_on": AdminDateWidget,
            "next_on": AdminDateWidget,
            "done_since": forms.Textarea(attrs={"rows": 3}),
        }

    class Media:
        js = ["partnerships/date-boxes.js"]

    def __init__(self, agreements, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.agreements = agreements
        self.keys = [agreement.pk for agreement in agreements]
        self.fields["decision"].choices = list(DECISIONS.items())
        self.fields["reviewed_on"].initial = timezone.localdate
        self.propose_rest()
        self.fields["ends"].widget.attrs["data-read-date"] = reverse("admin:partnerships_agreement_read_date")
        if len(agreements) > 1:
            for name in PEOPLE:
                del self.fields[name]
        if len(agreements) > 1 or agreements[0].ends:
            del self.fields["ends"]

    def propose_rest(self):
        """Fill in the rest that one agreement has on this day, else one that starts today."""
        today, only = timezone.localdate(), self.agreements[0] if len(self.agreements) == 1 else None
        if only and only.rests_from and (only.rests_until is None or only.rests_until >= today):
            for name in ("rests_from", "rests_until", "rest_reason"):
                self.fields[name].initial = getattr(only, name)
        else:
            self.fields["rests_from"].initial = today

    @property
    def proposals(self):
        """The next review that each decision makes, as [(decision, day in words)]; for several agreements none."""
        if len(self.agreements) > 1:
            return []
        today = timezone.localdate()
        days = [(each.value, review_after(self.agreements[0], each, today)) for each in DECISIONS]
        return [(decision, format_day(day)) for decision, day in days if day]

    def clean_reviewed_on(self):
        """Refuse days after today."""
        day = self.cleaned_data["reviewed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Choose today or an earlier day."))
        return day

    def clean(self):
        """Ask for what the decision needs."""
        cleaned = super().clean()
        if cleaned.get("decision") == Decision.RESTS:
            self.require("rests_from", "rest_reason")
        if cleaned.get("decision") == Decision.ENDS:
            cleaned["next_on"] = None
            if not cleaned.get("ends"):
                self.require("terminated_on", "termination_reason")
        return cleaned

    def require(self, *names):
        """Add an error to each box with one of the `names` that is empty."""
        for name in names:
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, self.fields[name].error_messages["required"])

    def values(self):
        """Return what the review found beside the next review: {attribute of an agreement: value}."""
        data, names = self.cleaned_data, []
        if data["decision"] == Decision.RESTS:
            names = ["rests_from", "rests_until", "rest_reason"]
        elif data["decision"] == Decision.ENDS and not data.get("ends"):
            names = ["terminated_on", "termination_reason"]
        ends = {"ends": data["ends"]} if data.get("ends") else {}
        return {name: data[name] for name in names} | ends

    def review_of(self, agreement: Agreement) -> Review:
        """Return the unsaved Review of an `agreement`; where no next review is typed, its decision makes one."""
        data = self.cleaned_data
        review = Review(agreement=agreement, **{name: data[name] for name in self._meta.fields or () if name in data})
        if not review.next_on:
            until = data["rests_until"] if review.decision == Decision.RESTS else None
            review.next_on = review_after(agreement, review.decision, review.reviewed_on, until)
        return review
