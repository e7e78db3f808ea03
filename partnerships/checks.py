"""The check of the triggers in `manage.py check --database default`."""

from django.core.checks import Error, Tags, register

from partnerships.public.listing import triggers


@register(Tags.database)
def check_triggers(databases, **kwargs):
    """Return an error for each migrated database that lacks a trigger of the listing, or has an outdated one."""
    return [error_of(using, names) for using in databases or () if (names := missing_where_migrated(using))]


def missing_where_migrated(using):
    """Return the names of the missing triggers; none in a database that waits for migrations."""
    return triggers.missing(using) if triggers.is_migrated(using) else []


def error_of(using, names):
    """Return the error about the missing triggers of one database."""
    return Error(
        f"The database “{using}” lacks triggers or has outdated ones ({', '.join(names)}),"
        " so public pages do not follow the register's changes.",
        hint="Run `manage.py migrate`, or restart the server, which makes them again.",
        id="partnerships.E001",
    )
