"""One agreement for machines: JSON, JSON-LD, BibTeX, RIS, and the day of its end for a calendar."""

import json
from urllib.parse import urlsplit

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnerships.absolute_addresses import absolute
from partnerships.calendar_files import MEDIA_TYPE, OLDEST, Entry, calendar_file
from partnerships.exporting.changes import AGREEMENT_COLUMNS, INSTITUTION_COLUMNS, changes
from partnerships.exporting.records import give_changes, give_successors
from partnerships.models import Agreement, Institution
from partnerships.models.documents import public_documents
from partnerships.partial_dates import Precision

from .agreement_numbers import staying_agreement, was_public
from .agreement_words import name_of, type_or_title
from .answers import moved_to
from .home import home_of
from .open_data import values_of
from .structured_data import structured_agreement

NEW_LINES = str.maketrans({"\r": " ", "\n": " "})
IN_BIBTEX = str.maketrans({character: f"\\{character}" for character in "#$%&_"} | {"\\": "/", "{": "(", "}": ")"})


def as_json(agreement, request):
    """Return an agreement as the list's file has it."""
    give_changes([agreement])
    give_successors([agreement])
    return json.dumps(values_of(agreement, home_of(request)), ensure_ascii=False, indent=1) + "\n"


def as_linked_data(agreement, request):
    """Return an agreement in the vocabulary of schema.org."""
    return json.dumps(structured_agreement(agreement, request), ensure_ascii=False, indent=1) + "\n"


def parties_of(agreement, request):
    """Return the names of who signed an agreement, as far as they are known."""
    return [name for name in (home_of(request).name, agreement.institution.name) if name]


def as_bibtex(agreement, request):
    """Return the entry of an agreement for BibTeX."""
    fields = {
        "title": name_of(agreement),
        "author": " and ".join(f"{{{name.translate(IN_BIBTEX)}}}" for name in parties_of(agreement, request)),
        "year": str(agreement.dated.year) if agreement.dated else "",
        "howpublished": f"{home_of(request).register_name}, No {agreement.register_number}",
        "note": f"{type_or_title(agreement)}, {agreement.dated_in_words}".rstrip(", "),
        "urldate": timezone.localdate().isoformat(),
    }
    texts = {name: text if name == "author" else text.translate(IN_BIBTEX) for name, text in fields.items() if text}
    lines = [f"  {name} = {{{text}}}," for name, text in texts.items()]
    address = absolute(agreement.get_absolute_url(), request)
    return "\n".join([f"@misc{{agreement{agreement.register_number},", *lines, f"  url = {{{address}}}", "}", ""])


def as_ris(agreement, request):
    """Return the entry of an agreement for programs that keep references, in the form of RIS."""
    signed = agreement.dated
    pairs = [
        ("TY", "GEN"),
        ("TI", name_of(agreement)),
        *(("AU", name) for name in parties_of(agreement, request)),
        ("PY", str(signed.year) if signed else ""),
        ("DA", signed.isoformat().replace("-", "/") if signed else ""),
        ("T2", home_of(request).register_name),
        ("CN", f"No {agreement.register_number}"),
        ("UR", absolute(agreement.get_absolute_url(), request)),
        ("Y2", timezone.localdate().isoformat().replace("-", "/")),
    ]
    lines = [f"{tag}  - {value.translate(NEW_LINES)}" for tag, value in pairs if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def as_calendar(agreement, request):
    """Return the day of an agreement's end as an entry of a calendar (RFC 5545); raise Http404 where none is known."""
    if agreement.ends_on is None:
        raise Http404
    successors = Agreement.objects.public().filter(supersedes=agreement)
    number, moment = revision_of(agreement)
    entry = Entry(
        uid=f"agreement-{agreement.register_number}@{urlsplit(absolute('/', request)).hostname}",
        day=agreement.ends_on,
        summary=end_in_words(agreement),
        url=absolute(agreement.get_absolute_url(), request),
        changed=moment,
        sequence=number,
        is_cancelled=bool(agreement.terminated_on) or successors.exists(),
    )
    return calendar_file([entry], language=get_language())


def end_in_words(agreement):
    """Return that an agreement ends, and when where only a month or a year is known."""
    if agreement.ends.precision == Precision.DAY:
        return _("Ends: %s") % name_of(agreement)
    return _("Ends in %(end)s: %(agreement)s") % {"end": agreement.ends, "agreement": name_of(agreement)}


def revision_of(agreement):
    """Return how often what visitors see of an agreement, or of what superseded it, has changed, and when last."""
    later = set(Agreement.history.filter(supersedes=agreement.pk).values_list("id", flat=True))
    found = changes(Agreement, [agreement.pk], AGREEMENT_COLUMNS)
    found += changes(Institution, [agreement.institution_id], INSTITUTION_COLUMNS)
    found += changes(Agreement, later, ["supersedes_id", "is_public"]) if later else []
    return len(found), max((change.moment for change in found), default=OLDEST)


# How each file is made, and what it is sent as.
FORMS = {
    "json": (as_json, "application/json"),
    "jsonld": (as_linked_data, "application/ld+json"),
    "bib": (as_bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (as_ris, "application/x-research-info-systems; charset=utf-8"),
    "ics": (as_calendar, MEDIA_TYPE),
}


@require_safe
def agreement_file(request, number, form):
    """Return one public agreement in a `form` of FORMS; where it went, the same as its page answers."""
    if form not in FORMS:
        raise Http404
    related = Agreement.objects.public().select_related("institution", "agreement_type", "unit")
    related = related.prefetch_related(public_documents()) if form == "json" else related
    try:
        agreement = get_object_or_404(related, register_number=number)
    except Http404:
        if stays := staying_agreement(number):
            return moved_to(reverse("agreement_file", args=[stays.register_number, form]))
        if was_public(number):
            return withdrawn(number)
        raise
    make, content_type = FORMS[form]
    response = HttpResponse(make(agreement, request), content_type=content_type)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def withdrawn(number):
    """Return the response that an agreement is no longer public, in plain text."""
    sentence = _("Agreement No %s was withdrawn from the public list.") % number
    return HttpResponse(sentence, status=410, content_type="text/plain; charset=utf-8")
