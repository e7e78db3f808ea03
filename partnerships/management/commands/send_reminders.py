"""The command that sends the reminders that are due."""

import sys
from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.renewals.reminders import digests
from partnerships.renewals.sending import run_lock, send


class Command(BaseCommand):
    """Exit status 0: all that was due is sent; 1: some messages could not be sent, the next run sends them."""

    help = "Sends one digest of due renewals to each responsible person; to be run every day."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what would be sent")
        parser.add_argument("--on", type=date.fromisoformat, help="the day to send for, today unless told: 2026-03-31")

    def handle(self, *args, **options):
        on = options["on"] or timezone.localdate()
        if not settings.OFFICE_EMAIL:
            raise CommandError(_("OFFICE_EMAIL is not set; name the office's address, so that no reminder is lost."))
        if options["dry_run"]:
            for digest in digests(on):
                self.stdout.write(_("Would send to %s:") % digest.recipient + f" {digest.subject}")
            return
        with run_lock() as is_free:
            if not is_free:
                raise CommandError(_("Another run is under way; this one did nothing."))
            sent, failed = send(on)
        for sentence in sent:
            self.stdout.write(_("Sent to %s") % sentence)
        for sentence in failed:
            self.stderr.write(sentence)
        self.stdout.write(_("%(sent)s messages sent, %(failed)s failed.") % {"sent": len(sent), "failed": len(failed)})
        if failed:
            sys.exit(1)
