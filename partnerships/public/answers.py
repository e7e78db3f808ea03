"""Answers that several views of the public site give: one page of many, and the way to where a page is now."""

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect


def page_of(paginator: Paginator, request: HttpRequest) -> Page:
    """Return the page that the address names, the first where it names none; raise Http404 where there is none."""
    try:
        return paginator.page(request.GET.get("page") or 1)
    except InvalidPage as error:
        raise Http404(str(error)) from None


def moved_to(address: str) -> HttpResponsePermanentRedirect:
    """Return the redirect from an address that a page had before.

    It is not to be cached: an address may return to the page that had it, and would then redirect in a circle.
    """
    return HttpResponsePermanentRedirect(address, headers={"Cache-Control": "no-cache"})
