"""Style sheets, scripts and pictures at addresses with a digest of their content, compressed, and kept for ever.

Nothing has to be collected after an update: the digests are computed where an address is first asked for, and the
compressed files are made once, in a folder beside the data, when a server starts.
"""

import gzip
import hashlib
import re
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

DIGEST = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")
COMPRESSED = {".css", ".js", ".svg"}
MADE_BY_WHITENOISE = {"Content-Length", "ETag", "Last-Modified", "Vary"}


@cache
def digest_of(path: str) -> str:
    """Return the digest of a file that does not change as long as the server runs."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]


def with_digest(name: str, path: str) -> str:
    """Return the name of the file at a `path` with its digest: "frame.css" becomes "frame.0123456789ab.css"."""
    stem, _dot, ending = name.rpartition(".")
    return f"{stem}.{digest_of(path)}.{ending}"


class DigestStorage(StaticFilesStorage):
    """The addresses that templates write."""

    def url(self, name):
        return super().url(name if settings.DEBUG or not name else name_with_digest(name))


@cache
def name_with_digest(name: str) -> str:
    """Return the name of a static file with its digest, as it is where there is no such file."""
    path = finders.find(name)
    return with_digest(name, path) if path and Path(path).is_file() else name


class DigestFinder(finders.AppDirectoriesFinder):
    """The files of the apps, found under their names with a digest, too."""

    def find(self, path, *args, **kwargs):
        return super().find(DIGEST.sub("", path), *args, **kwargs)


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise with each file at two addresses: under its name, and with its digest for ever."""

    known: ClassVar[dict[str, StaticFile]] = {}  # the files of this process, which do not change

    def add_files_from_finders(self):
        if not self.known:
            super().add_files_from_finders()
            self.known.update(self.files)
        self.files = self.known

    def add_file_to_dictionary(self, url, path, stat_cache=None):
        for address in (url, with_digest(url, path)):
            super().add_file_to_dictionary(address, path, stat_cache)

    def immutable_file_test(self, path, url):
        return bool(DIGEST.search(url))

    def get_static_file(self, path, url, stat_cache=None):
        """Return what is sent for a file: compressed for those who take that."""
        found = super().get_static_file(path, url, stat_cache)
        if Path(path).suffix not in COMPRESSED or not (packed := compressed(path)):
            return found
        headers = [header for header in found.alternatives[0][-1] if header[0] not in MADE_BY_WHITENOISE]
        return StaticFile(path, headers, encodings={"gzip": packed})


def compressed(path):
    """Return the path of the compressed copy of a file, which is made where there is none; "" where it cannot be."""
    target = Path(settings.DATA_DIR, "static", f"{digest_of(path)}.gz")
    with suppress(OSError):
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
                file.write(gzip.compress(Path(path).read_bytes(), mtime=0))
            Path(file.name).chmod(0o644)
            Path(file.name).rename(target)  # at once, as several workers start
        return str(target)
    return ""
