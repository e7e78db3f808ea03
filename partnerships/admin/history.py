"""The history of a record: why something was changed, and an earlier version restored in one step."""

from contextlib import nullcontext

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import TextField
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from simple_history.admin import SimpleHistoryAdmin

from partnerships.confirming import register_locked
from partnerships.models import Agreement

from .display import HistoryInWords
from .kept_list import back_to
from .sections import opened_where_filled


class RecordAdmin(SimpleHistoryAdmin):
    """Records whose every change is kept, with its reason where one is given, and can be undone."""

    change_form_template = "admin/partnerships/record_form.html"
    object_history_template = "admin/partnerships/history.html"
    object_history_list_template = "admin/partnerships/_history.html"

    formfield_overrides = {TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2})}}

    def get_fieldsets(self, request, obj=None):
        return opened_where_filled(super().get_fieldsets(request, obj), obj)

    def save_model(self, request, obj, form, change):
        """Save the record with the reason that was typed."""
        obj._change_reason = form.cleaned_data.get("change_reason") or None
        super().save_model(request, obj, form, change)

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        """Lock the register before a record is written, so that no two writers wait for each other.

        A changed agreement is locked alone: no other record must differ from it.
        """
        if request.method != "POST":
            return super().changeform_view(request, object_id, *args, **kwargs)
        is_one = object_id and self.model is Agreement
        with register_locked(self.get_object(request, unquote(object_id)) if is_one else None):
            return super().changeform_view(request, object_id, *args, **kwargs)

    def delete_view(self, request, *args, **kwargs):
        """Lock the register before a record is deleted."""
        with register_locked() if request.method == "POST" else nullcontext():
            return super().delete_view(request, *args, **kwargs)

    def delete_queryset(self, request, queryset):
        """Lock the register before several records are deleted."""
        with register_locked():
            super().delete_queryset(request, queryset)

    def get_historical_record_context_helper(self, request, historical_record):
        return HistoryInWords(self.model, historical_record)

    def get_urls(self):
        restore_url = path(
            "<int:pk>/history/<int:version>/restore/",
            self.admin_site.admin_view(require_POST(self.restore_view)),
            name=f"partnerships_{self.opts.model_name}_restore",
        )
        return [restore_url, *super().get_urls()]

    def restore_view(self, request, pk, version):
        """Restore an earlier version of a record, or say why that is impossible."""
        record = self.get_object(request, str(pk))
        if record is None:
            raise Http404
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        earlier = get_object_or_404(record.history, history_id=version)
        try:
            restore(record, earlier, request.user)
        except ValidationError as refusal:
            sentences = " ".join(refusal.messages)
            messages.error(request, _("That version cannot be restored: %s") % sentences)
        else:
            messages.success(request, _("The version of %s was restored.") % moment_of(earlier))
        return back_to(request, f"partnerships_{self.opts.model_name}_change", pk)


def restore(record, earlier, user):
    """Set a `record` to the values of an `earlier` version in its history, as a change that is itself recorded.

    Raises ValidationError where the version would break a rule, or points to what is no more.
    """
    with register_locked():
        record = type(record).objects.get(pk=record.pk)
        for field in earlier.tracked_fields:
            setattr(record, field.attname, getattr(earlier, field.attname))
        record.full_clean()
        record._history_user = user
        record._change_reason = _("restored as it was on %s") % moment_of(earlier)
        record.save()


def moment_of(version):
    """Return the moment of a version, for people."""
    return date_format(timezone.localtime(version.history_date), "Y-m-d H:i")
