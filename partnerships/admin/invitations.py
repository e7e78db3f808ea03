"""New people: invited by e-mail with a link under which they set their password, and let in by it."""

import re
from datetime import timedelta
from smtplib import SMTPException

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.core.mail import EmailMessage
from django.db import transaction
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.html import format_html
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from partnerships.absolute_addresses import absolute
from partnerships.languages import format_day, preferred_language
from partnerships.models import HomeInstitution, LogIn, Preferences
from partnerships.models.staff import full_name

from .action_pages import action_page, list_of, page_of
from .first_steps import first_page_of
from .log_in.tries import came_in, free_try
from .log_in.university import has_only_university
from .roles import grantable_groups, role_in_words

User = get_user_model()
NOT_IN_NAMES = re.compile(r"[^\w.@+-]")  # of accounts
LONGEST_NAME = 150
PRINTING = "django.core.mail.backends.console.EmailBackend"  # where no mail server is named


class RoleField(forms.ModelChoiceField):
    """A choice of a role, with what it may do."""

    def label_from_instance(self, group):
        return role_in_words(group)


class InvitationForm(forms.Form):
    """Who is invited, and into which of the roles that the person who invites can hand out."""

    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=150)
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=150)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    group = RoleField(
        label=gettext_lazy("Role"), queryset=Group.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of these pages and of e-mails"), choices=settings.LANGUAGES
    )

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = grantable_groups(user)
        self.fields["group"].initial = grantable_groups(user).filter(name="editor").first()

    def clean_email(self):
        address = User.objects.normalize_email(self.cleaned_data["email"])
        if (
            User.objects.filter(email__iexact=address).exists()
            or User.objects.filter(username=name_for(address)).exists()
        ):
            raise forms.ValidationError(_("There is an account with this address already."))
        return address


def name_for(address: str) -> str:
    """Return the name of the account of an e-mail address: the address itself, as far as such a name can hold it."""
    return NOT_IN_NAMES.sub("_", address.lower())[:LONGEST_NAME]


def invite_view(request, model_admin):
    """Ask who is invited; make the account, which nobody can use yet, and send the invitation."""
    form = InvitationForm(request.user, request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        person = make_account(form.cleaned_data)
        model_admin.log_addition(request, person, [{"added": {}}])
        say_sent(request, person)
        return redirect("admin:auth_user_changelist")
    return action_page(
        request,
        title=_("Invite a colleague"),
        trail=[list_of(User)],
        form=form,
        explanation=[_("The person gets a message with a link, sets a password there, and is in.")],
        button=_("Send the invitation"),
    )


def make_account(wanted):
    """Return the new account of an InvitationForm's values, into which nobody can log in before the link is used."""
    names = {name: wanted[name] for name in ("email", "first_name", "last_name")}
    with transaction.atomic():
        person = User(username=name_for(wanted["email"]), is_staff=True, **names)
        person.set_unusable_password()
        person.save()
        person.groups.add(wanted["group"])
        Preferences.objects.create(user=person, language=wanted["language"])
    return person


def waits(person: AbstractUser) -> bool:
    """Return whether a person was invited and has not set a password yet."""
    return bool(person.is_active and person.email and person.last_login is None and not person.has_usable_password())


def invite_again(request, person):
    """Send a person who waits the invitation again; the link before works as long as it would have."""
    if waits(person):
        say_sent(request, person)
    else:
        messages.warning(request, _("%(person)s has an account that works, or no e-mail address.") % {"person": person})
    return redirect(page_of(person)[0])


def say_sent(request, person):
    """Send an invitation, and say that it was sent, or why not and what to do."""
    address = address_of(person, request)
    try:
        message_of(person, address).send()
    except (OSError, SMTPException, ValueError) as error:
        said = _("The message could not be sent: %(why)s. Send it again from the page of the account.")
        messages.error(request, said % {"why": error})
        return
    if settings.EMAIL_BACKEND == PRINTING:
        said = _("No mail server is set. Give {} this link yourself: {}")
        messages.warning(request, format_html(said, full_name(person), address))
    else:
        messages.success(request, _("The invitation was sent to %(address)s.") % {"address": person.email})


def address_of(person, request):
    """Return the absolute URL under which a person sets the first password."""
    key = urlsafe_base64_encode(force_bytes(person.pk))
    token = default_token_generator.make_token(person)
    return absolute(reverse("admin:accept_invitation", args=[key, token]), request)


def message_of(person, address):
    """Return the message that invites a person, in the person's language."""
    home = HomeInstitution.current()
    until = timezone.localdate(timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT))
    with override(preferred_language(person) or settings.LANGUAGE_CODE):
        context = {"person": person, "register": home.full_title, "address": address, "until": format_day(until)}
        return EmailMessage(
            subject=_("Your account: %(register)s") % {"register": home.register_name},
            body=render_to_string("email/invitation.txt", context),
            to=[person.email],
        )


class AcceptInvitation(PasswordResetConfirmView):
    """The page of an invitation's link: a password is set, and the person is in. It speaks the person's language."""

    template_name = "admin/partnerships/accept_invitation.html"
    post_reset_login = True

    def dispatch(self, *args, **kwargs):
        with override(self.language_of(kwargs["uidb64"], kwargs["token"]) or get_language()):
            response = super().dispatch(*args, **kwargs)
            response.headers["Content-Language"] = get_language()
            return response.render() if hasattr(response, "render") else response

    def language_of(self, uidb64, token):
        """Return the language of the person of a link, or None; a link that nobody sent tells nothing of anybody."""
        person = self.get_user(uidb64)
        if token == self.reset_url_token:
            token = self.request.session.get(INTERNAL_RESET_SESSION_TOKEN, "")
        return preferred_language(person) if self.token_generator.check_token(person, token) else None

    def get_success_url(self):
        return first_page_of(self.user)

    def get_user(self, uidb64):
        """Return the person of a link; None for nobody, for one who has left, and for one who has been in before.

        The link of a forgotten password fits here, too, and would let in without the code of the second factor.
        """
        person = super().get_user(uidb64)
        return person if person and person.is_active and waits(person) and not has_only_university(person) else None

    def form_valid(self, form):
        """Let the person in, and record it."""
        response = super().form_valid(form)
        came_in(free_try(self.request, LogIn.Way.INVITATION), self.user)
        return response

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        title = _("Welcome") if context["validlink"] else _("This link does not work any more.")
        return context | admin.site.each_context(self.request) | {"title": title, "person": self.user}
