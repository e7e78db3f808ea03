"""The log-in: the page for name and password, and the one for the code where a second factor is set up."""

import time
from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import get_user_model
from django.contrib.auth.views import LoginView, PasswordContextMixin, RedirectURLMixin
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from partnerships.models import LogIn

from .entering import WAITING, let_in
from .second_factor import accepted_as, has_second_factor
from .tries import begin_try
from .university import has_only_university, university_address

SECONDS = 600  # for which a code is awaited


class LogInForm(AdminAuthenticationForm):
    """The log-in; where the password was wrong, it is the box that one writes into next."""

    attempt: LogIn

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get("username"):
            self.fields["username"].widget.attrs.pop("autofocus", None)
            self.fields["password"].widget.attrs["autofocus"] = True

    def clean(self):
        """Look at the password, unless this is too soon after wrong ones."""
        if self.cleaned_data.get("username") and self.cleaned_data.get("password"):
            self.attempt = begin_try(self.request, self.cleaned_data["username"], LogIn.Way.PASSWORD)
        return super().clean()

    def confirm_login_allowed(self, user):
        """Refuse, as if the password were wrong, whoever is no member of staff, or has to come by the university."""
        super().confirm_login_allowed(user)
        if has_only_university(user):
            raise self.get_invalid_login_error()


class LogInPage(LoginView):
    """The page for name and password."""

    authentication_form = LogInForm
    template_name = "admin/login.html"

    def get_context_data(self, **kwargs):
        context = admin.site.each_context(self.request) | {
            "title": _("Log in"),
            "subtitle": None,
            "app_path": self.request.get_full_path(),
            "username": self.request.user.get_username(),
            "university_address": university_address(self.get_redirect_url()),
            "university": settings.OIDC_NAME,
        }
        return super().get_context_data(**context, **kwargs)

    def form_valid(self, form):
        """Let the person in, or ask for the code of the second factor first."""
        user = form.get_user()
        if not has_second_factor(user):
            return let_in(self.request, user, form.attempt, self.get_redirect_url())
        form.attempt.outcome = LogIn.Outcome.HALF
        form.attempt.save(update_fields=["outcome"])
        self.request.session[WAITING] = [user.pk, user.get_session_auth_hash(), time.time() + SECONDS]
        address = reverse("admin:login_code")
        next_page = self.get_redirect_url()
        return redirect(f"{address}?{urlencode({'next': next_page})}" if next_page else address)


def log_in_page(request):
    """Show and take the log-in; who is in already goes to the first page."""
    if request.method == "GET" and admin.site.has_permission(request):
        return redirect("admin:index")
    return LogInPage.as_view()(request)


def waiting_person(request):
    """Return the person whose password was right a while ago, and whose code is awaited; None for nobody."""
    key, kept, until = request.session.get(WAITING, [None, "", 0])
    user = get_user_model().objects.filter(pk=key, is_active=True, is_staff=True).first()
    if user is None or time.time() > until or not constant_time_compare(kept, user.get_session_auth_hash()):
        return None
    return user


class CodeForm(forms.Form):
    """A form for one code of the second factor, or a recovery code."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "inputmode": "numeric"}),
    )

    def __init__(self, request, person, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.request, self.person = request, person

    def clean_code(self):
        """Look at the code, unless this is too soon after wrong ones."""
        self.attempt = begin_try(self.request, self.person.get_username(), LogIn.Way.CODE)
        way = accepted_as(self.person, self.cleaned_data["code"])
        if way is None:
            raise ValidationError(_("The code is wrong, or was used already. Wait for the next one."))
        self.attempt.way = way
        return self.cleaned_data["code"]


class LogInCard(PasswordContextMixin):
    """A mixin for pages before the log-in: its look, with a few sentences."""

    sentences: Sequence[Promise | str] = ()
    button: Promise | str = ""

    def get_template_names(self):
        return ["admin/password_page.html"]

    def get_context_data(self, **kwargs):
        named = {"site_title": admin.site.each_context(self.request)["site_title"]}
        return super().get_context_data(**named, sentences=self.sentences, button=self.button, **kwargs)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class CodePage(LogInCard, RedirectURLMixin, FormView):
    """The page that asks for the code after the password was right."""

    form_class = CodeForm
    title = gettext_lazy("The code of the second factor")
    sentences = (
        gettext_lazy("Write the code that your telephone shows for the register now."),
        gettext_lazy("Without the telephone, write one of your recovery codes; each works once."),
    )
    button = gettext_lazy("Log in")

    def dispatch(self, request, *args, **kwargs):
        self.person = waiting_person(request)
        if self.person is None:
            return redirect("admin:login")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request, "person": self.person}

    def form_valid(self, form):
        return let_in(self.request, self.person, form.attempt, self.get_redirect_url())
