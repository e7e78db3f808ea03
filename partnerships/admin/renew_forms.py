"""The form in which staff renew agreements: until when, how, and with which notice from then on."""

from typing import NamedTuple

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.languages import format_day
from partnerships.models import Agreement, Renewal
from partnerships.models.status import LONGEST_NOTICE, months_before
from partnerships.public.agreement_terms import months_in_words
from partnerships.renewals.renewing import proposed_end, term_months

from .documents import DocumentField
from .forms import PartialDateField

USUAL, UNTIL, OPEN_ENDED = "usual", "until", "open-ended"
KINDS = [Renewal.Kind.DECIDED, Renewal.Kind.PROTOCOL, Renewal.Kind.LETTERS]


class RenewRow(NamedTuple):
    """What the page asks about one agreement, and for how long it is usually renewed, in words."""

    agreement: Agreement
    way: forms.BoundField
    end: forms.BoundField
    notice: forms.BoundField
    scan: forms.BoundField
    is_public: forms.BoundField
    usual: str


class RenewForm(forms.Form):
    """A form with the new end, or none, the notice and a document for each agreement, and how they are renewed."""

    renewed_on = forms.DateField(label=gettext_lazy("Renewed on"), widget=AdminDateWidget)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[(each.value, each.label) for each in KINDS],
        initial=Renewal.Kind.DECIDED,
        required=False,
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    class Media:
        js = ["partnerships/date-boxes.js", "partnerships/renew.js"]

    def __init__(self, agreements, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.agreements = agreements
        self.keys = [agreement.pk for agreement in agreements]
        self.proposed = {agreement.pk: proposed_end(agreement) for agreement in agreements}
        self.fields["renewed_on"].initial = timezone.localdate
        for agreement in agreements:
            fields = fields_of(agreement, self.proposed[agreement.pk])
            self.fields |= {f"{name}-{agreement.pk}": field for name, field in fields.items()}

    def clean_kind(self):
        """Return how they are renewed; decided, where nothing is said."""
        return self.cleaned_data["kind"] or Renewal.Kind.DECIDED

    def clean(self):
        """Find the end of each agreement that is not to be open-ended; of the others, the box does not matter."""
        for row in self.rows():
            self.set_end(row, self.cleaned_data.get(row.way.name))
        return self.cleaned_data

    def set_end(self, row, way):
        """Set the end that the chosen `way` of a row gives, or add the error that it asks for one."""
        name, proposed = row.end.name, self.proposed[row.agreement.pk]
        if way == OPEN_ENDED:
            self.errors.pop(name, None)
            self.cleaned_data[name] = None
        elif way == USUAL and self.cleaned_data.get(name) not in (None, proposed):
            self.add_error(name, _("To take this end, choose “another end”; or empty the box."))
        elif way == USUAL:
            self.cleaned_data[name] = self.cleaned_data.get(name) or (None if name in self.errors else proposed)
        elif not (name in self.errors or self.cleaned_data.get(name)):
            self.add_error(name, row.end.field.error_messages["required"])

    def rows(self):
        """Return what is asked about each agreement."""
        names = ("way", "end", "notice", "document", "public")
        return [
            RenewRow(each, *(self[f"{name}-{each.pk}"] for name in names), usual_length(each, self.proposed[each.pk]))
            for each in self.agreements
        ]


def fields_of(agreement, proposed):
    """Return {start of a name: field} that asks about one `agreement`, whose `proposed` end may be None."""
    end = PartialDateField(label=_("New end"))
    end.widget.attrs |= {"data-read-date": reverse("admin:partnerships_agreement_read_date"), "aria-label": end.label}
    return {
        "way": forms.ChoiceField(
            choices=ways(agreement, proposed),
            label=gettext_lazy("Until when"),
            widget=forms.RadioSelect,
            initial=USUAL if proposed else UNTIL,
            required=False,
        ),
        "end": end,
        "notice": forms.IntegerField(
            label=gettext_lazy("Notice in months, from now on"),
            help_text=next_decision(agreement, proposed),
            initial=agreement.notice_months,
            min_value=0,
            max_value=LONGEST_NOTICE,
            required=False,
        ),
        "document": DocumentField(
            label=gettext_lazy("Its document"), help_text=gettext_lazy("The signed scan, if there is one.")
        ),
        "public": forms.BooleanField(label=gettext_lazy("Visitors may read the scan"), required=False),
    }


def ways(agreement, proposed):
    """Return the ways to renew an `agreement`: as before, where a `proposed` end is known, another end, or none."""
    usual = [(USUAL, str(proposed))] if proposed else []
    return [*usual, (UNTIL, _("another end") if proposed else _("until a day")), (OPEN_ENDED, _("open-ended"))]


def usual_length(agreement, proposed):
    """Return how long an `agreement` with a `proposed` end is usually renewed for, in words; "" for None."""
    return _("%(length)s, as agreed before") % {"length": months_in_words(term_months(agreement))} if proposed else ""


def next_decision(agreement, proposed):
    """Return by when to decide again about an `agreement` that is renewed until its `proposed` end; "" for None."""
    if not proposed:
        return ""
    day = months_before(proposed.last_day, agreement.notice_months or 0)
    return _("next: decide by %s") % format_day(day)
