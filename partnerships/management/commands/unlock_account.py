"""The command that lets somebody in again who waits after wrong passwords, or has lost the telephone."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from partnerships.admin.log_in.second_factor import take_away
from partnerships.admin.log_in.sessions import end_sessions
from partnerships.admin.log_in.tries import end_waiting


class Command(BaseCommand):
    """Exit status 0: done; 1: there is no such account."""

    help = "Ends the waiting after wrong passwords; with --second-factor, takes the second factor away, too."

    def add_arguments(self, parser):
        parser.add_argument("username", help="the name that the person logs in with")
        parser.add_argument("--second-factor", action="store_true", help="take the second factor away")

    def handle(self, *args, **options):
        user = get_user_model().objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(_("There is no account of the name “%(name)s”.") % {"name": options["username"]})
        end_waiting(user)
        self.stdout.write(_("%(name)s may try to log in at once.") % {"name": user.get_username()})
        if options["second_factor"]:
            self.stdout.write(
                _("The second factor of %(name)s was taken away.") % {"name": user.get_username()}
                if take_away(user)
                else _("%(name)s has no second factor.") % {"name": user.get_username()}
            )
            end_sessions(user)
