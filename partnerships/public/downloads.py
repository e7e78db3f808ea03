"""The public list as open data: .json, .csv and .xlsx under the list's own parameters.

A file holds all pages; only the .json comes in pages where the address names one.

A file is written before it is sent: a short one by each request, long ones one at a time, and who asks for another
meanwhile waits for some seconds, and then is told to come again. That of a whole long list is kept for its version of
the register.
"""

import fcntl
import gzip
import os
import shutil
import tempfile
import time
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from django.conf import settings
from django.http import FileResponse
from django.utils.translation import gettext as _
from django.views.generic import View

from partnerships.exporting.columns import public_columns
from partnerships.exporting.records import rows_of
from partnerships.exporting.writers import (
    CSV,
    MOST_SHEET_ROWS,
    XLSX,
    csv_parts,
    write_workbook,
)
from partnerships.models import HomeInstitution
from partnerships.public.listing.finding import Found
from partnerships.public.listing.shown import is_still_shown
from partnerships.replicas.reading import are_standbys_used, give_back

from .asked import json_refusal, refusal_of, understood
from .errors import busy
from .home import home_of
from .json_pages import FileFilter, NoSuchPage, PageOfFile, json_parts
from .open_data import CSV_METADATA, SCHEMA, about_the_data, site_address
from .page_cache import takes_gzip

SHORT = 1000  # agreements; of more, the whole list is made once
PATIENCE = 20  # seconds that a visitor waits for the file that is made for another
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
    name = content_type = described_by = ""
    is_zipped, is_attachment = True, True
    page = day = None

    def get(self, request):
        filterset, unknown = understood(request, FileFilter, also=())
        if unknown:
            return refusal_of(unknown)
        found, self.is_gzip = Found(filterset), self.is_zipped and takes_gzip(request)
        self.day = filterset.day
        try:
            file = self.file_of(found)
        except TooManyRows as error:
            return json_refusal(str(error))
        except NoSuchPage as error:
            return json_refusal(str(error), status=404)
        return self.response(file) if file else busy(request, RETRY_AFTER)

    def file_of(self, found):
        """Return a file of all agreements that are found; None while another file is made."""
        if found.is_complete and found.total <= SHORT:
            return self.new_file(found.keys())
        return self.kept_file(found) if found.filterset.is_whole else self.long_file(found)

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
        response.headers["Link"] = f'<{site_address(self.described_by)}>; rel="describedby"'
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
        with one_at_a_time() as (_file, is_free):
            return self.new_file(found.keys()) if is_free and self.is_still_shown() else None

    def kept_file(self, found):
        """Return the file of a whole list, of this version or a later one; None while another file is made.

        Who waited takes what was begun meanwhile, so that all who wait get the same file, however often the register
        changes. Not where there are standbys: one that is behind may be read after another that is not.
        """
        ending = f"-{self.name}{'.gz' * self.is_gzip}"
        name, known = f"{self.request.page_etag[3:-1]}{ending}", files_begun()

        def made_by_another():
            return opened(name) or (None if are_standbys_used() else opened_after(known, ending))

        if (file := opened(name)) is None:
            with one_at_a_time(made_by_another) as (file, is_free):
                if is_free and file is None and self.is_still_shown():
                    file = self.made(name, found)
        return file

    def is_still_shown(self):
        """Return whether the register still shows the version of which the file shall be, if somebody waited for it."""
        return is_still_shown(self.request.register_version)

    def made(self, name, found):
        """Make the file of that `name`, with those of earlier versions removed, and return it open for reading.

        All that stands in it is read after it was begun, whatever the request has read: others may take it, too.
        """
        for path in folder().iterdir():
            if not path.name.startswith((name[:32], LOCK)):
                path.unlink(missing_ok=True)
        with (folder() / LOCK).open("ab") as lock:
            lock.write(b".")
        begun = files_begun()
        self.request.home_institution = HomeInstitution.current()
        path = folder() / f"{name}.part"  # one that a killed process leaves goes like a file of that version
        try:
            if name.endswith(".gz"):
                plain = name.removesuffix(".gz")
                with opened(plain) or self.made(plain, found) as source, gzip.open(path, "wb", 6) as file:
                    begun = os.fstat(source.fileno()).st_mtime
                    shutil.copyfileobj(source, file)
            else:
                with path.open("wb") as file:
                    self.write(file, found.keys())
            os.utime(path, (begun, begun))
            return path.rename(folder() / name).open("rb")
        finally:
            path.unlink(missing_ok=True)

    def write(self, file, keys):
        """Write the agreements with those `keys` into a binary file."""
        for part in self.parts(keys):
            file.write(part.encode())

    def parts(self, keys):
        """Return the parts of the text of the file."""
        raise NotImplementedError


class JsonFeed(Feed):
    """`{"version", "licence", "as_of", "count", …, "results": […]}`, in pages where the address names one."""

    name, content_type, described_by = "agreements.json", "application/json", SCHEMA
    is_attachment = False

    def file_of(self, found):
        self.page = PageOfFile.of(found)
        return self.new_file(self.page.keys()) if self.page else super().file_of(found)

    def parts(self, keys):
        return json_parts(keys, home_of(self.request), self.page, self.day)


class CsvFeed(Feed):
    """A table with commas, in UTF-8 with a mark at its start so that spreadsheets read it as such."""

    name, content_type, described_by = "agreements.csv", CSV, CSV_METADATA

    def parts(self, keys):
        columns = public_columns(home_of(self.request), self.day)
        return csv_parts(columns, rows_of(keys, columns))


class XlsxFeed(Feed):
    """A workbook in which days are days, with the header frozen."""

    name, content_type, described_by = "agreements.xlsx", XLSX, SCHEMA
    is_zipped = False  # it is a zip file already

    def write(self, file, keys):
        if len(keys) > MOST_SHEET_ROWS:
            raise TooManyRows
        home = home_of(self.request)
        columns = public_columns(home, self.day)
        write_workbook(file, columns, rows_of(keys, columns), home, about_the_data(home, self.day))


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


def files_begun():
    """Return how many files were begun on this machine: each adds a byte to the lock, and has its number as its time.

    No clock could say which was begun later: it may be set back.
    """
    with suppress(FileNotFoundError):
        return (folder() / LOCK).stat().st_size
    return 0


def opened_after(number, ending):
    """Return a file with that `ending` of its name open for reading, if it was begun after `number` others; or None.

    A time that is no number of a file, such as that of a copy, says nothing.
    """
    for path in folder().glob(f"*{ending}"):
        with suppress(FileNotFoundError):
            if number < path.stat().st_mtime <= files_begun():
                return path.open("rb")
    return None


@contextmanager
def one_at_a_time(made_by_another=lambda: None):
    """Yield the file that `made_by_another` returns, if any, and whether nobody else on this machine is making one.

    Where nobody is, nobody begins to in the block. Who waits keeps no connection to the database meanwhile, and takes
    the file as soon as it is there: the next one may be in the making by then. Who has waited longer looks more often,
    so that fewer are passed over until the end of their patience.
    """
    until, is_free = time.monotonic() + PATIENCE, False
    with (folder() / LOCK).open("a") as lock:
        while not ((file := made_by_another()) or (is_free := take(lock)) or time.monotonic() > until):
            give_back()
            time.sleep(max(until - time.monotonic(), 0) / 100)
        try:
            yield file or made_by_another(), is_free
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
