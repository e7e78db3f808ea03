"""The page on which an agreement is put to rest, and on which its rest is ended, confirmed as over, or taken back."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import F, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.models import Agreement, Review
from partnerships.models.rests import rest_in_words

from .agreement_changes import agreements_of, ask_for_change, change_page, require_change_permission, save_change
from .change_forms import EndRestForm, RestForm
from .kept_list import back_to


@require_http_methods(["GET", "POST"])
def rest_view(request, pk):
    """Ask from when to when an agreement rests, or, where a rest is recorded that nobody has closed, for its end."""
    require_change_permission(request)
    agreement = get_object_or_404(agreements_of([pk]), pk=pk)
    return end_rest(request, agreement) if has_open_rest(agreement) else put_to_rest(request, agreement)


def has_open_rest(agreement):
    """Return whether an `agreement` rests, will rest, or has rested without a review since."""
    if not agreement.rests_from or agreement.terminated_on:
        return False
    is_over = agreement.rests_until and agreement.rests_until < timezone.localdate()
    return not is_over or Agreement.objects.rested().filter(pk=agreement.pk).exists()


def put_to_rest(request, agreement):
    """Ask for the days and the reason of a rest, and record it."""
    form = RestForm(request.POST or None, initial={"rest_reason": request.GET.get("reason", "")[:300]})
    return ask_for_change(
        request,
        agreement,
        form,
        _("The rest of “%s” was recorded.") % agreement,
        title=_("Put “%s” to rest") % agreement,
        here=_("Put to rest"),
        explanation=[
            _("While it rests it counts neither as in force nor as ended; its end still falls due."),
            _("Its days are public, the reason is not."),
        ],
        button=_("Record the rest"),
    )


def end_rest(request, agreement):
    """Ask for the last day of a rest, or take the rest back, and note that somebody has reviewed it."""
    form = EndRestForm(request.POST or None, initial={"rests_until": agreement.rests_until or timezone.localdate()})
    if request.method == "POST" and save_change(request, form, agreement.pk):
        note_ends([agreement.pk], request.user)
        messages.success(
            request,
            _("The rest of “%s” was taken back.") % agreement
            if form.cleaned_data["is_mistake"]
            else _("The end of the rest of “%s” was recorded.") % agreement,
        )
        return back_to(request, "partnerships_agreement_change", agreement.pk)
    rest = rest_in_words(agreement.rests_from, agreement.rests_until)
    return change_page(
        request,
        agreement,
        form,
        title=_("End the rest of “%s”") % agreement,
        here=_("End the rest"),
        explanation=[_("Its rest: %(rest)s, %(reason)s") % {"rest": rest, "reason": agreement.rest_reason}],
        button=_("Record the end of the rest"),
    )


def note_ends(keys: Iterable[int], user: User) -> None:
    """Note that a `user` has reviewed the agreements with these primary `keys` whose rest is over: they continue."""
    today = timezone.localdate()
    reviewed = Q(reviews__reviewed_on__gte=F("rests_until"))
    rested = Agreement.objects.filter(pk__in=keys, rests_until__lte=today).exclude(reviewed)
    for agreement in rested:
        Review.objects.create(agreement=agreement, reviewed_on=today, recorded_by=user)
