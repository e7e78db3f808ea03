"""Forms in which staff type dates as they know them."""

import json

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.auth import get_user_model
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.models import Agreement, AgreementType, CooperationKind, HomeInstitution, Institution, Validity
from partnerships.models.staff import full_name, office_staff
from partnerships.models.vocabularies import NAMES, SENTENCES
from partnerships.partial_dates import PartialDate, has_zero, readings

from .taken_ends import TAKE, as_typed, take_end
from .versioned_forms import VersionedForm

DATE_COLUMNS = ("signed", "starts", "ends")
SHORT_TEXT = AdminTextareaWidget(attrs={"rows": 3})
# The box at which a rule of a record about several columns says its sentence, by the name of the rule or its code.
BOXES = {
    "agreement_fixed_has_end": "ends",
    "agreement_ends_after_start": "ends",
    "agreement_renewal_length": "renewal_months",
    "agreement_notice_length": "notice_months",
    "agreement_termination_reason": "terminated_on",
    "agreement_rest_reason": "rest_reason",
    "agreement_rest_in_order": "rests_until",
    "agreement_snooze_reason": "snooze_reason",
    "agreement_not_superseding_itself": "supersedes",
    "agreement_not_in_a_circle": "supersedes",
}
PROPOSE = "_propose_term"  # the button that proposes a term where no script does


class PartialDateField(forms.CharField):
    """A form field for a date with a precision: "30.06.2003", "10.2020", "Oktyabr 2020", "2008"."""

    def __init__(self, **kwargs):
        super().__init__(
            max_length=60,
            required=False,
            **{
                "help_text": gettext_lazy("As far as it is known: 30.06.2003, 10.2020, October 2020 or 2008."),
                **kwargs,
            },
        )

    def prepare_value(self, value):
        """Return a date as text that `clean` reads back."""
        return as_typed(value) if isinstance(value, PartialDate) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value):
        """Return a PartialDate or None.

        Raises ValidationError with one sentence for a text that is no date, or can be two.
        """
        text = super().clean(value)
        if not text:
            return None
        read = readings(text)
        if not read and has_zero(text):
            raise ValidationError(
                _(
                    "“%(text)s” has a zero for the day, the month or the year; write only what is known: 30.06.2003,"
                    " 10.2020 or 2008."
                ),
                params={"text": text},
            )
        if not read:
            raise ValidationError(
                _("“%(text)s” is no date; write it as 30.06.2003, 10.2020 or 2008."), params={"text": text}
            )
        if len(read) > 1:
            raise ValidationError(
                _("“%(text)s” can be %(one)s or %(other)s; write %(way)s or %(other_way)s."),
                params={
                    "text": text,
                    "one": read[0],
                    "other": read[1],
                    "way": self.prepare_value(read[0]),
                    "other_way": self.prepare_value(read[1]),
                },
            )
        return read[0]


class StaffField(forms.ModelChoiceField):
    """A form field for a member of staff, shown by full name."""

    def label_from_instance(self, user):
        return full_name(user)


def usual_terms():
    """Return the usual terms of the types as attributes of the input in which terms.js proposes them."""
    types = AgreementType.objects.filter(usual_term_months__isnull=False)
    months = dict(types.values_list("pk", "usual_term_months"))
    return {"data-usual-terms": json.dumps(months), "data-note": _("Proposed: the usual term of this type.")}


