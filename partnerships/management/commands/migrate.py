"""Django's command `migrate`, which leaves the database with its triggers whatever happens."""

from contextlib import suppress

from django.core.management.base import no_translations
from django.core.management.commands import migrate
from django.db import Error

from partnerships.public.listing import triggers


class Command(migrate.Command):
    """Django's command; of itself it sends no signal where a migration fails, so the triggers would stay dropped."""

    def get_check_kwargs(self, options):
        """Leave out the checks of the database: missing triggers must not stop what makes them again."""
        return super().get_check_kwargs(options) | {"databases": None}

    @no_translations
    def handle(self, *args, **options):
        """Migrate; where that fails, make the triggers again on the tables as they are then."""
        try:
            return super().handle(*args, **options)
        except (Exception, KeyboardInterrupt):
            with suppress(Error):  # the first error is the one to be shown; the next start of the server tries again
                triggers.install(options["database"])
            raise
