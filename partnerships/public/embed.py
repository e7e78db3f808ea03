"""The list for a frame on another page of the university."""

from django.http import HttpRequest
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.generic import TemplateView

from partnerships.middleware import POLICY
from partnerships.public.listing.finding import Found

from .answers import page_of
from .asked import understood
from .facets import Facets
from .home import home_of
from .views import FoundPages


@method_decorator(xframe_options_exempt, name="dispatch")
class Embed(TemplateView):
    """The agreements that the address asks for as a bare page, which the pages of some hosts may frame."""

    template_name = "public/embed.html"

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        framed = f"frame-ancestors {' '.join(frame_ancestors(request))}"
        response.headers["Content-Security-Policy"] = POLICY.replace("frame-ancestors 'none'", framed)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def get_context_data(self, **kwargs):
        filterset, unknown = understood(self.request)
        found = Found(filterset)
        page = page_of(FoundPages(found), self.request)
        facets = Facets(filterset, found)
        context = {"found": found, "unknown": unknown, "page_obj": page, "facets": facets, "page_query": facets.query()}
        return super().get_context_data(**kwargs) | context


def frame_ancestors(request: HttpRequest) -> list[str]:
    """Return who may frame the page, as its policy names them: this site, and those that the home institution names."""
    return ["'self'", *home_of(request).frame_origins]
