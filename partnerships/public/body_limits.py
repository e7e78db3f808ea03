"""What is sent in a request is refused before it is read, where it is larger than any form of the register."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from .errors import OFFICE, OfficeError, is_in_office, office_page, plain_office_page

LARGEST_OF_VISITORS = 2**16  # bytes; a log-in has few hundred
NOT_SENT = gettext_lazy("Not sent")
SIGNED_OUT = OfficeError(
    NOT_SENT,
    gettext_lazy("You are not signed in, so nothing of what you sent was read."),
    gettext_lazy("Sign in in another window of the browser; then go back in this one, and send it again."),
)


def limit_bodies(get_response):
    """Refuse what is larger than any form, or than any form of somebody who has not signed in.

    It comes after the middleware that knows who asks, and before whatever reads a form.
    """

    def middleware(request):
        length = length_of(request)
        if length > LARGEST_OF_VISITORS and not request.user.is_authenticated:
            return refuse(request, SIGNED_OUT)
        if length > settings.UPLOAD_MAX_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return refuse(request, too_large(length))
        return get_response(request)

    return middleware


def length_of(request: HttpRequest) -> int:
    """Return how many bytes a request says that it has; Django reads no more of it."""
    text = request.META.get("CONTENT_LENGTH") or ""
    return int(text) if text.isascii() and text.isdecimal() else 0


def too_large(length: int) -> OfficeError:
    """Return what is said of so many bytes."""
    sentence = gettext_lazy("It has {size} MB, and at most {limit} MB are taken at once. Send fewer or smaller files.")
    largest = settings.UPLOAD_MAX_BYTES // 2**20
    heading = gettext_lazy("That is too much at once, so nothing of it was read.")
    return OfficeError(NOT_SENT, heading, format_lazy(sentence, size=length // 2**20, limit=largest))


def refuse(request: HttpRequest, error: OfficeError) -> HttpResponse:
    """Return the page of an error, in the frame of the office where staff asked."""
    if is_in_office(request):
        return office_page(request, 413, error, back=request.get_full_path())
    if request.path_info.startswith(OFFICE):
        return HttpResponse(plain_office_page(request, 413, error, back=request.get_full_path()), status=413)
    return HttpResponse(str(error.heading), status=413, content_type="text/plain; charset=utf-8")
