"""How the register speaks to a member of staff: the page on which they say so, and the same for managers."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language

from partnerships.models import Preferences

from .action_pages import action_page


class PreferencesForm(forms.ModelForm):
    """A form for the language of a member of staff."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of these pages and of e-mails"),
        required=False,
        choices=[("", gettext_lazy("the register's own")), *settings.LANGUAGES],
    )

    class Meta:
        model = Preferences
        fields = ["language", "shows_first_steps"]


class PreferencesInline(admin.StackedInline):
    """The preferences on the page of an account, for those who may change the account."""

    model = Preferences
    form = PreferencesForm
    can_delete = False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("auth.view_user")

    def has_add_permission(self, request, obj=None):
        return request.user.has_perm("auth.change_user")

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("auth.change_user")


@permission_required("partnerships.view_agreement", raise_exception=True)
@require_http_methods(["GET", "POST"])
def preferences_page(request):
    """Show and keep one's own preferences."""
    own = Preferences.objects.filter(user=request.user).first() or Preferences(user=request.user)
    form = PreferencesForm(request.POST or None, instance=own)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your preferences were kept."))
        return redirect("admin:index")
    if request.user.email:
        sentence = _("Reminders are sent to %(address)s.") % {"address": request.user.email}
    else:
        sentence = _("Your account has no e-mail address; your reminders go to the office.")
    return action_page(request, title=_("My preferences"), form=form, explanation=[sentence], button=_("Save"))


@require_POST
def choose_language(request):
    """Keep the language that was chosen: for a member of staff as a preference, before the log-in in a cookie."""
    code = request.POST.get("language")
    if request.user.is_authenticated and request.user.is_staff and code in dict(settings.LANGUAGES):
        Preferences.objects.update_or_create(user=request.user, defaults={"language": code})
    return set_language(request)
