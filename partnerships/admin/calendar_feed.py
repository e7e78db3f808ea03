"""The page on which staff get the address of their calendar, or revoke it."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.models import CalendarToken

may_see = permission_required("partnerships.view_agreement", raise_exception=True)


@may_see
@require_http_methods(["GET", "POST"])
def calendar_page(request):
    """Show the address; a POST makes it, make a new one, or revokes it."""
    if request.method == "POST":
        CalendarToken.objects.filter(user=request.user).delete()
        if "make" in request.POST:
            CalendarToken.objects.create(user=request.user)
            messages.success(request, _("This is your calendar's address; whoever knows it sees your dates."))
        else:
            messages.success(request, _("The address was revoked; it gives nothing any more."))
        return redirect("admin:partnerships_calendar")
    token = CalendarToken.objects.filter(user=request.user).first()
    context = admin.site.each_context(request) | {
        "title": _("My calendar"),
        "address": settings.BASE_URL + reverse("calendar", args=[token.token]) if token else "",
    }
    return render(request, "admin/partnerships/calendar.html", context)
