"""The public list as open data: .json, .csv and .xlsx under the list's own parameters, all pages in one.

A file is written before it is sent: a short one by each request, long ones one at a time, and who asks for another
meanwhile waits for some seconds, and then is told to come again. That of a whole long list is kept for its version of
the register.
"""

import fcntl
import gzip
import json
import shutil
import tempfile
import time
from contextlib import contextmanager, nullcontext
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import FileResponse, HttpResponse
from django.utils import timezone
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
    write_workbook,
)
from partnerships.importing.fields import report_values
from partnerships.importing.resources import VALUES_OF_AGREEMENT
from partnerships.public.listing.finding import Found

from .filters import AgreementFilter
from .home import home_of
from .page_cache import busy, takes_gzip
from .structured_data import ROR

# What the JSON tells visitors of an agreement beside its type; what the office adds does not become public by itself.
PUBLIC_VALUES = ("institution", "country", "title", "kinds", "signed", "starts", "ends", "website")
JSON_VERSION = 2  # another one where a reader of the old form would go wrong
SHORT = 1000  # agreements; of more, the whole list is made once
PATIENCE = 10  # seconds that a visitor waits for the file that is made for another
RETRY_AFTER = 10  # seconds, where that takes longer
LOCK = "lock"


class TooManyRows(Exception):
    """A workbook cannot hold that much."""

    def __str__(self):
        sentence = _("A workbook holds at most %(number)s rows; ask for less, or take the .csv.")
        return sentence % {"number": MOST_SHEET_ROWS}


class Feed(View):
    """All public agreements that the address asks for, in one file; the form of it is a subclass's."""

    http_method_names = ("get", "head", "options")
    name = content_type = ""
    is_zipped, is_attachment = True, True

    def get(self, request):
        filterset = AgreementFilter(request.GET, request=request)
        if not filterset.is_valid():
            return plain_refusal("\n".join(filterset.errors_in_words))
        found, self.is_gzip = Found(filterset), self.is_zipped and takes_gzip(request)
        try:
            if found.is_complete and found.total <= SHORT:
                file = self.new_file(found.keys())
            else:
                file = self.kept_file(found) if filterset.is_whole else self.long_file(found)
        except TooManyRows:
            return plain_refusal(str(TooManyRows()))
        return self.response(file) if file else busy(request, RETRY_AFTER)

    def response(self, file):
        """Return the response that sends an open file: whoever takes it slowly keeps nothing of the database's."""
        response = FileResponse(
            file, as_attachment=self.is_attachment, filename=self.name, content_type=self.content_type
        )
        if not self.is_attachment:
            del response.headers["Content-Disposition"]
        if self.is_gzip:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def new_file(self, keys):
        """Return a file with the agreements with those `keys`, which is gone as it is closed."""
        file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
        with gzip.open(file, "wb", 6) if self.is_gzip else nullcontext(file) as target:
            self.write(target, keys)
        file.seek(0)
        return file

    def long_file(self, found):
        """Return a new file of a list that is long, and not whole; None while another file is made."""
        with one_at_a_time() as is_free:
            return self.new_file(found.keys()) if is_free else None

    def kept_file(self, found):
        """Return the file of a whole list, which is made where there is none of this version; None while one is."""
        name = f"{self.request.page_etag[3:-1]}-{self.name}{'.gz' * self.is_gzip}"
        if (file := opened(name)) is None:
            with one_at_a_time() as is_free:
                file = (opened(name) or self.made(name, found.keys())) if is_free else None
        return file

    def made(self, name, keys):
        """Make the file of that `name`, with those of earlier versions removed, and return it open for reading."""
        for path in folder().iterdir():
            if not path.name.startswith((name[:32], LOCK)):
                path.unlink(missing_ok=True)
        with tempfile.TemporaryDirectory(dir=folder().parent) as made_in:
            path = Path(made_in, name)
            if name.endswith(".gz"):
                plain = name.removesuffix(".gz")
                with opened(plain) or self.made(plain, keys) as source, gzip.open(path, "wb", 6) as file:
                    shutil.copyfileobj(source, file)
            else:
                with path.open("wb") as file:
                    self.write(file, keys)
            return path.rename(folder() / name).open("rb")

    def write(self, file, keys):
        """Write the agreements with those `keys` into a binary file."""
        for part in self.parts(keys):
            file.write(part.encode())

    def parts(self, keys):
        """Return the parts of the text of the file."""
        raise NotImplementedError


class JsonFeed(Feed):
    """`{"version", "licence", "as_of", "count", "results": […]}`, each agreement as an import's report writes it."""

    name, content_type = "agreements.json", "application/json"
    is_attachment = False

    def parts(self, keys):
        return json_parts(keys, home_of(self.request))


class CsvFeed(Feed):
    """A table with commas, in UTF-8 with a mark at its start so that spreadsheets read it as such."""

    name, content_type = "agreements.csv", CSV

    def parts(self, keys):
        return csv_parts(PUBLIC, rows_of(keys, PUBLIC))


class XlsxFeed(Feed):
    """A workbook in which days are days, with the header frozen."""

    name, content_type = "agreements.xlsx", XLSX
    is_zipped = False  # it is a zip file already

    def write(self, file, keys):
        if len(keys) > MOST_SHEET_ROWS:
            raise TooManyRows
        write_workbook(file, PUBLIC, rows_of(keys, PUBLIC), home_of(self.request))


def plain_refusal(text):
    """Return the response that says why there is no file, in plain text."""
    return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")


def folder():
    """Return the folder of the files that are made once."""
    found = Path(settings.DATA_DIR, "downloads")
    found.mkdir(parents=True, exist_ok=True)
    return found


def opened(name):
    """Return the file of that `name` open for reading, or None where it was not made."""
    try:
        return (folder() / name).open("rb")
    except FileNotFoundError:
        return None


@contextmanager
def one_at_a_time():
    """Yield whether no other process or thread of this machine is making a file; none begins to in the block.

    Who waits for another's keeps no connection to the database meanwhile.
    """
    until = time.monotonic() + PATIENCE
    with (folder() / LOCK).open("w") as lock:
        while not (is_free := take(lock)) and time.monotonic() < until:
            if not connection.in_atomic_block:
                connection.close()
            time.sleep(0.05)
        try:
            yield is_free
        finally:
            if is_free:
                fcntl.flock(lock, fcntl.LOCK_UN)  # a process that began meanwhile has the lock's file open, too


def take(lock):
    """Take the lock of an open file, and return whether it was free."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def json_parts(keys, home):
    """Yield the text of the JSON file, part by part; the home institution is its publisher."""
    head = {
        "version": JSON_VERSION,
        "publisher": {"name": home.name, "url": home.website, "ror": home.ror and ROR + home.ror},
        "licence": {"name": home.licence_name, "url": home.licence_url},
        "as_of": timezone.localdate().isoformat(),
        "count": len(keys),
    }
    opening = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "results": ['
    texts = (json.dumps(public_values_of(agreement), ensure_ascii=False) for agreement in agreements_of(keys))
    yield from chained(opening, (f"{',' if place else ''}\n  {text}" for place, text in enumerate(texts)))
    yield "\n ]\n}\n"


def public_values_of(agreement):
    """Return the register number as `id`, the public values of an import's report, the status today, and its page."""
    getters = {key: VALUES_OF_AGREEMENT[key] for key in PUBLIC_VALUES}
    values = report_values(agreement, getters, agreement.agreement_type)
    return (
        {"id": agreement.register_number}
        | values
        | {
            "status": agreement.status.value,
            "url": page(agreement),
        }
    )
