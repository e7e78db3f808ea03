"""Fill an empty register of version 0.2.0 with what an office has after a year, and write what it says beside it.

Run in a working tree of that version, with FACTS as the file that is written:
`manage.py shell -c "exec(open('…/fill.py').read())"`. The database is then kept as it is (SQLite, after VACUUM), or by
`pg_dump --inserts --rows-per-insert=200 --no-owner --no-privileges` without its comments; both are zipped.
"""

import json
import os
from datetime import date
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client

from partnerships.admin.documents import keep_document
from partnerships.importing.resources import AgreementResource
from partnerships.importing.writing.undoing import plan_undo, undo_run
from partnerships.merging.institutions import merge_institutions, plan_merge
from partnerships.models import (
    Agreement,
    CalendarToken,
    Contact,
    Institution,
    InstitutionName,
    Preferences,
    ReminderRun,
    SavedView,
    SentReminder,
)
from partnerships.partial_dates import PartialDate
from partnerships.renewals.renewing import renew

fixtures = settings.BASE_DIR / "fixtures"
call_command("loaddata", str(fixtures / "agreement_types.json"), verbosity=0)
call_command("import_agreements", str(fixtures / "partner-agreements.txt"), verbosity=0)

head = get_user_model().objects.create_superuser("office", "office@example.org", None)
editor = get_user_model().objects.create_user("aygun", "aygun@example.org", None, is_staff=True, first_name="Aygün")
editor.groups.set(Group.objects.filter(name__icontains="edit"))
Preferences.objects.create(user=editor, language="az", export_columns=["number", "institution"])
CalendarToken.objects.create(user=editor)
SavedView.objects.create(owner=editor, name="Türkiyə", query="country=TR", is_shared=True)

fields = [
    {"unit": "Faculty of Law"},
    {"unit": "faculty of law"},
    {"unit": "Chemistry"},
    {"scope": "Students and staff"},
    {"reference": "12/2019", "notes": "In the safe"},
    {"is_public": False, "notes": "Not to be shown"},
    {"terminated_on": date(2021, 5, 1), "termination_reason": "By letter"},
    {"ends": PartialDate.fromisoformat("2015-06"), "validity": "fixed"},
    {
        "ends": PartialDate.fromisoformat("2090-12-31"),
        "validity": "fixed",
        "renewal": "automatic",
        "renewal_months": 12,
    },
    {"responsible": editor, "notice_months": 3, "term_months": 60},
]
agreements = list(Agreement.objects.select_related("institution").order_by("number"))
for agreement, values in zip(agreements, fields, strict=False):
    for name, value in values.items():
        setattr(agreement, name, value)
    agreement._history_user = editor
    agreement._change_reason = "From the paper"
    agreement.save()
agreements[0].title = "Memorandum, as signed"
agreements[0].save()
renew(agreements[8], PartialDate.fromisoformat("2095-12-31"), date(2026, 11, 1), user=editor, note="By letter")

scan = ContentFile(b"%PDF-1.7 scan", name="scan.pdf")
keep_document(scan, agreements[0], is_public=True, uploaded_by=editor)
keep_document(ContentFile(b"%PDF-1.7 scan", name="annex.pdf"), agreements[1])
Contact.objects.create(institution=agreements[0].institution, name="Ivan Petrov", email="ivan@example.org")
Contact.objects.create(agreement=agreements[1], name="Ayşe Yılmaz", role="Coordinator", telephone="+90 212 000")

extra = """University,Country,Type,Date
Varna Free University,Bulgaria,MoU,2012
Old name of it,Bulgaria,MoU,2013
,Poland,MoU,2014
"""
AgreementResource().import_file(extra.encode(), "extra.csv", user=editor)
gone = AgreementResource().import_file(b"University,Country\nWrong University,Bulgaria\n", "wrong.csv", user=editor).run
undo_run(gone, head, plan_undo(gone).fingerprint)
kept, other = Institution.objects.get(name="Varna Free University"), Institution.objects.get(name="Old name of it")
plan = plan_merge(kept, [kept, other])
merge_institutions([kept.pk, other.pk], kept.pk, head, plan.fingerprint, "renamed")
InstitutionName.objects.create(institution=kept, name="Варненский свободный университет")
run = ReminderRun.objects.create(day=date(2026, 11, 2), is_complete=True, messages=1)
SentReminder.objects.create(
    agreement=agreements[8], decide_by=date(2090, 9, 30), step=90, recipient="office@example.org"
)

answer = Client(SERVER_NAME="localhost").get("/agreements.json")
listed = json.loads(b"".join(answer.streaming_content))["results"]
KEYS = "number institution country title signed starts ends website status".split()
facts = {
    "agreements": sorted([[str(row.get(key) or "") for key in KEYS] for row in listed]),
    "history": {model.__name__: model.history.count() for model in (Agreement, Institution)},
    "rows": {
        name: apps_model.objects.count()
        for name, apps_model in {
            "Agreement": Agreement,
            "Institution": Institution,
            "Contact": Contact,
            "SavedView": SavedView,
            "Preferences": Preferences,
            "CalendarToken": CalendarToken,
            "SentReminder": SentReminder,
        }.items()
    },
}
rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in facts.pop("agreements"))
others = json.dumps(facts)[1:]
Path(os.environ["FACTS"]).write_text(f'{{"agreements": [\n{rows}\n ],\n{others}\n', encoding="utf-8")
