"""The command that looks for files and records that do not go together."""

import os
import re
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from partnerships.backups.tables import UNFINISHED
from partnerships.importing.resources import AgreementResource
from partnerships.merging.vocabularies import merge_types, plan_entry_merge
from partnerships.models import (
    Agreement,
    AgreementType,
    Backup,
    Document,
    ListedAgreement,
    ReminderRun,
)
from partnerships.public.listing import triggers
from partnerships.public.listing.refreshing import refresh_listing
from tests.databases import IS_POSTGRESQL
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db
LONG_AGO = time.time() - 2 * 3600


DAILY = [
    "No reminders are sent: OFFICE_EMAIL is not set.",
    "No backup has been made yet; `manage.py back_up FOLDER` makes one.",
]


def head(named=0, kept=0):
    return f"Files of records: {named}; kept for the history alone: {kept}."


@pytest.fixture
def check(capsys):
    """Return a function that runs the command and returns its exit status and the lines that it printed."""

    def run(*arguments):
        try:
            call_command("check_register", *arguments)
        except SystemExit as end:
            return end.code, capsys.readouterr().out.splitlines()
        return 0, capsys.readouterr().out.splitlines()

    return run


def stored(name, age=LONG_AGO):
    kept = default_storage.save(name, ContentFile(b"%PDF-"))
    os.utime(default_storage.path(kept), (age, age))
    return kept


@contextmanager
def freeze(moment):
    """Let the clock stand at a moment."""
    with patch("django.utils.timezone.now", lambda: moment):
        yield


def make_document(**fields):
    document = Document(agreement=make_agreement(), name="a.pdf", sha256="x", size=5, **fields)
    document.file.save("a.pdf", ContentFile(b"%PDF-"))
    return document


def test_a_register_that_is_whole_has_no_faults(check):
    make_document()
    make_institution("Ankara University", "TR", logo=stored("logos/a.png"))

    assert check() == (0, [head(2), *DAILY, "All goes together."])


def test_a_register_without_files_has_no_faults(check):
    assert check("--clean") == (0, [head(), *DAILY, "All goes together."])


def test_a_file_that_no_record_names_is_said_and_removed_only_when_asked(check):
    name = stored("documents/2026/11/left.pdf")

    said, cleaned, again = check(), check("--clean"), check()

    assert said == (1, [head(), *DAILY, f"No record names {name}; --clean removes it.", "Faults: 1."])
    assert cleaned == (0, [head(), *DAILY, f"Removed {name}, which no record named.", "All goes together."])
    assert again == (0, [head(), *DAILY, "All goes together."])


def test_a_young_file_stays_since_its_record_may_not_be_written_yet(check):
    name = stored("documents/new.pdf", time.time())

    status, lines = check("--clean")

    assert (status, lines[3]) == (0, f"No record names {name} yet; it is younger than an hour and stays.")
    assert default_storage.exists(name)


def test_files_that_only_the_history_names_stay(check):
    document = make_document()
    institution = make_institution("Ankara University", "TR", logo=stored("logos/a.png"))
    name = document.file.name
    os.utime(default_storage.path(name), (LONG_AGO, LONG_AGO))
    document.delete()
    institution.logo = ""
    institution.save()

    said = check("--clean")

    assert said == (0, [head(0, 2), *DAILY, "All goes together."])
    assert default_storage.exists(name) and default_storage.exists("logos/a.png")


def test_files_that_were_taken_away_long_ago_go_when_asked(check, settings):
    settings.KEEP_REMOVED_DAYS = 30
    removed, replaced, kept = make_document(), make_document(), make_document()
    names = [removed.file.name, replaced.file.name, kept.file.name]
    removed.delete()
    replaced.file.save("b.pdf", ContentFile(b"%PDF-"))
    kept.file.save("b.pdf", ContentFile(b"%PDF-"))
    old = timezone.now() - timedelta(days=31)
    Document.history.exclude(id=kept.pk).update(history_date=old)

    said, cleaned, again = check(), check("--clean"), check()

    outdated = sorted(names[:2])
    head = "Files of records: 2; kept for the history alone: 1."
    assert said == (
        0,
        [
            head,
            *DAILY,
            *(f"The file {name} was taken away over 30 days ago; --clean removes it." for name in outdated),
            "All goes together.",
        ],
    )
    assert cleaned[1][3:5] == [f"Removed {name}, which was taken away over 30 days ago." for name in outdated]
    assert again == (0, [head, *DAILY, "All goes together."])
    assert [default_storage.exists(name) for name in names] == [False, False, True]


def test_a_file_that_came_back_stays(check, settings):
    settings.KEEP_REMOVED_DAYS = 0
    institution = make_institution("Ankara University", "TR", logo=stored("logos/a.png"))
    for name in ("", "logos/a.png"):
        institution.logo = name
        institution.save()

    assert check("--clean") == (
        0,
        ["Files of records: 1; kept for the history alone: 0.", *DAILY, "All goes together."],
    )


def test_a_file_that_is_missing_or_has_changed_is_a_fault(check):
    gone, changed = make_document(), make_document()
    default_storage.delete(gone.file.name)
    Path(default_storage.path(changed.file.name)).write_bytes(b"%PDF-more")

    status, lines = check()

    assert status == 1
    assert lines[3:] == [
        f"The file {gone.file.name} of document {gone.pk} is missing.",
        f"The file {changed.file.name} of document {changed.pk} has 9 bytes instead of 5.",
        "Faults: 2.",
    ]


