"""The office's vocabulary of agreement types."""

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, OuterRef
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.utils import bulk_update_with_history

from partnerships.models import Agreement, AgreementType, AgreementTypeName
from partnerships.models.institutions import known_as

from .forms import TypeForm
from .history import RecordAdmin
from .merging import MergePage, TargetForm, moved_in_words


class AgreementTypeNameInline(admin.TabularInline):
    model = AgreementTypeName
    extra = 0


def merge(types, target, user):
    """Move the agreements, names and wordings of some `types` to the `target`, and remove the types."""
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
class AgreementTypeAdmin(MergePage, RecordAdmin):
    form = TypeForm
    list_display = ["name", "order", "usual_term_months", "agreement_count"]
    search_fields = ["folded_name"]  # switches the search box on; get_search_results does the search
    search_help_text = gettext_lazy("A name or another wording in any spelling.")
    inlines = [AgreementTypeNameInline]
    fields = ["name", "order", "usual_term_months", "reminder_steps", "slug", "version", "change_reason"]
    actions = ["merge_into_another"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number_of_agreements=Count("agreements", distinct=True))

    def get_search_results(self, request, queryset, search_term):
        return known_as(queryset, search_term, AgreementTypeName.objects.filter(agreement_type=OuterRef("pk"))), False

    @admin.display(description=gettext_lazy("agreements"), ordering="number_of_agreements")
    def agreement_count(self, agreement_type):
        return agreement_type.number_of_agreements

    @admin.action(description=gettext_lazy("Merge into another type…"), permissions=["merge"])
    def merge_into_another(self, request, queryset):
        """Ask which type stays, then merge the chosen ones into it."""
        target = forms.ModelChoiceField(AgreementType.objects.all(), label=gettext_lazy("Type that stays"))
        form = TargetForm(target, request.POST if "target" in request.POST else None)
        if form.is_valid():
            target = form.cleaned_data["target"]
            moved = merge(list(queryset), target, request.user)
            messages.success(request, moved_in_words(moved, target))
            return redirect("admin:partnerships_agreementtype_changelist")
        lines = [f"{agreement_type} ({agreement_type.number_of_agreements})" for agreement_type in queryset]
        return self.merge_page(
            request,
            "merge_into_another",
            queryset,
            form,
            title=_("Merge agreement types"),
            intro=_(
                "The agreements of these types move to the type that stays; their names become other wordings of it."
            ),
            parts=[(_("Types"), lines)],
        )
