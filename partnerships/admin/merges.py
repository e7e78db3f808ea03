"""What was merged: each merge with what it changed, and the page that takes it back."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.merging.taking_back import MODELS, plan_take_back, take_back
from partnerships.models import Agreement, Contact, FormerAddress, Institution, JournalEntry, Merge, Unit
from partnerships.models.fields import FoldedField

from .action_pages import action_page, confirmed_plan, list_of, page_of, parts_of
from .display import column_in_words, value_in_words
from .import_runs import ReadOnlyAdmin
from .kept_list import back_to

TAKE_BACK = "partnerships.take_back_merge"


class MergedRecords:
    """For a ModelAdmin of records that can be merged: its pages lead to the merges that can be taken back."""

    change_form_template = "admin/partnerships/merged_change_form.html"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"merges": self.merges_into(request, object_id)}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def history_view(self, request, object_id, extra_context=None):
        context = {"merges": self.merges_into(request, object_id)}
        return super().history_view(request, object_id, context | (extra_context or {}))

    def merges_into(self, request, object_id):
        """Return the merges into a record that the person may take back."""
        if not object_id.isdecimal() or len(object_id) > 17 or not request.user.has_perm(TAKE_BACK):
            return Merge.objects.none()
        return Merge.objects.standing().filter(kind=self.opts.model_name, kept=object_id)


@admin.register(Merge)
class MergeAdmin(ReadOnlyAdmin):
    list_display = ["gone", "kept_link", "kind", "merged_at", "merged_by", "reason", "state"]
    list_filter = ["kind"]
    list_select_related = ["merged_by", "taken_back_by"]
    search_fields = ["kept_name", "gone_names"]
    fields = ["kind", "gone", "kept_link", "merged_at", "merged_by", "reason", "state", "counts"]
    readonly_fields = ["gone", "kept_link", "state", "counts"]
    change_form_template = "admin/partnerships/merge/change_form.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.take_back)
        return [path("<int:pk>/take-back/", view, name="partnerships_merge_take_back"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        merge = self.get_object(request, object_id)
        may = merge is not None and not merge.taken_back_at and request.user.has_perm(TAKE_BACK)
        context = {"may_take_back": may}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    @admin.display(description=gettext_lazy("what went"))
    def gone(self, merge):
        return ", ".join(merge.gone_names)

    @admin.display(description=gettext_lazy("what stayed"))
    def kept_link(self, merge):
        address = reverse(f"admin:partnerships_{merge.kind}_change", args=[merge.kept])
        return format_html('<a href="{}">{}</a>', address, merge.kept_name)

    @admin.display(description=gettext_lazy("taken back"))
    def state(self, merge):
        if not merge.taken_back_at:
            address = reverse("admin:partnerships_merge_take_back", args=[merge.pk])
            return format_html('<a href="{}">{}</a>', address, _("Take back"))
        return f"{value_in_words(Merge, 'taken_back_at', merge.taken_back_at)}, {merge.taken_back_by or '–'}"

    @admin.display(description=gettext_lazy("what it changed"))
    def counts(self, merge):
        counts = ((MODELS[name]._meta.verbose_name_plural, len(rows)) for name, rows in merge.changes.items() if rows)
        return format_html('<ul class="provenance">{}</ul>', format_html_join("", "<li>{}: {}</li>", counts))

    def take_back(self, request, pk):
        """Show what taking a merge back would do; a POST that confirms it takes the merge back."""
        if not request.user.has_perm(TAKE_BACK):
            raise PermissionDenied
        merge = get_object_or_404(Merge, pk=pk)
        if merge.taken_back_at:
            messages.warning(request, _("This merge has been taken back already."))
            return back_to(request, "partnerships_merge_change", pk)
        if request.method == "POST" and confirmed_plan(
            request, lambda fingerprint: take_back(merge, request.user, fingerprint)
        ):
            messages.success(request, _("The merge was taken back."))
            return redirect(f"admin:partnerships_{merge.kind}_changelist")
        plan = plan_take_back(merge)
        nothing = _("The history keeps what was there. Nothing happens until you confirm.")
        return action_page(
            request,
            title=_("Take back the merge of “%s”") % "”, “".join(merge.gone_names),
            here=_("Take back"),
            trail=[list_of(Merge), page_of(merge)],
            explanation=[plan.refusal or nothing],
            fingerprint=plan.fingerprint,
            parts=parts_of_take_back(plan),
            button="" if plan.refusal else _("Take the merge back"),
            away=page_of(merge)[0],
        )


def parts_of_take_back(plan):
    """Return what a TakeBack would do, for people, as Parts."""
    target = plan.target or plan.merge.kept_name
    names = MODELS[f"{plan.merge.kind}name"]
    moved = {
        model: [record for record, _columns in plan.of_restored(model)]
        for model in (Agreement, Contact, JournalEntry, names)
    }
    parts = [record for record, _columns in plan.of_restored((Institution, Unit)) if record != plan.target]
    values = [
        value for record, columns in plan.restored if record == plan.target for value in values_of(record, columns)
    ]
    return parts_of(
        (_("Comes back"), plan.of(plan.returning, plan.kind)),
        (_("Agreements that move back"), moved[Agreement]),
        (_("Contacts that move back"), moved[Contact]),
        (_("Journal entries that move back"), moved[JournalEntry]),
        (_("Parts that move back"), parts),
        (_("Other names that move back"), moved[names]),
        (_("Other names that will be forgotten"), plan.of(plan.forgotten, names)),
        (_("Values of “%s” that will be as before") % target, values),
        (_("Addresses that do not lead to “%s” any more") % target, addresses_of(plan)),
        (_("What stays"), [f"{label} – {why}" for label, why in plan.staying]),
        listed=50,
    )


def values_of(record, columns):
    """Return a line for each column of a `record` that gets its value from before."""
    model = type(record)
    for name, values in columns.items():
        if isinstance(model._meta.get_field(name), FoldedField):
            continue
        now, before = (value_in_words(model, name, value) for value in values)
        yield format_html("{}: <del>{}</del> → <ins>{}</ins>", column_in_words(model, name), now, before)


def addresses_of(plan):
    """Return lines for the former addresses that a TakeBack gives back to records, or directs elsewhere."""
    own = [record.get_absolute_url() for record in plan.of(plan.returning, Institution) if record.slug]
    moved = [*plan.of(plan.forgotten, FormerAddress), *(record for record, _columns in plan.of_restored(FormerAddress))]
    return sorted({*own, *(reverse("institution_detail", args=[address.slug]) for address in moved)})
