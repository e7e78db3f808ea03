"""The log-ins as managers see them, and what managers do for somebody who cannot get in."""

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.admin.action_pages import page_of
from partnerships.admin.import_runs import ReadOnlyAdmin
from partnerships.models import LogIn
from partnerships.models.log_ins import key_of
from partnerships.models.staff import full_name

from .second_factor import has_second_factor, take_away
from .sessions import end_sessions
from .tries import end_waiting, waits_until

for label in ("account", "mfa", "socialaccount"):  # of allauth, whose secrets are nobody's to look at
    for model in apps.get_app_config(label).get_models():
        if admin.site.is_registered(model):
            admin.site.unregister(model)


@admin.register(LogIn)
class LogInAdmin(ReadOnlyAdmin):
    list_display = ["at", "who", "way", "outcome", "address", "turned_away"]
    list_display_links = None
    list_filter = ["outcome", "way"]
    list_select_related = ["user"]
    list_per_page = 100
    date_hierarchy = "at"
    search_fields = ["name", "user__first_name", "user__last_name", "address"]
    search_help_text = gettext_lazy("A name, or an address.")
    fields = ["at", "who", "way", "outcome", "address", "turned_away"]
    readonly_fields = ["who"]
    actions = ["let_try_again"]

    def has_unlock_permission(self, request):
        return request.user.has_perm("auth.change_user")

    @admin.display(description=gettext_lazy("account"), ordering="name")
    def who(self, log_in):
        if log_in.user:
            return f"{full_name(log_in.user)} ({log_in.user.get_username()})"
        return log_in.name or _("no account of that name")

    @admin.action(description=gettext_lazy("Let try again at once"), permissions=["unlock"])
    def let_try_again(self, request, queryset):
        """Forgive all wrong tries under the names and from the addresses of the chosen log-ins."""
        chosen = list(queryset.values_list("key", "network"))
        networks = {network for _key, network in chosen if network}
        same = Q(key__in={key for key, _network in chosen}) | Q(network__in=networks)
        count = LogIn.objects.filter(same).forgive()
        said = ngettext("%(count)s wrong try counts no more.", "%(count)s wrong tries count no more.", count)
        messages.success(request, said % {"count": count})


def state_of(person):
    """Return what the page of an account needs to know: whether the `person` has to wait, and has a second factor."""
    until = waits_until(key_of(person.get_username()), "", timezone.now())
    return {"waits_until": until, "has_second_factor": has_second_factor(person)}


def help_in(request, model_admin, person):
    """Do for a `person` what a button of the page of the account says, note it in the history, and lead back there."""
    if not model_admin.has_change_permission(request, person):
        raise PermissionDenied
    if "try_again" in request.POST:
        end_waiting(person)
        said = _("May try to log in again at once.")
    elif "second_factor" in request.POST and person != request.user:  # one's own is taken away by a code of it
        take_away(person)
        end_sessions(person)
        said = _("The second factor was taken away; the password alone lets in until a new one is set up.")
    elif "log_out" in request.POST:
        end_sessions(person)
        said = _("Logged out everywhere.")
    else:
        raise PermissionDenied
    model_admin.log_change(request, person, said)
    messages.success(request, said)
    return redirect(page_of(person)[0])
