"""Bring the register of the settings up to this version, and print what it says then, as JSON.

It runs in a process of its own: the database is not that of the tests.
"""

import gc
import json
import os
import sys
from io import StringIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

gc.disable()  # migrating takes a third less time

import django  # noqa: E402

django.setup()

from django.apps import apps  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.files.storage import default_storage  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.recorder import MigrationRecorder  # noqa: E402
from django.test import Client  # noqa: E402

from partnerships.models import Agreement, Contact, Document, Institution, Renewal  # noqa: E402

# Public pages, and those of the office that show what an earlier version wrote; {} is a primary key.
PUBLIC = [
    "/",
    "/institutions/",
    "/statistics/",
    "/data/",
    "/agreements/1/",
    "/agreements.csv",
    "/institutions/siegen-university/",
]
OFFICE = ["", "partnerships/agreement/", "partnerships/importrun/", "partnerships/merge/", "partnerships/unit/"]
OFFICE += [f"partnerships/agreement/{{}}/{page}/" for page in ("change", "history")]
OFFICE += ["partnerships/agreement/documents/", "partnerships/sourcerow/", "auth/user/", "partnerships/institution/"]
KEYS = "id institution country title signed starts ends website status".split()


def printed(command, *arguments):
    """Return what a command prints, and its exit status."""
    output = StringIO()
    try:
        call_command(command, *arguments, stdout=output)
    except SystemExit as end:
        return [*output.getvalue().splitlines(), f"status {end.code}"]
    return output.getvalue().splitlines()


def agreements():
    """Return what the public JSON says of each agreement: first its number, as it was in the source list."""
    answer = Client(SERVER_NAME="localhost").get("/agreements.json")
    rows = json.loads(b"".join(answer.streaming_content))["results"]
    return sorted([str(row.get(key) or "") for key in KEYS] for row in rows)


def statuses(client, addresses):
    """Return {address: status} of those that are not answered."""
    found = {address: client.get(address).status_code for address in addresses}
    return {address: status for address, status in found.items() if status != 200}


# Before documents had a history: a scan of a renewal, as versions between 0.2.0 and then had them.
EVIDENCE = """
UPDATE partnerships_document SET (agreement_id, renewal_id, uploaded_by_id) =
(SELECT agreement_id, id, (SELECT id FROM auth_user WHERE username = 'aygun') FROM partnerships_renewal)
WHERE name = 'annex.pdf'
"""


def first_lines(records):
    """Return the name, the kind of change and the person of the first line of history of each of some records."""
    lines = [record.history.last() for record in records.order_by("name")]
    return [[line.name, line.history_type, line.history_user and line.history_user.username] for line in lines]


def upgraded(names):
    """Migrate, twice, and return what the register says; `names` are the models whose records are counted."""
    call_command("migrate", "partnerships", "0032_units", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(EVIDENCE)
    call_command("migrate", verbosity=0)
    applied = MigrationRecorder.Migration.objects
    first_time = applied.count()
    again = printed("migrate", "--verbosity=1")
    for document in Document.objects.all():
        default_storage.save(document.file.name, ContentFile(b"%PDF-1.7 scan"))
    staff = Client(SERVER_NAME="localhost")
    staff.force_login(get_user_model().objects.get(username="office"))
    first, renewed = Agreement.objects.get(number=1), Renewal.objects.get()
    return {
        "agreements": agreements(),
        "rows": {name: apps.get_model("partnerships", name).objects.count() for name in names},
        "history": {model.__name__: model.history.count() for model in (Agreement, Institution)},
        "nothing_again": "  No migrations to apply." in again and first_time == applied.count(),
        "check_register": printed("check_register")[-1],
        "public": statuses(Client(SERVER_NAME="localhost"), PUBLIC),
        "office": statuses(staff, [f"/admin/{page.format(first.pk)}" for page in OFFICE]),
        "unit": [str(each.unit) for each in Agreement.objects.filter(number__in=(1, 2, 3)).order_by("number")],
        "renewal": [str(renewed.before), str(renewed.after), str(renewed.agreement.ends)],
        "contacts": first_lines(Contact.objects),
        "evidence": first_lines(Document.objects),
        "kinds": dict(Document.objects.values_list("name", "kind")),
        "begun": [each.history.last().history_date == each.uploaded_at for each in Document.objects.all()],
        "document": [document.name for document in first.documents.all()],
    }


if __name__ == "__main__":
    print(json.dumps(upgraded(sys.argv[1:])))
