"""Forms that several people may have open at once: none silently overwrites what another one has saved meanwhile."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.models import DeletedObject

from partnerships.confirming import fingerprint_of
from partnerships.models.staff import name_of

from .display import related_in_words, value_in_words
from .versions import Version

CHANGED_MEANWHILE = "changed-meanwhile"  # the code of the error that says so
NO_HISTORY = 0  # stands for the version of a record that came with the register


class OpenForm(forms.ModelForm):
    """A form that knows the version of the record that it was filled from; a subclass says how versions are written."""

    @cached_property
    def changed_data(self):
        """The names of the fields that differ from the record as it is now."""
        return [name for name in super().changed_data if name != "version"]

    def clean(self):
        """Add an error that says who changed what meanwhile; saving once more keeps the values of the form.

        What the form would leave as it is now overwrites nothing.
        """
        cleaned = super().clean()
        seen, now = self.cleaned_data.get("version"), self.initial.get("version")
        if now is None or seen in (None, "", now) or set(self.changed_data) <= {"change_reason"}:
            return cleaned
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = now
        sentence = _("%(who)s changed this record meanwhile: %(what)s. Save again to keep what stands here instead.")
        if cleaned.get(DELETION_FIELD_NAME):
            sentence = _("%(who)s changed this record meanwhile: %(what)s. Save again to delete it all the same.")
        raise ValidationError(sentence, code=CHANGED_MEANWHILE, params=self.meanwhile(seen))

    def meanwhile(self, seen: Any) -> dict[str, str]:
        """Return who changed the record since the version that was `seen`, and what."""
        latest, before = self.instance.history.first(), self.version_of(seen)
        if latest is None or before is None:
            return {
                "who": name_of(latest and latest.history_user),
                "what": ", ".join(str(self.fields[name].label) for name in self.changed_data),
            }
        changes = latest.diff_against(before, foreign_keys_are_objs=True).changes
        return {
            "who": name_of(latest.history_user),
            "what": "; ".join(
                f"{column_label(latest, change.field)}: {value_label(latest, change.field, change.old)}"
                f" → {value_label(latest, change.field, change.new)}"
                for change in changes
            ),
        }

    def version_of(self, seen: Any) -> Version | None:
        """Return the line of the history that was `seen`, or None."""
        raise NotImplementedError


class VersionedForm(OpenForm):
    """A form for a record, with the reason of a change; its version is the latest line of the history."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    change_reason = forms.CharField(
        label=gettext_lazy("Reason for this change"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("If there is one; the history shows it."),
        widget=AdminTextInputWidget,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            latest = self.instance.history.first()
            self.initial["version"] = latest.history_id if latest else NO_HISTORY

    def version_of(self, seen):
        return self.instance.history.filter(history_id=seen).first()


class VersionedRow(OpenForm):
    """A form for one of the records that stand beside another one; its version is a checksum, which costs no query."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["version"] = self.checksum_of(self.instance)

    def checksum_of(self, record):
        """Return the checksum of the values that a record, or a line of its history, has."""
        return fingerprint_of([getattr(record, field.attname) for field in self.instance.history.model.tracked_fields])

    def version_of(self, seen):
        return next((line for line in self.instance.history.all() if self.checksum_of(line) == seen), None)


class VersionedRows(forms.BaseInlineFormSet):
    """The records that stand beside another one, of which none goes unseen that somebody else has changed meanwhile."""

    def clean(self):
        """Add what the forms of deleted records say of such a change; all else that is wrong there does not matter."""
        super().clean()
        for form in self.initial_forms:
            if self._should_delete_form(form) and form.has_error(NON_FIELD_ERRORS, CHANGED_MEANWHILE):
                raise ValidationError(form.non_field_errors().as_data())


def column_label(record: Any, name: str) -> str:
    """Return the label of the column `name` of a record."""
    return record._meta.get_field(name).verbose_name


def value_label(record: Any, name: str, value: object) -> str:
    """Return a `value` of the column `name` of a record, for people."""
    is_record = isinstance(value, Model | DeletedObject)
    return related_in_words(value) if is_record else value_in_words(type(record), name, value)
