"""What there is to do in a new register: each step says by itself whether it is done; the page can be put away."""

from typing import Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from partnerships.languages import written
from partnerships.models import Agreement, HomeInstitution, Preferences, Validity
from partnerships.models.staff import office_staff

from .action_pages import action_page
from .first_reviews import invitation


class Step(NamedTuple):
    """A step: what is to be done, how, where, and whether the register shows that it is done."""

    title: str
    sentence: str
    address: str
    is_done: bool


def steps_of(user: User) -> list[Step]:
    """Return the steps that a `user` may do."""
    steps = [
        ("partnerships.import_agreement", import_step),
        ("partnerships.change_homeinstitution", home_step),
        ("partnerships.change_agreement", gaps_step),
        ("partnerships.change_agreement", reviews_step),
        ("auth.add_user", people_step),
    ]
    if settings.OIDC_ONLY:
        steps.pop()  # the university's groups say who comes
    return [step() for permission, step in steps if user.has_perm(permission)]


def import_step():
    """Return the step of the import."""
    return Step(
        _("Import your list"),
        _("A workbook, a text, a document, or a table that you paste; you see what becomes of it before it is saved."),
        reverse("admin:partnerships_import"),
        Agreement.objects.exists(),
    )


def home_step():
    """Return the step of the home institution."""
    home = HomeInstitution.current()
    return Step(
        _("Say whose register this is"),
        _("The university's name, logo and colour stand on each public page, in files and in e-mails."),
        reverse("admin:partnerships_homeinstitution_changelist"),
        any(getattr(home, f"name_{code}") for code, _name in settings.LANGUAGES),
    )


def gaps_step():
    """Return the step of what is not recorded."""
    gaps = Agreement.objects.filter(validity=Validity.NOT_RECORDED).count()
    counted = ngettext(
        "Of %(count)s agreement the end is not recorded; without it nobody is reminded.",
        "Of %(count)s agreements the end is not recorded; without it nobody is reminded.",
        gaps,
    )
    return Step(
        _("Fill the gaps"),
        counted % {"count": written(gaps)}
        if gaps
        else _("Ends and terms are filled in a table with the keys of a spreadsheet."),
        reverse("admin:partnerships_agreement_grid") + "?missing=end",
        not gaps and Agreement.objects.exists(),
    )


def reviews_step():
    """Return the step of the next reviews."""
    invited = invitation()
    return Step(
        _("Give each agreement a next review"),
        invited[0] if invited else _("On the day of the next review somebody is asked whether it goes on."),
        reverse("admin:partnerships_agreement_first_reviews"),
        not invited and Agreement.objects.exists(),
    )


def people_step():
    """Return the step of the colleagues."""
    return Step(
        _("Invite your colleagues"),
        _("Each gets a message with a link, and a role: to look, to edit, or to manage."),
        reverse("admin:auth_user_add"),
        office_staff().count() > 1,
    )


def shows_first_steps(user: Any) -> bool:
    """Return whether a `user` has not put the page away."""
    preferences = getattr(user, "preferences", None)
    return preferences is None or preferences.shows_first_steps


def first_page_of(user: User) -> str:
    """Return the address of the page that a `user` sees first: the steps while any is to do, else the worklist."""
    is_open = shows_first_steps(user) and not all(step.is_done for step in steps_of(user))
    return reverse("admin:partnerships_first_steps" if is_open else "admin:index")


@require_http_methods(["GET", "POST"])
def first_steps_page(request):
    """Show the steps; put the page away, which a preference brings back."""
    steps = steps_of(request.user)
    if not steps:
        raise PermissionDenied
    if request.method == "POST":
        Preferences.objects.update_or_create(user=request.user, defaults={"shows_first_steps": False})
        messages.success(request, _("The first steps are put away; “My preferences” brings them back."))
        return redirect("admin:index")
    return action_page(
        request,
        title=_("First steps"),
        template="admin/partnerships/first_steps.html",
        steps=steps,
        done=sum(step.is_done for step in steps),
    )
