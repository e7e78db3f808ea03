"""The office's vocabulary of agreement types."""

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.utils import bulk_update_with_history

from partnerships.models import Agreement, AgreementType, AgreementTypeName

from .forms import TypeForm
from .history import RecordAdmin


class AgreementTypeNameInline(admin.TabularInline):
    model = AgreementTypeName
    extra = 0


def merge(types, target, user):
    """Moves the agreements, names and wordings of some `types` to the `target`, and removes the types."""
    with transaction.atomic():
        types = [agreement_type for agreement_type in types if agreement_type != target]
        agreements = list(Agreement.objects.filter(agreement_type__in=types))
        for agreement in agreements:
            agreement.agreement_type = target
        reason = _("types merged into %s") % target
        bulk_update_with_history(
            agreements, Agreement, ["agreement_type"], default_user=user, default_change_reason=reason
        )
        AgreementTypeName.objects.filter(agreement_type__in=types).update(agreement_type=target)
        for agreement_type in types:
            name = agreement_type.name
            agreement_type.delete()
            AgreementTypeName.objects.create(agreement_type=target, name=name)
    return len(agreements)


@admin.register(AgreementType)
class AgreementTypeAdmin(RecordAdmin):
    form = TypeForm
    list_display = ["name", "order", "usual_term_months", "agreement_count"]
    search_fields = ["name", "other_names__name"]
    inlines = [AgreementTypeNameInline]
    fields = ["name", "order", "usual_term_months", "reminder_steps", "slug", "version", "change_reason"]
    actions = ["merge_into_another"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number_of_agreements=Count("agreements", distinct=True))

    @admin.display(description=gettext_lazy("agreements"), ordering="number_of_agreements")
    def agreement_count(self, agreement_type):
        return agreement_type.number_of_agreements

    @admin.action(description=gettext_lazy("Merge into another type…"), permissions=["change", "delete"])
    def merge_into_another(self, request, queryset):
        """Asks which type stays, then merges the chosen ones into it."""

        class TargetForm(forms.Form):
            target = forms.ModelChoiceField(AgreementType.objects.all(), label=gettext_lazy("Type that stays"))

        form = TargetForm(request.POST if "target" in request.POST else None)
        if form.is_valid():
            target = form.cleaned_data["target"]
            moved = merge(list(queryset), target, request.user)
            messages.success(
                request, _("%(count)s agreements moved to “%(target)s”.") % {"count": moved, "target": target}
            )
            return redirect("admin:partnerships_agreementtype_changelist")
        context = self.admin_site.each_context(request) | {
            "title": _("Merge agreement types"),
            "form": form,
            "types": queryset,
        }
        return render(request, "admin/partnerships/merge_types.html", context)