def test_a_missing_trigger_is_a_fault(check):
    with connection.cursor() as cursor:
        name, (table, *_) = next(iter(triggers.wanted("default").items()))
        on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {name}{on_table}")

    status, lines = check()

    assert (status, lines[3]) == (1, f"Triggers are missing or outdated: {name}. Run `manage.py migrate`.")


def test_a_list_that_lacks_an_agreement_is_a_fault(check):
    make_agreement()
    refresh_listing()
    ListedAgreement.objects.all().delete()

    status, lines = check()

    assert Agreement.objects.public().count() == 1
    assert status == 1
    assert lines[3] == "The public list has 0 agreements, the register 1 public ones. Run `manage.py migrate`."


def test_a_database_that_waits_for_migrations_is_said_and_nothing_removed(check, monkeypatch):
    name = stored("documents/left.pdf")
    monkeypatch.setattr(
        "django.db.migrations.executor.MigrationExecutor.migration_plan",
        lambda *_arguments: [("partnerships.0033", False)],
    )

    assert check("--clean") == (1, ["Migrations are not applied: partnerships.0033. Run `manage.py migrate`."])
    assert default_storage.exists(name)


def test_a_row_that_names_one_that_is_not_there_is_said(check):
    agreement = make_agreement()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE partnerships_agreement SET institution_id = 999 WHERE id = %s", [agreement.pk])

    status, lines = check()
    with connection.cursor() as cursor:  # the end of the test looks at the keys
        cursor.execute("DELETE FROM partnerships_agreement")

    assert status == 1
    assert lines[3] == (
        "1 rows of partnerships_agreement name a row of partnerships_institution that is not there (institution_id)."
    )


@pytest.mark.skipif(not IS_POSTGRESQL, reason="SQLite cannot drop a constraint")
def test_a_constraint_that_is_gone_or_was_never_looked_at_is_said(check):
    name, condition = "document_kind_is_known", "CHECK (kind <> '')"
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE partnerships_document DROP CONSTRAINT {name}")
        gone = check()
        cursor.execute(f"ALTER TABLE partnerships_document ADD CONSTRAINT {name} {condition} NOT VALID")
        unlooked = check()

    assert (gone[0], gone[1][3]) == (1, f"The table partnerships_document lacks its constraint {name}.")
    assert (unlooked[0], unlooked[1][3]) == (1, f"The constraint {name} was made without looking at the rows.")


@pytest.mark.skipif(IS_POSTGRESQL, reason="PostgreSQL writes no row against a constraint")
def test_a_row_against_a_constraint_is_said(check):
    make_document()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute("UPDATE partnerships_document SET kind = 'odd'")
        cursor.execute("PRAGMA ignore_check_constraints = OFF")

    status, lines = check()

    assert (status, lines[3]) == (1, "SQLite finds: CHECK constraint failed in partnerships_document.")


def test_the_last_reminders_and_the_last_backup_are_said_and_a_fault_where_they_are_old(check, settings):
    settings.OFFICE_EMAIL = "office@example.org"
    never = check()
    now = datetime(2026, 11, 27, 7, 15, tzinfo=UTC)
    run = ReminderRun.objects.create(day=now, is_complete=True)
    ReminderRun.objects.filter(pk=run.pk).update(started_at=now)
    Backup.objects.create(made_at=now, folder="/backups/2026-11-27T07-15-00Z", size=1)
    with freeze(now + timedelta(days=1)):
        fresh = check()
    with freeze(now + timedelta(days=3)):
        old = check()

    sent = "Reminders were last sent at 2026-11-27 07:15 UTC"
    assert (never[0], never[1][2]) == (1, "No reminders have been sent yet; run `manage.py send_reminders` every day.")
    assert fresh[1][1:] == [
        f"{sent}.",
        "The last backup is of 2026-11-27 07:15 UTC: /backups/2026-11-27T07-15-00Z.",
        "All goes together.",
    ]
    assert (old[0], old[1][1:]) == (
        1,
        [
            f"{sent}; run `manage.py send_reminders` every day.",
            "The last backup is of 2026-11-27 07:15 UTC; run `manage.py back_up` every day.",
            "Faults: 2.",
        ],
    )


def test_a_restore_that_was_broken_off_is_said(check):
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {UNFINISHED} (id integer)")

    status, lines = check()

    assert (status, lines[3]) == (1, "A restore was broken off; run `manage.py restore` again.")


def test_types_that_came_after_an_import_are_said_and_can_be_merged(check):
    AgreementResource().import_file(b"University,Country,Type\nVarna,Bulgaria,Cooperation protocol\n", "list.csv")
    call_command("loaddata", "fixtures/agreement_types.json", verbosity=0)

    status, lines = check()

    protocol = AgreementType.objects.get(name="Protocol")
    wording = AgreementType.objects.get(name="Cooperation protocol")
    assert status == 1
    assert "“Cooperation protocol” is a type, and a wording of the type “Protocol”: merge the two." in lines
    merge_types([wording.pk], protocol.pk, None, plan_entry_merge(protocol, [protocol, wording]).fingerprint)
    assert check()[0] == 0
    assert Agreement.objects.get().agreement_type == protocol


def test_agreements_that_supersede_one_another_in_a_circle_are_said(check):
    first = make_agreement()
    second = make_agreement(first.institution, supersedes=first)
    third = make_agreement(first.institution, supersedes=second)
    make_agreement(first.institution, supersedes=third)
    assert not any("circle" in line for line in check()[1])
    Agreement.objects.filter(pk=first.pk).update(supersedes=third)

    status, lines = check()

    said = [line for line in lines if "circle" in line]
    assert status == 1
    assert len(said) == 1
    assert {f"No {each.register_number}" for each in (first, second, third)} == set(re.findall(r"No \d+", said[0]))
