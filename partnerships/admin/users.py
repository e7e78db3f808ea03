"""Accounts: a manager invites people and gives them a role, and cannot give anybody more than he may himself."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_POST

from partnerships.models import CalendarToken
from partnerships.models.staff import full_name

from .finding import OfficeSearch
from .invitations import invite_again, invite_view, waits
from .log_in.records import help_in, state_of
from .log_in.sessions import end_sessions
from .preferences import PreferencesInline
from .roles import grantable_groups, may_do_more, role_in_words

User = get_user_model()
admin.site.unregister(User)


class PersonForm(UserChangeForm):
    """A form for an account, without its password: that has a page of its own."""

    password = None  # type: ignore[assignment] # how a form leaves out a field of the one that it extends


class RolesField(forms.ModelMultipleChoiceField):
    """A choice of roles, with what each may do."""

    def label_from_instance(self, group):
        return role_in_words(group)


@admin.register(User)
class PersonAdmin(UserAdmin):
    form = PersonForm
    inlines = [PreferencesInline]
    list_display = ["name", "email", "roles", "state", "is_staff"]
    list_filter = ["is_active", "groups"]
    change_form_template = "admin/partnerships/user/change_form.html"
    change_list_template = "admin/partnerships/user/change_list.html"
    fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "email"]}),
        (gettext_lazy("Role"), {"fields": ["groups", "is_active", "is_staff"]}),
        (
            gettext_lazy("Single rights"),
            {"fields": ["is_superuser", "user_permissions"], "classes": ["collapse"]},
        ),
        (gettext_lazy("So far"), {"fields": ["last_login", "date_joined"]}),
    ]
    filter_horizontal = ["user_permissions"]
    readonly_fields = ["last_login", "date_joined"]

    def get_queryset(self, request):
        people = super().get_queryset(request).prefetch_related("groups")
        return people if request.user.is_superuser else people.filter(is_superuser=False)

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=OfficeSearch(search_term).people(queryset)), False

    def get_readonly_fields(self, request, obj=None):
        own = super().get_readonly_fields(request, obj)
        return own if request.user.is_superuser else (*own, "is_superuser", "user_permissions")

    def has_add_permission(self, request):
        """Return whether the person may invite others; where all come by the university, its groups say who comes."""
        return super().has_add_permission(request) and not settings.OIDC_ONLY

    def has_change_permission(self, request, obj=None):
        """Return whether the person may change an account: of nobody who may do more."""
        return super().has_change_permission(request, obj) and not (obj and may_do_more(obj, than=request.user))

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs |= {"form_class": RolesField, "widget": forms.CheckboxSelectMultiple}
            kwargs |= {"queryset": grantable_groups(request.user), "help_text": ""}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def add_view(self, request, form_url="", extra_context=None):
        """Invite a person instead of asking for the password of somebody else."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return invite_view(request, self)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        person = self.get_object(request, object_id)
        context = {"waits": person is not None and waits(person), **(state_of(person) if person else {})}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.invite_again))
        help_view = self.admin_site.admin_view(require_POST(self.help_in))
        return [
            path("<int:pk>/invite/", view, name="partnerships_invite_again"),
            path("<int:pk>/log-in/", help_view, name="partnerships_help_in"),
            *super().get_urls(),
        ]

    def help_in(self, request, pk):
        """Help somebody who cannot log in, or whom somebody else could be logged in as."""
        return help_in(request, self, get_object_or_404(self.get_queryset(request), pk=pk))

    def user_change_password(self, request, id, form_url=""):
        """Set the password of somebody else; one's own is changed by who knows it."""
        if id == str(request.user.pk):
            return redirect("admin:password_change")
        return super().user_change_password(request, id, form_url)

    def save_model(self, request, person, form, change):
        """Save an account; who has left the office is logged out, and has no calendar any more."""
        super().save_model(request, person, form, change)
        if not (person.is_active and person.is_staff):
            CalendarToken.objects.filter(user=person).delete()
            end_sessions(person)

    def invite_again(self, request, pk):
        """Send the invitation of an account again."""
        person = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_add_permission(request) or not self.has_change_permission(request, person):
            raise PermissionDenied
        return invite_again(request, person)

    @admin.display(description=gettext_lazy("name"), ordering="last_name")
    def name(self, person):
        return full_name(person)

    @admin.display(description=gettext_lazy("role"))
    def roles(self, person):
        names = [_("administrator")] if person.is_superuser else [group.name for group in person.groups.all()]
        return ", ".join(names) or "–"

    @admin.display(description=gettext_lazy("last log-in"), ordering="last_login")
    def state(self, person):
        if not person.is_active:
            return pgettext("account", "left")
        if person.last_login:
            return date_format(timezone.localtime(person.last_login), "SHORT_DATE_FORMAT")
        return _("invited") if waits(person) else _("never")
