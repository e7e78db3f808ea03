"""The filtered list that a person came from, in the addresses of the pages below it, as Django's own forms carry it."""

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse

KEPT = "_changelist_filters"
LONGEST = 2000  # characters; a longer one is no choice of filters


def list_above(path: str) -> str:
    """Return the path of the list that the page at a `path` belongs to; "" for pages that belong to none."""
    start = reverse("admin:index")
    parts = path.removeprefix(start).split("/") if path.startswith(start) else []
    return f"{start}{parts[0]}/{parts[1]}/" if len(parts) > 2 else ""


def filters_kept(request: HttpRequest) -> str:
    """Return the filters of the list that the person came from, as a query; "" for none.

    The list's own address is filtered by them. What a button sends to another address comes from a page that has them.
    """
    kept = request.GET.urlencode() if request.path == list_above(request.path) else request.GET.get(KEPT, "")
    if not kept and request.method == "POST":
        kept = QueryDict(urlsplit(request.headers.get("Referer", ""))[3]).get(KEPT, "")
    return kept if len(kept) <= LONGEST else ""


def keep_list(request: HttpRequest, address: str) -> str:
    """Return an `address` with the filters of the list that the page of a `request` belongs to.

    The list itself is filtered by them, a page below it carries them on, and any other address stays as it is.
    """
    kept, above = filters_kept(request), list_above(request.path)
    path, query = urlsplit(address)[2:4]
    if not kept or not above or not path.startswith(above) or KEPT in query:
        return address
    if path == above:
        return address if query else f"{address}?{kept}"
    return f"{address}{'&' if query else '?'}{urlencode({KEPT: kept})}"


def back_to(request: HttpRequest, name: str, *arguments: object) -> HttpResponseRedirect:
    """Return the redirect to the page with a `name` in the admin, which carries the filters on."""
    return HttpResponseRedirect(keep_list(request, reverse(f"admin:{name}", args=arguments)))
