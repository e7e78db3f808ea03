"""The command that looks for what does not go together: files, records, triggers, the listing."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import Storage, default_storage
from django.core.management.base import BaseCommand
from django.db import IntegrityError, connection, models
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from partnerships.models import Agreement, AgreementType, AgreementTypeName, Document, ListedAgreement, ListingState
from partnerships.models.listing import DIMENSIONS
from partnerships.public.listing import triggers
from partnerships.public.listing.cells import counted_in
from partnerships.public.listing.refreshing import refresh_listing
from partnerships.removed_files import histories_with_files, outdated_files, records_with_files

AGE = timedelta(hours=1)  # of a younger file, the record may not be written yet


class Command(BaseCommand):
    """Exit status 0: all goes together; 1: something does not, and each line says what."""

    help = "Looks for files that no record names, records without their file, and what is broken in the database."

    def add_arguments(self, parser):
        parser.add_argument(
            "--clean",
            action="store_true",
            help="remove the files that no record names, if older than an hour, and those replaced or removed long ago",
        )

    def handle(self, *args, **options):
        """Say what does not go together, and remove what `--clean` may."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write(triggers.UNMIGRATED)
            sys.exit(1)
        now, before = names_in(records_with_files()), names_in(histories_with_files())
        outdated = outdated_files() - now.keys()
        before = {name: label for name, label in before.items() if name not in outdated}
        self.stdout.write(f"Files of records: {len(now)}; kept for the history alone: {len(before.keys() - now)}.")
        named = before | now
        faults = [
            *self.unnamed_files(named, outdated, options["clean"]),
            *missing_files(named),
            *broken_records(),
            *doubled_wordings(),
            *stale_listing(),
        ]
        for fault in faults:
            self.stdout.write(fault)
        self.stdout.write(f"Faults: {len(faults)}." if faults else "All goes together.")
        if faults:
            sys.exit(1)

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


def stored_files(storage: Storage, folder: str = "") -> Iterator[str]:
    """Yield the names of all files in a `folder` of a `storage`, and in the folders in it."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # nothing was uploaded yet
        return
    yield from (f"{folder}{name}" for name in files if not name.startswith("."))
    for name in folders:
        yield from stored_files(storage, f"{folder}{name}/")


def names_in(columns: Iterable[tuple[type[models.Model], str]]) -> dict[str, str]:
    """Return the label of a record that names it for each file in some `columns`: {name: label}."""
    names: dict[str, str] = {}
    for model, column in columns:
        pairs = model._base_manager.exclude(**{column: ""}).values_list("pk", column)
        names |= {name: f"{model._meta.verbose_name} {pk}" for pk, name in pairs.iterator()}
    return names


def missing_files(named: dict[str, str]) -> Iterator[str]:
    """Yield a sentence for each file that is `named` and not there, and for each document of another size."""
    stored = set(stored_files(default_storage))
    yield from (f"The file {name} of {label} is missing." for name, label in named.items() if name not in stored)
    for pk, name, size in Document.objects.values_list("pk", "file", "size").iterator():
        if name in stored and default_storage.size(name) != size:
            yield f"The file {name} of document {pk} has {default_storage.size(name)} bytes instead of {size}."


def broken_records() -> Iterator[str]:
    """Yield a sentence where the database lacks a trigger, and where a row points to one that is not there."""
    if names := triggers.missing("default"):
        yield f"Triggers are missing or outdated: {', '.join(names)}. Run `manage.py migrate`."
    try:
        connection.check_constraints()
    except IntegrityError as error:
        yield f"A record points to one that is not there: {' '.join(str(error).split())}"


def doubled_wordings() -> Iterator[str]:
    """Yield a sentence for each type whose name is another wording of another type, as after a late `loaddata`."""
    wordings = AgreementTypeName.objects.filter(folded_name__in=AgreementType.objects.values("folded_name"))
    for wording in wordings.select_related("agreement_type"):
        yield f"“{wording.name}” is a type, and a wording of the type “{wording.agreement_type.name}”: merge the two."


def stale_listing() -> Iterator[str]:
    """Yield a sentence where the public list has not the agreements of the register, or counts others than it has."""
    refresh_listing()
    listed, public = ListedAgreement.objects.count(), Agreement.objects.public().count()
    if listed != public:
        yield f"The public list has {listed} agreements, the register {public} public ones. Run `manage.py migrate`."
    kept = counted_in(ListingState.objects.values_list("cells", flat=True).first() or [])
    if kept != Counter(ListedAgreement.objects.values_list(*DIMENSIONS)):
        yield "The counts of the public list are not those of its agreements. Run `manage.py migrate`."
