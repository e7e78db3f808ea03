"""The answers to monitors, which come before all else: whatever host is asked for, and without HTTPS."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from .metrics import metrics_text
from .readiness import readiness


def answer_monitors(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return the middleware that answers monitors, which name the server by its IP address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = ANSWERS.get(request.path_info)
        if not answer or (answer is metrics and not may_see_details(request)):
            return get_response(request)
        response = answer(request)
        response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


def may_see_details(request: HttpRequest) -> bool:
    """Return whether a monitor shows the token of the settings; without one there, nobody may."""
    given = request.headers.get("Authorization", "")
    return bool(settings.MONITOR_TOKEN) and constant_time_compare(given, f"Bearer {settings.MONITOR_TOKEN}")


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that this process answers; it asks nothing else, so that a lost database restarts no web server."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether the register can do all of its work, with 503 where not; which check fails, only with the token."""
    found = readiness()
    is_ready = all(check.is_well for check in found)
    body: dict[str, object] = {"ready": is_ready}
    if may_see_details(request):
        body["checks"] = {check.name: {"ok": check.is_well, "said": check.sentence} for check in found}
    return JsonResponse(body, status=200 if is_ready else 503)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Return the figures of the register in Prometheus' text format."""
    return HttpResponse(metrics_text(), content_type="text/plain; version=0.0.4; charset=utf-8")


ANSWERS = {"/healthz": healthz, "/readyz": readyz, "/metrics": metrics}
