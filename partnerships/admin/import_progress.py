"""How far the reading of an uploaded file is, for the page that waits for it."""

from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

from django.contrib.auth.decorators import permission_required
from django.core.cache import caches
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

KEPT_FOR = 300  # seconds


def teller(user_pk: int, key: str) -> Callable[[str, int, int], None] | None:
    """Return what keeps the steps of an import under the `key` that the page of a user made, or None without one."""
    try:
        name = f"{user_pk}-{UUID(key)}"
    except ValueError:
        return None

    def tell(step: str, rows: int, total: int) -> None:
        with suppress(OSError):  # no import fails for a folder that cannot be written to
            caches["progress"].set(name, (step, min(rows, total), total), KEPT_FOR)

    return tell


@permission_required("partnerships.import_agreement", raise_exception=True)
@require_safe
@never_cache
def reading_progress(request: HttpRequest, key: UUID) -> JsonResponse:
    """Return the sentence on how far the file is that the user uploaded under a `key`."""
    step, rows, total = caches["progress"].get(f"{request.user.pk}-{key}", ("read", 0, 0))
    return JsonResponse({"sentence": sentence_of(step, rows, total)})


def sentence_of(step: str, rows: int, total: int) -> str:
    """Return what an import does at a step, and how many rows of all are done."""
    if step == "read":
        return _("Reading the file…")
    if step == "tables":
        return ngettext("Looking for the list in %s row…", "Looking for the list in %s rows…", total) % total
    sentence = _("%(rows)s of %(total)s rows read…") if step == "plan" else _("%(rows)s of %(total)s rows written…")
    return sentence % {"rows": rows, "total": total}
