"""The command that restores a backup into an empty register."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from partnerships.backups.failures import BackupFailed
from partnerships.backups.restoring import restore


class Command(BaseCommand):
    """Exit status 0: all is restored; 2: refused, nothing was begun; 3: it cannot be done, the register is empty."""

    help = "Restores a backup into an empty register, after checking all of it."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="the folder of one backup, such as 2026-11-27T01-30-00Z")
        parser.add_argument("--dry-run", action="store_true", help="only check the backup")

    def handle(self, *args, **options):
        """Restore the backup, and say of which moment it is."""
        try:
            found = restore(options["folder"], is_dry_run=options["dry_run"])
        except BackupFailed as failure:
            raise CommandError(str(failure), returncode=failure.status) from None
        rows, files = sum(found.tables.values()), sum(1 for _name in found.stored)
        said = "The backup is whole" if options["dry_run"] else "Restored"
        self.stdout.write(f"{said}: {rows} rows and {files} files of {found.moment:%Y-%m-%d %H:%M:%S} UTC.")
        for name in found.missing:
            self.stdout.write(f"The file {name} of a record was not there when the backup was made.")
        if not options["dry_run"]:
            self.stdout.write("Look over it with `manage.py check_register`.")
