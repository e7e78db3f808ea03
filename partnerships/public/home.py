"""Whose register this is, as the pages of a request show it, and its logo."""

from django.db import DatabaseError
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from PIL import Image

from partnerships.models import HomeInstitution

from .accent import FOR_EVER

known: dict[str, HomeInstitution] = {}  # by the version of the register, of which it holds the last one


def home_at(version: str) -> HomeInstitution:
    """Return the home institution as it is at a version of the register, or a later one."""
    if (home := known.get(version)) is None:
        home = HomeInstitution.current()
        known.clear()
        known[version] = home
    return home


def last_known() -> HomeInstitution:
    """Return the home institution without a question to the database; one without a name where none was asked yet."""
    return next(iter([*known.values()]), HomeInstitution())


def home_of(request: HttpRequest | None) -> HomeInstitution:
    """Return the home institution for the pages of a `request`: one query for each version of the register.

    Pages that have no version ask for it once. Where the database is lost, it is the last one known.
    """
    home = getattr(request, "home_institution", None)
    if home is None:
        version = getattr(request, "register_version", None)
        try:
            home = home_at(version) if version else HomeInstitution.current()
        except DatabaseError:
            home = last_known()
        if request is not None:
            request.home_institution = home  # type: ignore[attr-defined]
    return home


@require_safe
def home_logo(request, key):
    """Return the logo of the home institution, which browsers may keep for ever: another logo has another key."""
    home = home_of(request)
    if key != home.logo_key:
        raise Http404(_("There is no such logo."))
    return sent_logo(home.logo, _("There is no such logo."), {"Cache-Control": FOR_EVER})


def sent_logo(logo: FieldFile, missing: str, headers: dict[str, str] | None = None) -> FileResponse:
    """Return the response that sends a logo as the picture that it is; raise Http404 with `missing` without a file."""
    try:
        file = logo.open()
    except (ValueError, OSError):
        raise Http404(missing) from None
    with Image.open(file) as picture:
        content_type = picture.get_format_mimetype()
    file.seek(0)
    return FileResponse(file, content_type=content_type or "application/octet-stream", headers=headers)
