"""The command that imports a list of agreements from a file."""

import json
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from partnerships.importing.error_boundary import error_boundary
from partnerships.importing.failures import ImportFailed
from partnerships.importing.remarks import FileRefused
from partnerships.importing.resources import AgreementResource
from partnerships.models import Outcome

BAR_WIDTH = 40  # characters


class Command(BaseCommand):
    """Exit status 0: all rows taken; 1: some are held; 2: the file was refused; 3: the import failed.

    After 2 and 3, one sentence on standard error says why.
    """

    help = "Imports a list of agreements: a spreadsheet, text, a web page, a .docx or a PDF with a table."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the list")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--report", type=Path, help="write what happened, row by row, to this JSON file")
        parser.add_argument("--sheet", help="read only the sheet of this name")
        parser.add_argument("--strict", action="store_true", help="write nothing where a row is held")
        parser.add_argument("--user", help="the account that the history names")

    def handle(self, *args, **options):
        try:
            done = self.done(options)
        except ImportFailed as failure:
            raise CommandError(str(failure), returncode=3) from None
        except FileRefused as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        self.stdout.write(self.summary(done, options))
        if done.plan.counts["held"]:
            sys.exit(1)

    def done(self, options):
        """Return the Import, carried out or planned, with its report written where one is wanted."""
        with error_boundary():
            content = contents(options["file"])
            user = account(options["user"])
            done = self.import_file(content, user, options)
        if options["report"]:
            report = done.report(dry_run=options["dry_run"])
            write_report(options["report"], report)
        return done

    def import_file(self, content, user, options):
        """Import the file, or only plan it."""
        resource, name = AgreementResource(), options["file"].name
        progress = bar(self.stderr) if self.stderr.isatty() else None
        if options["dry_run"]:
            return resource.plan_import(content, name, options["sheet"], progress=progress)
        return resource.import_file(
            content, name, sheet=options["sheet"], user=user, strict=options["strict"], progress=progress
        )

    def summary(self, done, options):
        """Return one line: the counts, and whether they are a plan or done."""
        labels = dict(Outcome.choices)
        counts = ", ".join(f"{count} {labels[outcome]}" for outcome, count in done.plan.counts.items() if count)
        if options["dry_run"]:
            return _("%(file)s would give: %(counts)s. Nothing was written.") % {
                "file": done.file_name,
                "counts": counts,
            }
        if options["strict"] and done.plan.counts["held"]:
            return _("%(file)s would give: %(counts)s. Nothing was written, since rows are held.") % {
                "file": done.file_name,
                "counts": counts,
            }
        return _("%(file)s: %(counts)s.") % {"file": done.file_name, "counts": counts}


def bar(terminal):
    """Return a progress bar on a `terminal`: planning is the first half of the work, writing the second."""

    def progress(step, rows, total):
        part = min(rows / max(total, 1), 1) / 2 + (0.5 if step == "write" else 0)
        filled = round(part * BAR_WIDTH)
        end = "\n" if part == 1 else ""
        terminal.write(f"\r[{'#' * filled}{'.' * (BAR_WIDTH - filled)}] {part:4.0%}", ending=end)
        terminal.flush()

    return progress


def contents(path):
    """Return the bytes of a file; raises FileRefused where there are none, or too many."""
    try:
        if path.stat().st_size > settings.IMPORT_MAX_BYTES:
            raise FileRefused(too_large(path.stat().st_size))
        return path.read_bytes()
    except OSError as error:
        raise FileRefused(
            _("The file %(path)s cannot be opened: %(reason)s.") % {"path": path, "reason": error.strerror}
        ) from None


def too_large(size):
    """Return the sentence for a file over the limit."""
    return _("The file has %(size).1f MB; at most %(limit)s MB can be imported. Split it and try again.") % {
        "size": size / 2**20,
        "limit": settings.IMPORT_MAX_BYTES // 2**20,
    }


def account(name):
    """Return the user of that name, or None; raises FileRefused for an unknown one."""
    if name is None:
        return None
    user = get_user_model().objects.filter(username=name).first()
    if user is None:
        raise FileRefused(_("There is no account “%s”; name one that exists.") % name)
    return user


def write_report(path, report):
    """Write the report; raise ImportFailed where it cannot be written."""
    try:
        path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ImportFailed(
            _("The report %(path)s cannot be written: %(reason)s.") % {"path": path, "reason": error.strerror}
        ) from None
