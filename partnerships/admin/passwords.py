"""The pages on which staff change their password, or choose a new one by a link in an e-mail.

None of the latter says whether there is an account, nor does the time that an answer takes.
"""

from threading import Thread

from django.conf import settings
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth import views
from django.contrib.auth.forms import PasswordResetForm
from django.core.cache import cache
from django.urls import reverse, reverse_lazy
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from partnerships.languages import preferred_language
from partnerships.models import HomeInstitution, LogIn

from .log_in.pages import LogInCard
from .log_in.tries import begin_try
from .log_in.university import has_only_university

SECONDS = 60  # between two messages to one person
SENDER = "password-reset"  # the name of the thread


class ChangeForm(AdminPasswordChangeForm):
    """A form for a new password, which asks for the old one as the log-in does: after wrong ones, one waits."""

    def __init__(self, user, *args, request, **kwargs):
        super().__init__(user, *args, **kwargs)
        self.request = request

    def clean_old_password(self):
        """Look at the old password, unless this is too soon after wrong ones; only a wrong one stays recorded."""
        attempt = begin_try(self.request, self.user.get_username(), LogIn.Way.PASSWORD)
        password = super().clean_old_password()
        attempt.delete()
        return password


class ChangedPassword(views.PasswordChangeView):
    """The page on which who is in changes the password."""

    form_class = ChangeForm
    success_url = reverse_lazy("admin:password_change_done")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}


class ForgottenForm(PasswordResetForm):
    """A form for the e-mail address of an account of the office."""

    def get_users(self, email):
        return (user for user in super().get_users(email) if user.is_staff and not has_only_university(user))

    def send_mail(self, subject, template, context, from_email, to_email, html_email_template_name=None):
        """Send the message in the language of the person, from a thread of its own: the answer does not wait for it."""
        user = context["user"]
        if not cache.add(f"{SENDER}:{user.pk}", True, SECONDS):
            return
        path = reverse("admin:password_reset_confirm", args=[context["uid"], context["token"]])
        context |= {
            "address": settings.BASE_URL + path,
            "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
            "language": preferred_language(user) or get_language(),
            "home": HomeInstitution.current(),
        }
        Thread(target=self.send, name=SENDER, args=[subject, template, context, from_email, to_email]).start()

    def send(self, subject, template, context, from_email, to_email):
        """Write the message and send it; what goes wrong is logged."""
        with override(context["language"]):
            context |= {"register": context["home"].full_title}
            super().send_mail(subject, template, context, from_email, to_email)


class ForgottenPassword(LogInCard, views.PasswordResetView):
    """The page that asks for the e-mail address, and sends the link."""

    form_class = ForgottenForm
    title = gettext_lazy("Forgot the password?")
    sentences = (
        gettext_lazy("Write the e-mail address of your account; a link by which you choose a new one comes there."),
    )
    button = gettext_lazy("Send the link")
    email_template_name = "email/password.txt"
    subject_template_name = "email/password_subject.txt"
    success_url = reverse_lazy("admin:password_reset_done")


class LinkSent(LogInCard, views.PasswordResetDoneView):
    """The page that says what comes next, the same whether there is such an account or not."""

    title = gettext_lazy("Look into your e-mail")
    sentences = (
        gettext_lazy("If the office has an account with that address, a link has been sent to it."),
        gettext_lazy("If nothing comes, look among the unwanted messages, or ask a manager of the register."),
    )


class NewPassword(LogInCard, views.PasswordResetConfirmView):
    """The page behind the link, on which the new password is chosen."""

    title = gettext_lazy("Choose a new password")
    button = gettext_lazy("Keep the new password")
    success_url = reverse_lazy("admin:password_reset_complete")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if not context["validlink"]:
            context["title"] = _("This link does not work any more")
            context["sentences"] = [_("It was used already, or is too old. Let a new one be sent.")]
        return context


class PasswordChosen(LogInCard, views.PasswordResetCompleteView):
    """The page that says that the new password counts."""

    title = gettext_lazy("The new password counts from now on")
