"""The pages on which records that mean the same become one."""

from django import forms
from django.contrib import admin, messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.countries import country_name
from partnerships.importing.planning.plans import PlanChanged
from partnerships.merging import merge_institutions, plan_merge
from partnerships.models import Institution
from partnerships.public.listing.rows import host_of

LISTED = 20
MOST_AT_ONCE = 20


class TargetForm(forms.Form):
    """Asks by a `field` which record stays."""

    def __init__(self, field, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"] = field


class InstitutionField(forms.ModelChoiceField):
    """Some institutions to choose from, each with what tells it from the others."""

    def label_from_instance(self, institution):
        count = institution.number_of_agreements
        agreements = ngettext("%d agreement", "%d agreements", count) % count
        facts = [institution.name, institution.country_name, institution.city, host_of(institution.website), agreements]
        return ", ".join(fact for fact in facts if fact)


def moved_in_words(count, target):
    """Return how many agreements a merge moved."""
    return ngettext(
        "%(count)d agreement moved to “%(target)s”.", "%(count)d agreements moved to “%(target)s”.", count
    ) % {"count": count, "target": target}


class MergePage:
    """For a ModelAdmin with an action that merges: who may, and the page that says what will happen."""

    def has_merge_permission(self, request):
        """Return whether the person may change and delete; an action that names both is open to those with either."""
        return self.has_change_permission(request) and self.has_delete_permission(request)

    def merge_page(self, request, action, records, form, **context):
        """Ask which of the records stays, and say what will happen.

        The `context` has a `title`, an `intro`, and `parts`: (label, lines).
        """
        shown = {"action": action, "records": records, "form": form, "listed": LISTED}
        context = self.admin_site.each_context(request) | {"opts": self.opts} | shown | context
        return render(request, "admin/partnerships/merge.html", context)


class InstitutionMerging(MergePage):
    """The action that makes one institution of several."""

    @admin.action(description=gettext_lazy("Merge…"), permissions=["merge"])
    def merge_chosen(self, request, queryset):
        """Say what moves, and merge once that was confirmed as it is."""
        institutions = list(queryset.order_by("pk")[: MOST_AT_ONCE + 1])
        if not 2 <= len(institutions) <= MOST_AT_ONCE:
            messages.warning(request, _("Choose from 2 to %d institutions that are one.") % MOST_AT_ONCE)
            return None
        chosen = InstitutionField(
            queryset, label=gettext_lazy("Institution that stays"), widget=forms.RadioSelect, empty_label=None
        )
        form = TargetForm(
            chosen, request.POST if "target" in request.POST else None, initial={"target": largest(institutions).pk}
        )
        target = form.cleaned_data["target"] if form.is_valid() else largest(institutions)
        if "fingerprint" in request.POST and form.is_valid() and self.merged(request, institutions, target):
            return redirect("admin:partnerships_institution_change", target.pk)
        merge = plan_merge(target, institutions)
        return self.merge_page(
            request,
            "merge_chosen",
            institutions,
            form,
            title=_("Merge institutions"),
            intro=_("This is what will happen. If you choose another one to stay, you will see first what that means."),
            parts=parts_of(merge),
            fingerprint=merge.fingerprint,
        )

    def merged(self, request, institutions, target):
        """Merge what was confirmed, and say so; return whether it is still what was shown."""
        pks = [institution.pk for institution in institutions]
        try:
            merge = merge_institutions(pks, target.pk, request.user, request.POST["fingerprint"])
        except PlanChanged:
            messages.warning(request, _("This is what would happen now. Nothing has been merged yet."))
            return False
        messages.success(request, moved_in_words(len(merge.agreements), target))
        return True


def largest(institutions):
    """Return the institution with the most agreements, the first recorded among equals."""
    return max(institutions, key=lambda institution: (institution.number_of_agreements, -institution.pk))


def parts_of(merge):
    """Return what a Merge would do, for people: [(label, lines)], without what is empty."""
    taken = [line(column, value, whose) for column, (value, whose) in merge.taken.items()]
    if merge.parent != merge.target.parent:
        taken.append(line("parent", merge.parent or "–"))
    given_up = [line(column, value, whose) for whose, column, value in merge.given_up]
    names = [*(str(name) for name in merge.moved_names), *merge.names]
    parts = [
        (_("Goes"), [f"{each} ({each.country_name or '–'})" for each in merge.gone]),
        (_("Agreements that move"), merge.agreements),
        (_("Contacts that move"), merge.contacts),
        (_("Parts that move"), merge.parts),
        (_("Other names of “%s” from now on") % merge.target, names),
        (_("Names that are given up"), [f"{name}: {why}" for name, why in merge.left_out]),
        (_("What “%s” takes over, since it lacks it") % merge.target, taken),
        (_("What is given up; the history keeps it"), given_up),
        (_("Addresses that lead to it"), [each.get_absolute_url() for each in merge.gone]),
    ]
    return [(label, lines) for label, lines in parts if lines]


def line(column, value, whose=None):
    """Return a value of a column for people, and `whose` it was."""
    text = (
        f"{Institution._meta.get_field(column).verbose_name}: {country_name(value) if column == 'country' else value}"
    )
    return f"{text} ({whose})" if whose else text
