"""The history of a record: who changed what, when and why, and an earlier version restored in one step."""

from contextlib import nullcontext

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import ImageField, TextField
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from simple_history.admin import SimpleHistoryAdmin

from partnerships.confirming import register_locked
from partnerships.models import Agreement

from .action_pages import action_page, list_of, page_of
from .display import record_in_words
from .entries import belongings, entries_of
from .kept_list import back_to
from .logos import LogoField
from .restoring import (
    last_deletions,
    may_restore,
    may_write,
    merges_of_deleted,
    moment_of,
    restore,
)
from .sections import opened_where_filled
from .versions import label_of, labels_of, record_of

TAKE_BACK = "partnerships.take_back_merge"
LONGEST_REASON = 300  # characters
A_PAGE = 50  # entries, or deleted records


class RecordAdmin(SimpleHistoryAdmin):
    """Records whose every change is kept, with its reason where one is given, and can be undone."""

    change_form_template = "admin/partnerships/record_form.html"
    formfield_overrides = {
        TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2})},
        ImageField: {"form_class": LogoField},
    }

    def get_fieldsets(self, request, obj=None):
        return opened_where_filled(super().get_fieldsets(request, obj), obj)

    def save_model(self, request, obj, form, change):
        """Save the record with the reason that was typed; a form in which nothing was changed leaves no line."""
        obj._change_reason = form.cleaned_data.get("change_reason") or None
        if not change or obj._change_reason or request.FILES or differs_from_stored(obj):
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

    def delete_model(self, request, record):
        """Delete a record with the reason that was typed."""
        record._change_reason = request.POST.get("change_reason", "").strip()[:LONGEST_REASON] or None
        super().delete_model(request, record)

    def delete_queryset(self, request, queryset):
        """Lock the register before several records are deleted."""
        with register_locked():
            super().delete_queryset(request, queryset)

    def get_urls(self):
        view, name = self.admin_site.admin_view, f"partnerships_{self.opts.model_name}"
        restored = "<int:pk>/history/<slug:what>/<int:version>/restore/"
        versions = f"{self.opts.app_label}_{self.opts.model_name}_simple_history"  # a second way to restore
        return [
            path(restored, view(require_POST(self.restore_view)), name=f"{name}_restore"),
            path("deleted/", view(self.deleted_view), name=f"{name}_deleted"),
            *(each for each in super().get_urls() if each.name != versions),
        ]

    def history_view(self, request, object_id, extra_context=None):
        """Show the history of a record, also of a deleted one, and of what belongs to it."""
        record, last = self.get_object(request, unquote(object_id)), None
        if record is None and object_id.isdecimal():
            last = self.model.history.filter(id=object_id[:18]).first()
        if record is None and last is None:
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        page = Paginator(entries_of(record or record_of(last), request.user), A_PAGE).get_page(request.GET.get("p"))
        self.mark_restorable(request, page, is_deleted=record is None)
        shown = {
            "title": _("History of %s") % (record or label_of(last)),
            "here": _("History"),
            "trail": [list_of(self.model), *([page_of(record)] if record else [])],
            "record": record,
            "record_pk": record.pk if record else last.id,
            "may_change_several": request.user.has_perm("partnerships.change_agreement"),
            **self.paged(page),
        }
        context = shown | (extra_context or {})
        return action_page(request, template="admin/partnerships/history.html", **context)

    def mark_restorable(self, request, page, is_deleted):
        """Mark those entries of a `page`, and those of their lines, that the person may restore."""
        may_own = self.has_add_permission(request) if is_deleted else self.has_change_permission(request)
        may = {model for model, _name in belongings(self.model) if not is_deleted and may_write(request.user, model)}
        for entry in page:
            entry.is_restorable = may_own and entry.own and (is_deleted or not entry.own.is_latest)
            for line in entry.shown:
                line.is_restorable = line.model in may and (line.kind == "-" or not line.is_latest)

    def paged(self, page):
        """Return what the templates of lists with pages are given."""
        return {"opts": self.opts, "page_obj": page, "pages": page.paginator.get_elided_page_range(page.number)}

    def restore_view(self, request, pk, what, version):
        """Restore an earlier version of a record, or of `what` belongs to it, or say why that is impossible."""
        owned = {model._meta.model_name: (model, name) for model, name in belongings(self.model)}
        model, name = {self.opts.model_name: (self.model, "id"), **owned}.get(what, (None, ""))
        if model is None:
            raise Http404
        earlier = get_object_or_404(model.history, history_id=version, **{name: pk})
        if not may_restore(request.user, earlier):
            raise PermissionDenied
        try:
            restore(earlier, request.user)
        except ValidationError as refusal:
            messages.error(request, _("That version cannot be restored: %s") % " ".join(refusal.messages))
        else:
            messages.success(request, _("The version of %s was restored.") % moment_of(earlier))
        is_there = self.model._base_manager.filter(pk=pk).exists()
        return back_to(request, f"partnerships_{self.opts.model_name}_{'change' if is_there else 'history'}", pk)

    def deleted_view(self, request):
        """Show the deleted records, each with who deleted it, when and why, and a button that brings it back."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        gone = last_deletions(self.model).select_related("history_user")
        page = Paginator(gone, A_PAGE).get_page(request.GET.get("p"))
        merges = merges_of_deleted(self.model) if page.object_list else {}
        may_add = self.has_add_permission(request)
        versions = list(page)
        for version, label in zip(versions, labels_of(versions), strict=True):
            version.label, version.who = label, record_in_words(version.history_user)
            version.merge = merges.get(version.id)
            version.is_restorable = may_add and not version.merge
        return action_page(
            request,
            title=_("Deleted: %s") % self.opts.verbose_name_plural,
            here=_("Deleted"),
            template="admin/partnerships/deleted.html",
            trail=[list_of(self.model)],
            may_take_back=request.user.has_perm(TAKE_BACK),
            **self.paged(page),
        )


def differs_from_stored(record):
    """Return whether a `record` has another value than the database in any column that its history keeps."""
    stored = type(record)._base_manager.filter(pk=record.pk).first()
    names = [field.attname for field in type(record).history.model.tracked_fields]
    return stored is None or any(getattr(stored, name) != getattr(record, name) for name in names)
