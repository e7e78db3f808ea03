"""The suggestions of autocomplete boxes."""

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import get_user_model

from partnerships.models.staff import full_name, staff_matching


class Autocomplete(AutocompleteJsonView):
    """The suggestions for one box, for everybody who may save a form that has it, and for nobody else.

    Django asks for the permission to view the records that are suggested. Those who edit agreements choose who is
    responsible, but may not look at the accounts, so of these only the full names of active staff are suggested.
    """

    def has_perm(self, request, obj=None):
        return any(
            form.has_add_permission(*of_record) or form.has_change_permission(*of_record)
            for form, of_record in self.forms(request)
            if self.source_field.name in form.get_autocomplete_fields(request)
        )

    def forms(self, request):
        """Yield each admin form and inline of the box's model, with the arguments of its permission checks."""
        for model, model_admin in self.admin_site._registry.items():
            if model is self.source_field.model:
                yield model_admin, (request,)
            for inline in model_admin.inlines:
                if inline.model is self.source_field.model:
                    yield inline(model, self.admin_site), (request, None)

    @property
    def is_about_accounts(self):
        return self.source_field.remote_field.model is get_user_model()

    def get_queryset(self):
        return staff_matching(self.term) if self.is_about_accounts else super().get_queryset()

    def serialize_result(self, record, key):
        if self.is_about_accounts:
            return {"id": str(getattr(record, key)), "text": full_name(record)}
        return super().serialize_result(record, key)
