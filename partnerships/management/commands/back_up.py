"""The command that makes a backup of the register."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from partnerships.backups.backing_up import back_up
from partnerships.backups.failures import BackupFailed
from partnerships.backups.folders import Rule

RULE = Rule()


class Command(BaseCommand):
    """Exit status 0: the backup is whole; 1: it is, but look at what is said; 2: refused; 3: it cannot be made."""

    help = "Makes a backup of database, documents and logos in a folder of backups, and removes old ones."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="the folder of all backups of this register, and of nothing else")
        for name, usual in RULE._asdict().items():
            parser.add_argument(
                f"--keep-{name}",
                type=int,
                default=usual,
                metavar="NUMBER",
                help=f"how many to keep, {usual} unless told",
            )

    def handle(self, *args, **options):
        """Make the backup, and say what was made, what was removed, and what must be looked at."""
        rule = Rule(*(options[f"keep_{name}"] for name in Rule._fields))
        if min(rule) < 0:
            raise CommandError("Keep 0 backups or more.", returncode=2)
        try:
            done = back_up(options["folder"], rule)
        except BackupFailed as failure:
            raise CommandError(str(failure), returncode=failure.status) from None
        files = sum(1 for _name in done.manifest.stored)
        self.stdout.write(f"Backed up to {done.folder}: {sum(done.manifest.tables.values())} rows, {files} files.")
        for path in done.removed:
            self.stdout.write(f"Removed the old backup {path.name}.")
        for remark in done.remarks:
            self.stderr.write(remark)
        if done.remarks:
            sys.exit(1)
