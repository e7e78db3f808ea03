"""The public list as open data: .json, .csv and .xlsx under the list's own parameters, all pages in one."""

import csv
import json
import tempfile
from itertools import islice

from django.conf import settings
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_sequence
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.generic import View
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from partnerships.formulas import neutralised
from partnerships.importing.fields import report_values
from partnerships.importing.resources import VALUES_OF_AGREEMENT
from partnerships.models import Agreement
from partnerships.partial_dates import Precision
from partnerships.public.listing.finding import find

from .filters import AgreementFilter
from .page_cache import takes_gzip

# What visitors get of an agreement beside its type; nothing becomes public because a part of the office knows it.
PUBLIC = ("number", "institution", "country", "title", "signed", "ends", "website")
JSON_VERSION = 1  # another one where a reader of the old form would go wrong
BATCH = 1000
# Column names are part of the format: they stay English, and the import reads them.
COLUMNS = ["No", "University", "Country", "Type", "Title", "Date", "End date", "Status", "Website", "Page"]
WIDTHS = [6, 48, 20, 24, 40, 12, 12, 20, 34, 48]  # of an .xlsx, in characters
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SHEET_ROWS = 1_048_575  # below the header


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
        lines = csv.writer(Echo())
        rows = (lines.writerow([neutralised(cell) for cell in texts_of(each)]) for each in agreements_of(keys))
        parts = chained("\ufeff" + lines.writerow(COLUMNS), rows)
        response = streamed(self.request, parts, "text/csv; charset=utf-8")
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
        workbook_of(agreements_of(keys)).save(file)
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


class Echo:
    """A file that gives back what is written to it, for csv.writer."""

    def write(self, text):
        return text


def chained(first, rest):
    """Yield one text and then the others, joined by `BATCH` so that a response is not sent in crumbs."""
    yield first
    while batch := "".join(islice(rest, BATCH)):
        yield batch


def agreements_of(keys):
    """Yield the agreements with some `keys`, in their order, read by `BATCH`."""
    keys = iter(keys)
    while batch := list(islice(keys, BATCH)):
        found = Agreement.objects.select_related("institution", "agreement_type").in_bulk(batch)
        yield from (found[key] for key in batch if key in found)


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
    """Return the PUBLIC values of an import's report, the status today, and the address of the institution's page."""
    getters = {key: VALUES_OF_AGREEMENT[key] for key in PUBLIC}
    return report_values(agreement, getters, agreement.agreement_type) | {
        "status": agreement.status.value,
        "url": page_of(agreement),
    }


def page_of(agreement):
    """Return the absolute address of the institution's page in the register's own language."""
    with override(settings.LANGUAGE_CODE):
        return settings.BASE_URL + reverse("institution_detail", args=[agreement.institution.slug])


def texts_of(agreement):
    """Return the cells of an agreement under COLUMNS; dates in ISO form, as far as they are known."""
    values = public_values_of(agreement)
    with override("en"):
        country = agreement.institution.country_name
    texts = [values["number"], values["institution"], country, values["type"], values["title"], values["signed"]]
    return [text or "" for text in (*texts, values["ends"], values["status"], values["website"], values["url"])]


def workbook_of(agreements):
    """Return a workbook with one sheet of some `agreements`, written row by row."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Agreements")
    sheet.freeze_panes = "A2"
    for place, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDEFGHIJ"[place]].width = width
    header = [WriteOnlyCell(sheet, name) for name in COLUMNS]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    for agreement in agreements:
        cells = [neutralised(text) for text in texts_of(agreement)]
        cells[0] = agreement.number
        cells[5], cells[6] = (date_cell(sheet, date) for date in (agreement.signed, agreement.ends))
        sheet.append(cells)
    return workbook


def date_cell(sheet, date):
    """Return a PartialDate as a workbook's cell: a day as a day, a year as a number, a month as "2020-10"."""
    if date is None:
        return None
    if date.precision == Precision.DAY:
        cell = WriteOnlyCell(sheet, date.first_day)
        cell.number_format = "yyyy-mm-dd"
        return cell
    return date.year if date.precision == Precision.YEAR else date.isoformat()
