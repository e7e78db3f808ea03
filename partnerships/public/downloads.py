"""The public list as open data: .json, .csv and .xlsx under the list's own parameters, all pages in one."""

import json
import tempfile

from django.conf import settings
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_sequence
from django.utils.translation import gettext as _
from django.views.generic import View

from partnerships.exporting.columns import PUBLIC, page
from partnerships.exporting.records import agreements_of, rows_of
from partnerships.exporting.writers import (
    CSV,
    MOST_SHEET_ROWS,
    XLSX,
    chained,
    csv_parts,
    register_name,
    write_workbook,
)
from partnerships.importing.fields import report_values
from partnerships.importing.resources import VALUES_OF_AGREEMENT
from partnerships.public.listing.finding import find

from .filters import AgreementFilter
from .page_cache import takes_gzip

# What the JSON tells visitors of an agreement beside its type; what the office adds does not become public by itself.
PUBLIC_VALUES = ("number", "institution", "country", "title", "signed", "starts", "ends", "website")
JSON_VERSION = 1  # another one where a reader of the old form would go wrong


class Feed(View):
    """All public agreements that the address asks for, in one file; the form of it is a subclass's."""

    http_method_names = ("get", "head", "options")

    def get(self, request):
        filterset = AgreementFilter(request.GET)
        if not filterset.form.is_valid():
            sentences = [error for errors in filterset.form.errors.values() for error in errors]
            return HttpResponse("\n".join(sentences), status=400, content_type="text/plain; charset=utf-8")
        keys = find(filterset.criteria, [kind.pk for kind in filterset.types]).keys(filterset.order)
        response = self.response(keys)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def response(self, keys):
        """Return the file of the agreements with those `keys`, in that order."""
        raise NotImplementedError


class JsonFeed(Feed):
    """`{"version", "licence", "as_of", "count", "results": […]}`, each agreement as an import's report writes it."""

    def response(self, keys):
        return streamed(self.request, json_parts(keys), "application/json")


class CsvFeed(Feed):
    """A table with commas, in UTF-8 with a mark at its start so that spreadsheets read it as such."""

    def response(self, keys):
        response = streamed(self.request, csv_parts(PUBLIC, rows_of(keys, PUBLIC)), CSV)
        response.headers["Content-Disposition"] = 'attachment; filename="agreements.csv"'
        return response


class XlsxFeed(Feed):
    """A workbook in which days are days, with the header frozen."""

    def response(self, keys):
        if len(keys) > MOST_SHEET_ROWS:
            sentence = _("A workbook holds at most %(number)s rows; ask for less, or take the .csv.")
            text = sentence % {"number": MOST_SHEET_ROWS}
            return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
        file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
        write_workbook(file, PUBLIC, rows_of(keys, PUBLIC), register_name())
        file.seek(0)
        return FileResponse(file, as_attachment=True, filename="agreements.xlsx", content_type=XLSX)


def streamed(request, parts, content_type):
    """Return the response that sends some texts one by one, zipped for whom takes that."""
    response = StreamingHttpResponse(parts, content_type=content_type)
    patch_vary_headers(response, ["Accept-Encoding"])
    if takes_gzip(request):
        response.streaming_content = compress_sequence(response.streaming_content)
        response.headers["Content-Encoding"] = "gzip"
    return response


def json_parts(keys):
    """Yield the text of the JSON file, part by part."""
    head = {
        "version": JSON_VERSION,
        "licence": {"name": settings.DATA_LICENCE, "url": settings.DATA_LICENCE_URL},
        "as_of": timezone.localdate().isoformat(),
        "count": len(keys),
    }
    opening = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "results": ['
    texts = (json.dumps(public_values_of(agreement), ensure_ascii=False) for agreement in agreements_of(keys))
    yield from chained(opening, (f"{',' if place else ''}\n  {text}" for place, text in enumerate(texts)))
    yield "\n ]\n}\n"


def public_values_of(agreement):
    """Return the public values of an import's report, the status today, and the address of the institution's page."""
    getters = {key: VALUES_OF_AGREEMENT[key] for key in PUBLIC_VALUES}
    return report_values(agreement, getters, agreement.agreement_type) | {
        "status": agreement.status.value,
        "url": page(agreement),
    }
