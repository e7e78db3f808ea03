"""The pages that merge several records into one; here those of agreement types and of units."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.merging.vocabularies import merge_types, merge_units, plan_entry_merge
from partnerships.models import Unit

from .action_pages import action_page, confirmed_plan, list_of, parts_of
from .kept_list import back_to

MOST_AT_ONCE = 20


class MergeForm(forms.Form):
    """A form for the record that stays, chosen in a `field`, and for the reason of a merge."""

    reason = forms.CharField(
        label=gettext_lazy("Reason for this change"),
        help_text=gettext_lazy("If there is one; the history shows it."),
        max_length=300,
        required=False,
        widget=AdminTextInputWidget,
    )

    def __init__(self, field, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {"target": field, **self.fields}

    def target(self):
        """Return the record that was chosen to stay, else the proposed one, or None."""
        return self.cleaned_data.get("target") if self.is_bound and self.is_valid() else self.initial.get("target")

    def chosen(self, target):
        """Return what else was chosen for a merge into the `target`, as arguments of the function that plans it."""
        return {}


class EntryField(forms.ModelChoiceField):
    """A form field for an entry of a vocabulary, each with the number of its agreements."""

    def label_from_instance(self, entry):
        return f"{entry}, {agreements_in_words(entry)}"


def agreements_in_words(record):
    """Return how many agreements a `record` has, for people."""
    count = record.number_of_agreements
    return ngettext("%d agreement", "%d agreements", count) % count


class MergePage:
    """A mixin for a ModelAdmin with an action that merges: the permission, and the page that shows and does it.

    `plan_merge` and `merge` plan and do it; `shown` returns what the page shows of a plan, for its template.
    """

    merge_template = "admin/partnerships/merge.html"

    def has_merge_permission(self, request):
        """Return whether the person may change and delete; an action that names both is open to those with either."""
        return self.has_change_permission(request) and self.has_delete_permission(request)

    def merge_page(self, request, action, records, form, **context):
        """Show what merging the `records` would do, and merge them once that is confirmed.

        `action` is the name of the action, `form` a MergeForm; the `context` goes to the page.
        """
        target = form.target()
        if target and records == [target]:
            form.add_error("target", _("Choose another one to stay; this is the one that is to go."))
            target = None
        chosen = form.chosen(target) if target else {}
        plan = target and self.plan_merge(target, records, **chosen)
        if plan and plan.obstacle:
            form.add_error(None, plan.obstacle)
        if (
            "fingerprint" in request.POST
            and plan
            and not form.errors
            and self.merge_confirmed(request, records, form, plan, chosen)
        ):
            return back_to(request, f"partnerships_{self.opts.model_name}_change", target.pk)
        return action_page(
            request,
            form=form,
            here=_("Merge"),
            trail=[list_of(self.model)],
            hidden=[("action", action), *(("_selected_action", record.pk) for record in records)],
            asked=plan.asked if plan else "",
            template=self.merge_template,
            fingerprint=plan.fingerprint if plan and not plan.obstacle else "",
            away=list_of(self.model)[0],
            **context | (self.shown(plan, records) if plan else {}),
        )

    def merge_confirmed(self, request, records, form, plan, chosen):
        """Merge the `records` as confirmed, with a message; return whether that was done."""
        if request.POST.get("asked") != plan.asked:
            messages.warning(request, _("This is what would happen now. Nothing has been merged yet."))
            return False
        keys, reason = [record.pk for record in records], form.cleaned_data["reason"]
        done = confirmed_plan(
            request,
            lambda fingerprint: self.merge(keys, plan.target.pk, request.user, fingerprint, reason, **chosen),
        )
        if done:
            messages.success(request, moved_in_words(len(done.agreements), done.target))
        return done is not None


def moved_in_words(count, target):
    """Return a sentence that says how many agreements a merge moved."""
    return ngettext(
        "%(count)d agreement moved to “%(target)s”.", "%(count)d agreements moved to “%(target)s”.", count
    ) % {"count": count, "target": target}


class EntryMerging(MergePage):
    """The action that makes one entry of a vocabulary of several; `stays` and so on are what the page says of them."""

    plan_merge = staticmethod(plan_entry_merge)
    stays: str | Promise
    title_of_merge: str | Promise
    too_many: str | Promise
    some_gone: str | Promise
    what_moves: str | Promise

    def merge_entries(self, request, queryset):
        """Ask which entry stays, show what moves, and merge once that is confirmed."""
        entries = list(queryset[: MOST_AT_ONCE + 1])
        if len(entries) > MOST_AT_ONCE:
            messages.warning(request, self.too_many % MOST_AT_ONCE)
            return None
        if len(entries) < len(request.POST.getlist("_selected_action")):
            messages.warning(request, self.some_gone)
            return None
        return self.merge_page(
            request,
            "merge_into_another",
            entries,
            form_of(
                request, EntryField(self.get_queryset(request), label=self.stays), entries if len(entries) > 1 else []
            ),
            title=self.title_of_merge,
            parts=[],
            button=_("Show what moves"),
            explanation=[
                self.what_moves,
                _("If you choose another one to stay, you will see first what that means."),
            ],
        )

    def shown(self, plan, records):
        """Return what an EntryMerge would do, for people, as Parts, and the button that does it."""
        target = plan.target
        taken = [line(target, column, text) for column, text in plan.translated.items()]
        if isinstance(target, Unit) and plan.parent != target.parent:
            taken.append(line(target, "parent", plan.parent or "–"))
        parts = parts_of(
            (_("Goes"), plan.gone),
            (_("Agreements that move"), plan.agreements),
            (_("Parts that move"), plan.parts),
            (_("Other wordings of “%s” from now on") % target, [*map(str, plan.moved_names), *plan.names]),
            (_("Names that are given up"), [f"{name}: {why}" for name, why in plan.left_out]),
            (_("What “%s” takes over, since it lacks it") % target, taken),
            (_("What is given up; the history keeps it"), given_up(plan)),
        )
        return {"parts": parts, "button": _("Merge")}


class TypeMerging(EntryMerging):
    """The action that makes one agreement type of several."""

    merge = staticmethod(merge_types)
    stays = gettext_lazy("Type that stays")
    title_of_merge = gettext_lazy("Merge agreement types")
    too_many = gettext_lazy("Choose at most %d types at once.")
    some_gone = gettext_lazy("Some of the types that you chose are no more, so nothing was done.")
    what_moves = gettext_lazy(
        "The agreements of these types move to the type that stays; their names become other wordings of it."
    )

    @admin.action(description=gettext_lazy("Merge into another type…"), permissions=["merge"])
    def merge_into_another(self, request, queryset):
        """Merge the chosen types into one."""
        return self.merge_entries(request, queryset)


class UnitMerging(EntryMerging):
    """The action that makes one unit of several."""

    merge = staticmethod(merge_units)
    stays = gettext_lazy("Unit that stays")
    title_of_merge = gettext_lazy("Merge units")
    too_many = gettext_lazy("Choose at most %d units at once.")
    some_gone = gettext_lazy("Some of the units that you chose are no more, so nothing was done.")
    what_moves = gettext_lazy(
        "The agreements and parts of these units move to the unit that stays; their names become other names of it."
    )

    @admin.action(description=gettext_lazy("Merge into another unit…"), permissions=["merge"])
    def merge_into_another(self, request, queryset):
        """Merge the chosen units into one."""
        return self.merge_entries(request, queryset)


def form_of(request, field, proposed):
    """Return the MergeForm of a request, which proposes that the record with the most agreements stays."""
    initial = {"target": largest(proposed)} if proposed else {}
    return MergeForm(field, request.POST if "target" in request.POST else None, initial=initial)


def largest(records):
    """Return the record with the most agreements, the first recorded among equals."""
    return max(records, key=lambda record: (record.number_of_agreements, -record.pk))


def given_up(plan):
    """Return lines for the values that only the history keeps."""
    return [line(whose, column, value, whose) for whose, column, value in plan.given_up]


def line(record, column, value, whose=None):
    """Return a `value` of a column of a kind of `record` for people, and `whose` it was."""
    name = record._meta.get_field(column).verbose_name
    return f"{name}: {value} ({whose})" if whose else f"{name}: {value}"
