"""The page of the home institution: whose register this is, how it looks, and what of it is public."""

from django.conf import settings
from django.contrib import admin
from django.shortcuts import redirect
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from partnerships.models import HomeInstitution
from partnerships.public.home import home_of

from .forms import HomeInstitutionForm
from .history import RecordAdmin

TEXTS = ("name", "short_name", "register_name", "office_name", "about")


def texts_in(code):
    """Return the part of the form with the texts in one language, under the language's own name."""
    return get_language_info(code)["name_local"], {"fields": [f"{stem}_{code}" for stem in TEXTS]}


@admin.register(HomeInstitution)
class HomeInstitutionAdmin(RecordAdmin):
    """One record: its list leads to it."""

    form = HomeInstitutionForm
    fieldsets = [
        (None, {"fields": ["logo", "accent", "website", "ror", "country", "city", "address", "version"]}),
        (_("The office"), {"fields": ["office_email", "office_phone"]}),
        *(texts_in(code) for code, _name in settings.LANGUAGES),
        (_("Licence"), {"fields": ["licence_name", "licence_url"]}),
        (_("What the public sees"), {"fields": ["is_scope_public", "is_unit_public", "frame_ancestors"]}),
        (_("This change"), {"fields": ["change_reason"], "classes": ["bar"]}),
    ]

    def has_add_permission(self, request):
        return self.has_change_permission(request) and home_of(request)._state.adding

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """Lead to the one record, or to the form in which it is made."""
        if home_of(request)._state.adding:
            return redirect("admin:partnerships_homeinstitution_add")
        return redirect("admin:partnerships_homeinstitution_change", 1)
