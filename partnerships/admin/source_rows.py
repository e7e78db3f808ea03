"""Source rows in the office, and the page that decides on a held one."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from partnerships.confirming import register_locked
from partnerships.importing.cells.statuses import is_resting
from partnerships.importing.fields import LABELS, Column
from partnerships.importing.planning.stated_statuses import RESTS_NO_MORE
from partnerships.importing.remarks import FileRefused, Remark
from partnerships.importing.writing.held import AlreadyDecided, dismiss, register, similar_institutions
from partnerships.models import Agreement, Institution, Outcome, SourceRow

from .action_pages import action_page
from .display import changes_in_words
from .finding import OfficeSearch, matching
from .import_preview import value_shown
from .import_runs import ReadOnlyAdmin, require_import_permission
from .kept_list import back_to

ALWAYS_ASKED = (Column.INSTITUTION, Column.COUNTRY, Column.TITLE, Column.SIGNED, Column.ENDS)


def moment(value):
    """Return a moment in the office's time zone to the minute, or "–" for none."""
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if value else "–"


class DecisionFilter(admin.SimpleListFilter):
    """A filter of held rows by the decision on them."""

    title = gettext_lazy("decision")
    parameter_name = "decision"

    def lookups(self, request, model_admin):
        return [("waiting", _("waiting")), ("registered", _("registered")), ("dismissed", _("dismissed"))]

    def queryset(self, request, queryset):
        if self.value() == "waiting":
            return queryset.waiting()
        if self.value() == "registered":
            return queryset.filter(outcome="held", agreement__isnull=False)
        if self.value() == "dismissed":
            return queryset.exclude(dismissed_because="")
        return queryset


class LookFilter(admin.SimpleListFilter):
    """A filter of registered rows that need a look."""

    title = gettext_lazy("look")
    parameter_name = "look"

    def lookups(self, request, model_admin):
        return [("open", _("needs a look")), ("done", _("looked at"))]

    def queryset(self, request, queryset):
        if self.value() == "open":
            return queryset.to_look_at()
        return queryset.filter(looked_at__isnull=False) if self.value() == "done" else queryset


