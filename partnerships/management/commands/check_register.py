"""The command that looks for what is broken or missing: files, records, triggers, the listing, daily commands."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from partnerships.backups.tables import UNFINISHED, existing
from partnerships.broken_rows import broken_rows
from partnerships.models import (
    Agreement,
    AgreementType,
    AgreementTypeName,
    Backup,
    Document,
    ListedAgreement,
)
from partnerships.named_files import histories_with_files, names_in, records_with_files, stored_files
from partnerships.public.listing import triggers
from partnerships.public.listing.refreshing import refresh_listing
from partnerships.removed_files import outdated_files
from partnerships.renewals.sending import is_late, last_runs

AGE = timedelta(hours=1)  # of a younger file, the record may not be written yet


class Command(BaseCommand):
    """Exit status 0: all goes together; 1: something does not, and each line says what."""

    help = "Says, a sentence each, what is broken or missing in the register, and whether daily commands have run."

    def add_arguments(self, parser):
        parser.add_argument(
            "--clean",
            action="store_true",
            help="remove the files that no record names, if older than an hour, and those replaced or removed long ago",
        )

    def handle(self, *args, **options):
        """Say what does not go together, and remove what `--clean` may."""
        if unapplied := migrations_to_apply():
            self.stdout.write(f"Migrations are not applied: {', '.join(unapplied)}. Run `manage.py migrate`.")
            sys.exit(1)
        now, before = names_in(records_with_files()), names_in(histories_with_files())
        outdated = outdated_files() - now.keys()
        before = {name: label for name, label in before.items() if name not in outdated}
        self.stdout.write(f"Files of records: {len(now)}; kept for the history alone: {len(before.keys() - now)}.")
        named = before | now
        faults = [
            *self.last_reminders(),
            *self.last_backup(),
            *self.unnamed_files(named, outdated, options["clean"]),
            *missing_files(named),
            *missing_triggers(),
            *broken_rows(),
            *doubled_wordings(),
            *circles(),
            *stale_listing(),
        ]
        for fault in faults:
            self.stdout.write(fault)
        self.stdout.write(f"Faults: {len(faults)}." if faults else "All goes together.")
        if faults:
            sys.exit(1)

    def last_reminders(self) -> Iterator[str]:
        """Say when reminders were sent, or yield a sentence where they should have been sent since."""
        complete, _latest = last_runs()
        if not settings.OFFICE_EMAIL:
            self.stdout.write("No reminders are sent: OFFICE_EMAIL is not set.")
        elif complete is None:
            yield "No reminders have been sent yet; run `manage.py send_reminders` every day."
        elif is_late(complete):
            yield f"Reminders were last sent at {utc(complete.started_at)}; run `manage.py send_reminders` every day."
        else:
            self.stdout.write(f"Reminders were last sent at {utc(complete.started_at)}.")

    def last_backup(self) -> Iterator[str]:
        """Say when the last backup was made, or yield a sentence where it is old, or a restore was broken off."""
        if UNFINISHED in existing(DEFAULT_DB_ALIAS):
            yield "A restore was broken off; run `manage.py restore` again."
        last = Backup.last()
        if last is None:
            self.stdout.write("No backup has been made yet; `manage.py back_up FOLDER` makes one.")
        elif last.is_old():
            yield f"The last backup is of {utc(last.made_at)}; run `manage.py back_up` every day."
        else:
            self.stdout.write(f"The last backup is of {utc(last.made_at)}: {last.folder}.")

    def unnamed_files(self, named: dict[str, str], outdated: set[str], is_cleaning: bool) -> Iterator[str]:
        """Yield a sentence for each file that is not `named`; with `is_cleaning`, remove it and say so instead.

        The record of a young one may not be written yet, so it stays, and is no fault; nor are `outdated` ones.
        """
        for name in sorted(set(stored_files(default_storage)) - named.keys()):
            if name not in outdated and timezone.now() - default_storage.get_modified_time(name) < AGE:
                self.stdout.write(f"No record names {name} yet; it is younger than an hour and stays.")
            elif is_cleaning:
                default_storage.delete(name)
                self.stdout.write(f"Removed {name}, which {was(name in outdated)}.")
            elif name in outdated:
                self.stdout.write(f"The file {name} {was(True)}; --clean removes it.")
            else:
                yield f"No record names {name}; --clean removes it."


def was(is_outdated: bool) -> str:
    """Return why a file may be removed."""
    return f"was taken away over {settings.KEEP_REMOVED_DAYS} days ago" if is_outdated else "no record named"


def missing_files(named: dict[str, str]) -> Iterator[str]:
    """Yield a sentence for each file that is `named` and not there, and for each document of another size."""
    stored = set(stored_files(default_storage))
    yield from (f"The file {name} of {label} is missing." for name, label in named.items() if name not in stored)
    for pk, name, size in Document.objects.values_list("pk", "file", "size").iterator():
        if name in stored and default_storage.size(name) != size:
            yield f"The file {name} of document {pk} has {default_storage.size(name)} bytes instead of {size}."


def migrations_to_apply() -> list[str]:
    """Return the names of the migrations that are not applied."""
    executor = MigrationExecutor(connection)
    return [str(migration) for migration, _back in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def utc(moment: datetime) -> str:
    """Return a moment as it is said."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def missing_triggers() -> Iterator[str]:
    """Yield a sentence where the database lacks a trigger."""
    if names := triggers.missing("default"):
        yield f"Triggers are missing or outdated: {', '.join(names)}. Run `manage.py migrate`."


def doubled_wordings() -> Iterator[str]:
    """Yield a sentence for each type whose name is another wording of another type, as after a late `loaddata`."""
    wordings = AgreementTypeName.objects.filter(folded_name__in=AgreementType.objects.values("folded_name"))
    for wording in wordings.select_related("agreement_type"):
        yield f"“{wording.name}” is a type, and a wording of the type “{wording.agreement_type.name}”: merge the two."


def circles() -> Iterator[str]:
    """Yield a sentence for each circle of agreements that supersede one another: nobody decides about any of them."""
    superseding = Agreement.objects.filter(supersedes__isnull=False).order_by("register_number")
    before = dict(superseding.values_list("register_number", "supersedes__register_number"))
    while before:
        path, number = [], next(iter(before))
        while number in before:
            path.append(number)
            number = before.pop(number)
        if number in path:
            numbers = ", ".join(f"No {each}" for each in path[path.index(number) :])
            yield f"Agreements supersede one another in a circle: {numbers}. Take “supersedes” out of one of them."


def stale_listing() -> Iterator[str]:
    """Yield a sentence where the public list has not the agreements of the register."""
    refresh_listing()
    listed, public = ListedAgreement.objects.count(), Agreement.objects.public().count()
    if listed != public:
        yield f"The public list has {listed} agreements, the register {public} public ones. Run `manage.py migrate`."
