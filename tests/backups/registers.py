"""A register with files that is backed up, emptied, and restored."""

import hashlib
from io import StringIO

from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from partnerships.backups.tables import SESSIONS, own_tables
from partnerships.models import Document, Institution
from tests.factories import make_agreement, make_institution

# Its rows are those of backups, which a backup cannot hold itself; or are left out of one
BESIDE = {"partnerships_backup", "django_session"} | SESSIONS


def make_document(agreement=None, content=b"%PDF-1.7 signed"):
    """Return a document with a file."""
    sha256 = hashlib.sha256(content).hexdigest()
    document = Document(agreement=agreement or make_agreement(), name="a.pdf", sha256=sha256, size=len(content))
    document.file.save("a.pdf", ContentFile(content))
    return document


def fill():
    """Fill the register with agreements, documents, a logo, and a file that only the history names."""
    institution = make_institution("Kazan Federal University", "RU")
    institution.logo.save("logo.png", ContentFile(b"\x89PNG logo"))
    removed = make_document(make_agreement(institution, ends="2030"))
    make_document(make_agreement(make_institution("İstanbul Üniversitesi", "TR")), b"%PDF-1.7 other")
    removed.delete()


def rows():
    """Return all rows of all tables that a backup has: {table: rows}."""
    found = {}
    with connection.cursor() as cursor:
        for table in set(own_tables()) - BESIDE:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def empty(settings, folder):
    """Empty the register and give it a new `folder` for its files."""
    call_command("flush", verbosity=0, interactive=False)
    settings.MEDIA_ROOT = folder


def run(command, *arguments, **options):
    """Run a command; return its exit status and what it says, in one text."""
    out, err = StringIO(), StringIO()
    try:
        call_command(command, *map(str, arguments), stdout=out, stderr=err, **options)
    except CommandError as error:
        return error.returncode, str(error)
    except SystemExit as end:
        return end.code, out.getvalue() + err.getvalue()
    return 0, out.getvalue() + err.getvalue()


def only_backup(folder):
    """Return the only backup in a folder."""
    (made,) = (path for path in folder.iterdir() if not path.name.startswith("."))
    return made


class Writer:
    """Changes two institutions together, adds an agreement and a document each time, and counts."""

    def __init__(self, name):
        self.first, self.second = make_institution(f"First {name}", "DE"), make_institution(f"Second {name}", "PL")
        self.committed = 0

    def write(self):
        number = str(self.committed + 1)
        with transaction.atomic():
            Institution.objects.filter(pk=self.first.pk).update(notes=number)
            make_document(make_agreement(self.first, reference=number), f"%PDF {number}".encode())
            Institution.objects.filter(pk=self.second.pk).update(notes=number)
        self.committed += 1