class HeldRowForm(forms.Form):
    """A form with the texts of a held row, to be corrected, and the reason of dismissing it.

    `similar_institutions` are the SimilarInstitutions of its institution that the person is asked about.
    """

    similar_institutions = ()

    reason = forms.CharField(label=gettext_lazy("Reason for dismissing it"), max_length=500, required=False)

    def __init__(self, row, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asked = [column for column in LABELS if column in ALWAYS_ASKED or column.value in row.texts]
        self.columns = [column for column in asked if column != Column.HELD]
        for column in self.columns:
            self.fields[column.value] = forms.CharField(
                label=LABELS[column],
                initial=row.texts.get(column.value, ""),
                required=False,
                strip=True,
                widget=forms.TextInput(attrs={"class": "vTextField"}),
            )

    def column_fields(self):
        """Return the fields of the columns, for the template."""
        return [self[column.value] for column in self.columns]

    def texts(self):
        """Return the corrected texts by Column."""
        return {column: self.cleaned_data[column.value] for column in self.columns if self.cleaned_data[column.value]}


def address_of_rest(row):
    """Return the address at which the agreement of a `row` is put to rest, for the reason that the list gives, or back.

    "" where the list says neither.
    """
    statuses = [
        str(said.get("values", {}).get("status", "")) for said in row.remarks if said["column"] == Column.STATUS
    ]
    reason = next(filter(is_resting, statuses), "")
    page = reverse("admin:partnerships_agreement_rest", args=[row.agreement_id]) if reason and row.agreement_id else ""
    if row.agreement_id and RESTS_NO_MORE in [said["code"] for said in row.remarks]:
        return reverse("admin:partnerships_agreement_rest", args=[row.agreement_id])
    return page and f"{page}?{urlencode({'reason': reason})}"


@admin.register(SourceRow)
class SourceRowAdmin(ReadOnlyAdmin):
    list_display = ["row", "outcome", "institution", "agreement", "said", "changed", "decision", "sheet", "file"]
    list_display_links = ["row"]
    list_filter = ["outcome", DecisionFilter, LookFilter, "run"]
    search_fields = ["row"]  # switches the search box on; get_search_results does the search
    search_help_text = gettext_lazy("What the row says, or what its agreement is found by.")
    actions = ["look"]
    list_select_related = [
        "run",
        "agreement__institution",
        "agreement__agreement_type",
        "decided_by",
        "came_again_as__run",
    ]
    list_per_page = 50
    fields = [
        "run",
        "sheet",
        "row",
        "outcome",
        "agreement",
        "as_it_stood",
        "as_read",
        "said",
        "changed",
        "decision",
        "looked",
    ]
    change_form_template = "admin/partnerships/sourcerow/change_form.html"

    def get_search_results(self, request, queryset, search_term):
        return matching(queryset, search_term, OfficeSearch.rows), False

    def get_urls(self):
        view = self.admin_site.admin_view(self.decide)
        look_one = self.admin_site.admin_view(require_POST(self.look_one))
        return [
            path("<int:pk>/decide/", view, name="partnerships_sourcerow_decide"),
            path("<int:pk>/look/", look_one, name="partnerships_sourcerow_look"),
            *super().get_urls(),
        ]

    def has_look_permission(self, request):
        """Return whether the person may say that rows were looked at."""
        return request.user.has_perm("partnerships.import_agreement")

    @admin.action(description=gettext_lazy("Mark as looked at"), permissions=["look"])
    def look(self, request, queryset):
        with register_locked():
            count = SourceRow.objects.filter(pk__in=queryset.values("pk")).with_repeated().look(request.user)
        sentence = ngettext("%d row was marked as looked at.", "%d rows were marked as looked at.", count)
        messages.success(request, sentence % count)

    def look_one(self, request, pk):
        """Mark one row as looked at."""
        require_import_permission(request)
        self.look(request, SourceRow.objects.filter(pk=pk))
        return back_to(request, "partnerships_sourcerow_change", pk)

    @admin.display(description=gettext_lazy("looked at"))
    def looked(self, row):
        if row.looked_at is None:
            return _("needs a look") if row.needs_look else "–"
        return f"{moment(row.looked_at)}, {row.looked_by or '–'}"

    @admin.display(description=gettext_lazy("changes"))
    def changed(self, row):
        kinds = (("agreement", Agreement), ("institution", Institution))
        changes = [changes_in_words(model, row.changes[kind]) for kind, model in kinds if row.changes.get(kind)]
        return format_html_join("; ", "{}", ((change,) for change in changes)) or "–"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        waits = object_id.isdecimal() and SourceRow.objects.waiting().filter(pk=object_id).exists()
        looks = object_id.isdecimal() and SourceRow.objects.to_look_at().filter(pk=object_id).exists()
        context = {"may_look": looks and self.has_look_permission(request)}
        context |= {"may_decide": waits and request.user.has_perm("partnerships.import_agreement")}
        if looks and request.user.has_perm("partnerships.change_agreement"):
            context |= {"rest_address": address_of_rest(SourceRow.objects.get(pk=object_id))}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    @admin.display(description=gettext_lazy("file"))
    def file(self, row):
        return row.run.file_name

    @admin.display(description=gettext_lazy("institution"))
    def institution(self, row):
        return row.values.get("institution") or "–"

    @admin.display(description=gettext_lazy("remarks"))
    def said(self, row):
        return " ".join(Remark.from_stored(remark).message for remark in row.remarks) or "–"

    @admin.display(description=gettext_lazy("the cells as they stood"))
    def as_it_stood(self, row):
        return format_html_join(" ", '<span class="cell">{}</span>', ((cell,) for cell in row.cells if cell.strip()))

    @admin.display(description=gettext_lazy("what was read"))
    def as_read(self, row):
        facts = (
            (LABELS[Column(name)], value_shown(Column(name), value))
            for name, value in row.values.items()
            if value and name in {column.value for column in LABELS}
        )
        return format_html('<dl class="facts">{}</dl>', format_html_join("", "<dt>{}</dt><dd>{}</dd>", facts))

    @admin.display(description=gettext_lazy("decision"))
    def decision(self, row):
        if row.dismissed_because:
            who, why = row.decided_by or "–", row.dismissed_because
            return _("dismissed by %(who)s, %(when)s: %(why)s") % {
                "who": who,
                "when": moment(row.decided_at),
                "why": why,
            }
        if row.outcome != "held":
            return "–"
        if row.decided_at:
            return _("registered by %(who)s, %(when)s") % {"who": row.decided_by or "–", "when": moment(row.decided_at)}
        if row.run.undone_at:
            return _("the import was taken back")
        if row.came_again_as and not row.came_again_as.run.undone_at:
            return _("came again: %s") % row.came_again_as
        address = reverse("admin:partnerships_sourcerow_decide", args=[row.pk])
        return format_html('<a href="{}">{}</a>', address, _("Decide"))

    def decide(self, request, pk):
        """Show a held row, and register it with corrected cells or dismiss it with a reason."""
        require_import_permission(request)
        row = get_object_or_404(SourceRow.objects.select_related("run"), pk=pk)
        form = HeldRowForm(row, request.POST or None)
        if not SourceRow.objects.waiting().filter(pk=pk).exists():
            messages.warning(request, _("This row does not wait for a decision any more."))
            return back_to(request, "partnerships_sourcerow_change", pk)
        if request.method == "POST" and form.is_valid():
            try:
                if self.act(request, row, form):
                    return redirect(reverse("admin:partnerships_sourcerow_changelist") + "?decision=waiting")
            except AlreadyDecided:
                messages.warning(request, _("Somebody else has decided on this row meanwhile."))
                return back_to(request, "partnerships_sourcerow_change", pk)
        waiting = reverse("admin:partnerships_sourcerow_changelist") + "?decision=waiting"
        return action_page(
            request,
            title=_("Held row %(row)s of %(file)s") % {"row": row.row, "file": row.run.file_name},
            here=_("Decide"),
            trail=[(waiting, _("Held rows"))],
            form=form,
            template="admin/partnerships/held_row.html",
            row=row,
            reasons=[Remark.from_stored(remark).message for remark in row.remarks if remark["level"] == "check"],
        )

    def act(self, request, row, form):
        """Register or dismiss a held row as the posted form says; return whether that worked."""
        return self.dismiss(request, row, form) if "dismiss" in request.POST else self.register(request, row, form)

    def dismiss(self, request, row, form):
        """Dismiss a held row for the reason that the form says; return whether it says one."""
        if not form.cleaned_data["reason"]:
            form.add_error("reason", _("Say why, so that others understand it."))
            return False
        dismiss(row, form.cleaned_data["reason"], request.user)
        messages.success(request, _("The row was dismissed; it is kept with its file."))
        return True

    def register(self, request, row, form):
        """Register a held row with the texts of the form; return whether that worked."""
        same = request.POST.get("same", "")
        try:
            form.similar_institutions = similar_institutions(row, form.texts()) if not same else ()
            if form.similar_institutions:
                form.add_error(Column.INSTITUTION.value, _("Say whether this is one of the registered institutions."))
                return False
            is_known = same.isascii() and same.isdigit() and len(same) < 18
            registered = register(row, form.texts(), request.user, int(same) if is_known else None)
        except FileRefused as refusal:
            form.add_error(Column.INSTITUTION.value, str(refusal))
            return False
        say_registered(request, registered)
        return True


def say_registered(request, registered):
    """Tell the person which agreement a row was registered as, and what they must look at."""
    address = reverse("admin:partnerships_agreement_change", args=[registered.agreement.pk])
    is_new = registered.outcome == Outcome.NEW
    sentence = _("The row was registered: {}.") if is_new else _("The row is an agreement that was registered: {}.")
    link = format_html('<a href="{}">{}</a>', address, registered.agreement)
    messages.success(request, format_html(sentence, link))
    for remark in registered.remarks:
        if remark.level == "check":
            messages.warning(request, remark.message)
