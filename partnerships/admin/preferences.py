"""How the register speaks to a member of staff: the page on which they say so, and the same for managers."""

import logging
from smtplib import SMTPException

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language

from partnerships.models import Preferences
from partnerships.models.staff import full_name, office_staff
from partnerships.renewals.reminders import digest_now
from partnerships.renewals.sending import message_of

from .action_pages import action_page
from .journal import DayInput

logger = logging.getLogger(__name__)
SUBSTITUTE_HELP = gettext_lazy("Who gets your reminders from the one day to the other, both included.")


class PreferencesForm(forms.ModelForm):
    """A form for the language of a member of staff, and who stands in while they are away."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of these pages and of e-mails"),
        required=False,
        choices=[("", gettext_lazy("the register's own")), *settings.LANGUAGES],
    )

    substitute = forms.ModelChoiceField(
        office_staff(), required=False, label=gettext_lazy("Substitute"), help_text=SUBSTITUTE_HELP
    )

    class Meta:
        model = Preferences
        fields = ["language", "away_from", "away_until", "substitute", "shows_first_steps"]
        widgets = {"away_from": DayInput, "away_until": DayInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        substitutes = self.fields["substitute"]
        substitutes.queryset = office_staff().exclude(email="").exclude(pk=self.instance.user_id)
        substitutes.label_from_instance = full_name


class PreferencesInline(admin.StackedInline):
    """The preferences on the page of an account, for those who may change the account."""

    model = Preferences
    fk_name = "user"
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
    return action_page(
        request,
        title=_("My preferences"),
        template="admin/partnerships/preferences.html",
        form=form,
        explanation=[sentence],
        button=_("Save"),
    )


@permission_required("partnerships.view_agreement", raise_exception=True)
@require_POST
def send_me_one(request):
    """Send a member of staff what asks them for a decision now, whatever the daily run has sent."""
    digest = digest_now(request.user, timezone.localdate()) if request.user.email else None
    if not digest:
        messages.info(request, _("Nothing asks you for a decision now, so no e-mail was sent."))
        return redirect("admin:partnerships_preferences")
    try:
        message_of(digest).send()
    except (OSError, SMTPException, ValueError):
        logger.exception("The reminder could not be sent")
        messages.error(request, _("The e-mail could not be sent; ask who looks after the register's mail server."))
    else:
        messages.success(request, _("An e-mail is on its way to %(address)s.") % {"address": request.user.email})
    return redirect("admin:partnerships_preferences")


@require_POST
def choose_language(request):
    """Keep the language that was chosen: for a member of staff as a preference, before the log-in in a cookie."""
    code = request.POST.get("language")
    if request.user.is_authenticated and request.user.is_staff and code in dict(settings.LANGUAGES):
        Preferences.objects.update_or_create(user=request.user, defaults={"language": code})
    return set_language(request)
