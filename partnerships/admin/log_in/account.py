"""The pages of one's own log-in: where one was logged in, the second factor, and an end to all sessions."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret, validate_totp_code
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from partnerships.admin.action_pages import action_page
from partnerships.models import LogIn

from .pages import CodeForm
from .second_factor import (
    BY_UNIVERSITY,
    codes_left,
    has_second_factor,
    has_to_have_one,
    lacks_second_factor,
    new_recovery_codes,
    set_up,
    take_away,
)
from .sessions import end_sessions
from .tries import came_in

SHOWN = 10  # log-ins of one person
SECRET = "second_factor_secret"  # in a session: of one that is being set up


class SetUpForm(CodeForm):
    """A form for the first code, which shows that the telephone has the secret."""

    def clean_code(self):
        code = "".join(self.cleaned_data["code"].split())
        if not validate_totp_code(self.request.session.get(SECRET, ""), code):
            raise ValidationError(_("The code is wrong. Is the clock of the telephone right?"))
        return code


@never_cache
@require_http_methods(["GET", "POST"])
def my_log_in(request):
    """Show where one was logged in; a POST logs out everywhere, here too."""
    if request.method == "POST":
        end_sessions(request.user)
        request.session.flush()
        return redirect("admin:login")
    return action_page(
        request,
        title=_("My log-in"),
        template="admin/partnerships/my_log_in.html",
        log_ins=LogIn.objects.filter(user=request.user)[:SHOWN],
        has_second_factor=has_second_factor(request.user),
        by_university=request.session.get(BY_UNIVERSITY, False),
        codes_left=codes_left(request.user),
    )


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def second_factor(request):
    """Set the second factor up; once there is one, replace its recovery codes or switch it off."""
    return change_factor(request) if has_second_factor(request.user) else set_factor_up(request)


def set_factor_up(request):
    """Show a secret for the telephone, and take the first code."""
    form = SetUpForm(request, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = set_up(request.user, request.session.pop(SECRET))
        end_sessions(request.user, besides=request.session.session_key)
        return show_codes(request, codes)
    secret = request.session.setdefault(SECRET, generate_totp_secret())
    address = get_adapter().build_totp_url(request.user, secret)
    return action_page(
        request,
        title=_("Set up the second factor"),
        template="admin/partnerships/second_factor.html",
        explanation=[
            *([_("You need one before you can do anything else.")] if lacks_second_factor(request) else []),
            _("A program on your telephone, such as Aegis or Google Authenticator, shows a code of six digits."),
            _("Scan the picture with it, or type the secret, and write the code that it shows."),
        ],
        form=form,
        picture=mark_safe(get_adapter().build_totp_svg(address).partition("?>")[2]),
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        button=_("Set it up"),
    )


def change_factor(request):
    """Take a code, and then replace the recovery codes or switch the second factor off."""
    may_switch_off = not has_to_have_one(request.user)
    form = CodeForm(request, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        came_in(form.attempt, request.user)
        if "off" not in request.POST:
            return show_codes(request, new_recovery_codes(request.user))
        if may_switch_off:
            take_away(request.user)
            messages.success(request, _("The second factor is switched off; the password alone lets you in."))
        return redirect("admin:partnerships_my_log_in")
    return action_page(
        request,
        title=_("My second factor"),
        template="admin/partnerships/second_factor.html",
        explanation=[
            _("It is set up. Recovery codes that still work: %(number)s.") % {"number": codes_left(request.user)},
            _("Write a code of it to change something here."),
        ],
        form=form,
        may_switch_off=may_switch_off,
        button=_("Make new recovery codes"),
    )


def show_codes(request, codes):
    """Show new recovery codes, this once."""
    return action_page(
        request,
        title=_("Your recovery codes"),
        template="admin/partnerships/recovery_codes.html",
        explanation=[
            _("The second factor is set up. Without the telephone, each of these codes lets you in once."),
            _("Print them or write them down now, and keep them away from the telephone; they are not shown again."),
        ],
        codes=codes,
    )
