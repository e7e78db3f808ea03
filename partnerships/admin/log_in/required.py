"""The middleware that leads whoever has to have a second factor, and has none, to the page that sets it up."""

from django.shortcuts import redirect

from .second_factor import lacks_second_factor

KEPT = ("/admin/", "/documents/")  # what only staff open; no public page asks who reads it
PAGE = "admin:partnerships_second_factor"
OPEN = {PAGE, "admin:logout", "admin:login", "admin:login_code", "admin:partnerships_language", "admin:jsi18n"}


class SecondFactorMiddleware:
    """Middleware that opens nothing else of the office before the second factor is set up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, keywords):
        """Return a redirect to the page, or None where nothing is in the way."""
        if not request.path_info.startswith(KEPT) or request.resolver_match.view_name in OPEN:
            return None
        return redirect(PAGE) if lacks_second_factor(request) else None
