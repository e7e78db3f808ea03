"""How somebody gets in who has shown who they are, in whichever way."""

from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from partnerships.admin.first_steps import first_page_of
from partnerships.models import LogIn

from .tries import came_in

WAITING = "log_in_waits_for_code"  # in a session: whose password was right, and until when the code is awaited


def let_in(request: HttpRequest, user: User, attempt: LogIn, next_page: str | None) -> HttpResponse:
    """Log a `user` in after a right `attempt`; lead to the `next_page` if it is one of ours, else to the first page."""
    is_first = user.last_login is None
    request.session.pop(WAITING, None)
    login(request, user, "django.contrib.auth.backends.ModelBackend")
    came_in(attempt, user)
    first = reverse("admin:index")
    if not url_has_allowed_host_and_scheme(next_page, {request.get_host()}, request.is_secure()) or next_page == first:
        next_page = first_page_of(user) if is_first else first
    return HttpResponseRedirect(next_page or first)
