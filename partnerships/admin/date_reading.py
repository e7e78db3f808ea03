"""What a box for a date says while somebody types into it: how the form will read the text."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from partnerships.partial_dates import PartialDate, Precision

from .forms import PartialDateField

MAY_TYPE = ("partnerships.add_agreement", "partnerships.change_agreement")


@require_GET
def read_date_view(request: HttpRequest) -> JsonResponse:
    """Return as JSON how the form reads the `text` of the query: what is `said`, and the `date`, where it `is_date`."""
    if not any(map(request.user.has_perm, MAY_TYPE)):
        raise PermissionDenied
    try:
        read = PartialDateField().clean(request.GET.get("text", ""))
    except ValidationError as refusal:
        return JsonResponse({"said": " ".join(refusal.messages), "is_date": False, "date": ""})
    return JsonResponse({"said": date_in_words(read), "is_date": True, "date": str(read or "")})


def date_in_words(read: PartialDate | None) -> str:
    """Return a date with how much of it is known: "30 June 2003, to the day", "October 2020", "2008"; "" for none."""
    if read is None:
        return ""
    return _("%s, to the day") % read if read.precision == Precision.DAY else str(read)