class AgreementForm(VersionedForm):
    """A form for an agreement, with one input for each date instead of two columns."""

    signed = PartialDateField(label=gettext_lazy("Signed"), help_text="")  # the section of the dates says it once
    starts = PartialDateField(label=gettext_lazy("Start"), help_text="")
    ends = PartialDateField(label=gettext_lazy("End"), help_text="")

    class Meta:
        model = Agreement
        fields = [
            "institution",
            "agreement_type",
            "title",
            "kinds",
            "reference",
            "number",
            "validity",
            "term_months",
            "renewal",
            "renewal_months",
            "notice_months",
            "terminated_on",
            "termination_reason",
            "rests_from",
            "rests_until",
            "rest_reason",
            "supersedes",
            "snoozed_until",
            "snooze_reason",
            "review_on",
            "responsible",
            "unit",
            "scope",
            "notes",
            "is_public",
        ]
        help_texts = {
            "term_months": gettext_lazy("As the document or the list says."),
            "is_public": "",
            "unit": "",
            "rests_until": "",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in DATE_COLUMNS:
            self.initial.setdefault(name, getattr(self.instance, name))
            if name in self.fields:
                self.fields[name].widget.attrs["data-read-date"] = reverse("admin:partnerships_agreement_read_date")
        if "kinds" in self.fields:
            self.fields["kinds"].help_text = ""  # its label says it
        if "term_months" in self.fields:
            self.fields["term_months"].widget.attrs |= usual_terms()
        if "responsible" in self.fields:  # who has left the office stays until another is chosen
            now = get_user_model().objects.filter(pk=self.instance.responsible_id)
            self.fields["responsible"].queryset = office_staff() | now

    def clean(self):
        """Make the validity fixed where an end is typed and no validity was recorded."""
        cleaned = super().clean()
        if PROPOSE in self.data:
            self.propose_term(cleaned.get("agreement_type"))
        if TAKE in self.data:
            self.propose("ends", take_end(cleaned), _("The end that follows is filled in below. Nothing is saved yet."))
        if cleaned.get("ends") and cleaned.get("validity") == Validity.NOT_RECORDED:
            cleaned["validity"] = Validity.FIXED
        return cleaned

    def propose_term(self, kind):
        """Fill in the usual term of a type, and show the form again instead of saving it."""
        if kind is None or not kind.usual_term_months:
            raise ValidationError(_("No usual term is recorded for this type. Nothing is saved yet."))
        sentence = _("The usual term of the type is proposed below. Nothing is saved yet.")
        self.propose("term_months", kind.usual_term_months, sentence)

    def propose(self, name, value, sentence):
        """Fill in a `value`, and show the form again with a `sentence` instead of saving it."""
        self.data = self.data.copy()
        self.data[self.add_prefix(name)] = value
        raise ValidationError(sentence)

    def _post_clean(self):
        for name in DATE_COLUMNS:
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])
        super()._post_clean()

    def _update_errors(self, errors):
        """Add the errors of the record, those of a rule about several columns to the box that can mend it."""
        rules = {str(rule.violation_error_message): rule.name for rule in Agreement._meta.constraints}
        for error in errors.error_dict.pop(NON_FIELD_ERRORS, []):
            box = BOXES.get(rules.get(str(error.message), error.code))
            errors.error_dict.setdefault(box if box in self.fields else NON_FIELD_ERRORS, []).append(error)
        super()._update_errors(errors)

    def _get_validation_exclusions(self):
        """Return the excluded columns without those of partial dates, so that constraints on these are checked."""
        columns = {f"{name}_{part}" for name in DATE_COLUMNS for part in ("on", "precision") if name not in self.errors}
        return super()._get_validation_exclusions() - columns


class TypeForm(VersionedForm):
    """A form for an agreement type that two people may have open at once."""

    class Meta:
        model = AgreementType
        fields = ["name", *NAMES, *SENTENCES, "order", "usual_term_months", "review_months", "reminder_steps", "slug"]
        widgets = dict.fromkeys(SENTENCES, SHORT_TEXT)


class KindForm(VersionedForm):
    """A form for a kind of cooperation that two people may have open at once."""

    class Meta:
        model = CooperationKind
        fields = ["name", *NAMES, *SENTENCES, "other_names", "order", "slug"]
        widgets = dict.fromkeys([*SENTENCES, "other_names"], SHORT_TEXT)


class InstitutionForm(VersionedForm):
    """A form for an institution that two people may have open at once."""

    class Meta:
        model = Institution
        fields = ["name", "country", "city", "website", "logo", "parent", "ror", "erasmus_code", "pic", "slug", "notes"]


class HomeInstitutionForm(VersionedForm):
    """A form for the home institution that two people may have open at once."""

    class Meta:
        model = HomeInstitution
        fields = [field.name for field in HomeInstitution._meta.fields if field.editable]
        widgets = {"accent": forms.TextInput(attrs={"type": "color"}), "frame_ancestors": SHORT_TEXT} | {
            f"about_{code}": SHORT_TEXT for code, _name in settings.LANGUAGES
        }
