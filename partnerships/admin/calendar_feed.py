"""The page on which staff get the address of their calendar, or revoke it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.countries import in_alphabet
from partnerships.models import Agreement, CalendarToken, Unit

from .action_pages import action_page

may_see = permission_required("partnerships.view_agreement", raise_exception=True)


@may_see
@require_http_methods(["GET", "POST"])
def calendar_page(request):
    """Show the address of the calendar; a POST creates, replaces or revokes it."""
    if request.method == "POST":
        CalendarToken.objects.filter(user=request.user).delete()
        if "make" in request.POST:
            CalendarToken.objects.create(user=request.user)
            messages.success(request, _("This is your calendar's address; whoever knows it sees your dates."))
        else:
            messages.success(request, _("The address was revoked; it gives nothing any more."))
        return redirect("admin:partnerships_calendar")
    token = CalendarToken.objects.filter(user=request.user).first()
    return action_page(
        request,
        title=_("My calendar"),
        template="admin/partnerships/calendar.html",
        explanation=[
            _(
                "The days to decide by, the ends and the next reviews of the agreements that you are responsible for,"
                " for your own calendar program: subscribe to the address there."
            ),
            _("Those of a unit and of its parts have an address each; they end with yours when you revoke it."),
        ],
        address=settings.BASE_URL + reverse("calendar", args=[token.token]) if token else "",
        units=units_with_agreements() if token else [],
    )


def units_with_agreements():
    """Return the units that keep agreements, themselves or through their parts, in the alphabet's order."""
    units, found = Unit.objects.in_bulk(), set()
    for held in Agreement.objects.exclude(unit=None).order_by().values_list("unit", flat=True).distinct():
        while held and held not in found:
            found.add(held)
            held = units[held].parent_id
    return in_alphabet((units[pk] for pk in found), lambda unit: unit.label)
