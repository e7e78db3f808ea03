"""Triggers that note every change, whoever makes it: each adds a row to the table of RegisterChange, and no more.

A trigger sees what code could forget: bulk inserts, COPY, updates of many rows, and SQL typed by hand. A note is only
ever added, so that no two writers wait for each other because of it. On PostgreSQL a trigger runs per statement, on
SQLite per row. SQLite loses the triggers of a table that a migration makes again, and refuses to rename tables that
triggers of others name; so they are dropped before migrations, and made again after them, also where a migration fails.
The check, `/healthz` and the start of the server notice a missing one.
"""

import logging

from django.db import Error, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from partnerships.models import (
    Agreement,
    AgreementType,
    Document,
    HomeInstitution,
    Institution,
    InstitutionName,
    ListingState,
    RegisterChange,
    Renewal,
)

from .refreshing import refresh_listing

logger = logging.getLogger(__name__)
CHANGE = RegisterChange._meta.db_table
# The column of a note that a changed row of a table fills, and the row's column that it takes; None where pages change
# and the listing does not.
NOTED = {
    Agreement: ("agreement_pk", "id"),
    Institution: ("institution_pk", "id"),
    InstitutionName: ("institution_pk", "institution_id"),
    AgreementType: None,
    Document: None,
    Renewal: None,
    HomeInstitution: None,
}
# On PostgreSQL a disabled trigger is as good as none.
FOUND_ON_POSTGRESQL = """
    SELECT tgname, prosrc FROM pg_trigger
    JOIN pg_proc ON pg_proc.oid = tgfoid JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND pg_table_is_visible(tgrelid)
"""
FOUND_ON_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
LOCK_KEY = 7_264_180  # any number that no other advisory lock of the database uses
NOT_REPAIRED = "Triggers cannot be looked for or made again: %s. Run `manage.py migrate` as the owner of the tables."
LOCK_TIMEOUT = "20s"  # how long the start of a server waits for a table that somebody writes to, as on SQLite
CHANGED = ("update", "new")
EVENTS = (("insert", "new"), CHANGED, ("delete", "old"))
MOVED = ("update", "old")  # a name that moves to another institution touches the one that it leaves, too


def events_of(model):
    """Return when the triggers of a `model` run: the event, and which side of the change, new or old, it looks at.

    An institution that comes or goes has no agreements, so nobody sees it then.
    """
    if model is Institution:
        return (CHANGED,)
    return (*EVENTS, MOVED) if model is InstitutionName else EVENTS


def body_for_postgresql(model):
    """Return the body of the function that the triggers of one table call."""
    if noted := NOTED[model]:
        note = f"INSERT INTO {CHANGE} ({noted[0]}, changed_at) SELECT {noted[1]}, clock_timestamp() FROM changed"
    else:
        note = f"INSERT INTO {CHANGE} (changed_at) SELECT clock_timestamp() FROM changed LIMIT 1"
    return f"BEGIN {note}; RETURN NULL; END"


def statements_for_postgresql(model):
    """Yield the statements that make the function and the triggers of one table."""
    table = model._meta.db_table
    yield (
        f"CREATE OR REPLACE FUNCTION {table}_noted() RETURNS trigger LANGUAGE plpgsql"
        f" AS $${body_for_postgresql(model)}$$"
    )
    for event, side in events_of(model):
        yield (
            f"CREATE TRIGGER {table}_{event}_{side} AFTER {event} ON {table}"
            f" REFERENCING {side} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {table}_noted()"
        )


def statements_for_sqlite(model):
    """Yield the statements that make the triggers of one table."""
    table, noted, now = model._meta.db_table, NOTED[model], "strftime('%Y-%m-%d %H:%M:%f', 'now')"
    for event, side in events_of(model):
        columns, values = (f"{noted[0]}, ", f"{side}.{noted[1]}, ") if noted else ("", "")
        yield (
            f"CREATE TRIGGER {table}_{event}_{side} AFTER {event} ON {table} BEGIN"
            f" INSERT INTO {CHANGE} ({columns}changed_at) VALUES ({values}{now}); END"
        )


def expected_sql(connection):
    """Return {name: SQL} of what should be there: the function on PostgreSQL, the trigger on SQLite."""
    expected = {}
    for model in NOTED:
        names = [f"{model._meta.db_table}_{event}_{side}" for event, side in events_of(model)]
        if connection.vendor == "postgresql":
            expected |= dict.fromkeys(names, body_for_postgresql(model))
        else:
            expected |= zip(names, statements_for_sqlite(model), strict=True)
    return expected


def missing(using: str) -> list[str]:
    """Return the names of the triggers that a database lacks or has in another wording; one query."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(FOUND_ON_POSTGRESQL if connection.vendor == "postgresql" else FOUND_ON_SQLITE)
        found = dict(cursor.fetchall())
    return [name for name, text in expected_sql(connection).items() if found.get(name) != text]


def install(using: str) -> None:
    """Make the triggers in the database of that alias, all or none.

    What changed without them was not noted, so the listing is rebuilt, and no kept page is used.
    """
    connection = connections[using]
    with transaction.atomic(using), connection.cursor() as cursor:
        drop(using)
        if not is_migrated(connection):
            return
        for model in NOTED:
            is_postgresql = connection.vendor == "postgresql"
            for statement in (statements_for_postgresql if is_postgresql else statements_for_sqlite)(model):
                cursor.execute(statement)
        ListingState.objects.using(using).update(basis="")


def drop(using: str) -> None:
    """Drop the triggers in the database of that alias, whichever of their tables are there."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for model in NOTED:
            table = model._meta.db_table
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP FUNCTION IF EXISTS {table}_noted() CASCADE")
                continue
            for event, side in events_of(model):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{event}_{side}")


def is_migrated(connection: BaseDatabaseWrapper) -> bool:
    """Return whether migrations have made all tables that the triggers are about, and the columns that they write."""
    tables = {model._meta.db_table for model in (*NOTED, RegisterChange, ListingState)}
    if not tables <= set(connection.introspection.table_names()):
        return False
    with connection.cursor() as cursor:
        columns = {column.name for column in connection.introspection.get_table_description(cursor, CHANGE)}
    return {field.column for field in RegisterChange._meta.concrete_fields} == columns


def repair(using: str) -> list[str]:
    """Make the triggers again where one is missing; return the names of those that were.

    Several processes may try at once: the first one repairs, the others find it done.
    """
    if not missing(using):
        return []
    connection = connections[using]
    with transaction.atomic(using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_KEY])
        names = missing(using)
        if names:
            install(using)
    return names


def prepare_at_start(using: str = "default") -> None:
    """Repair the triggers and bring the listing up to date before a server takes requests; whatever happens, it starts.

    What was found is logged. A replica that only reads, or an account that may not change tables, is left as it is.
    """
    try:
        if names := repair(using):
            logger.warning(outcome_of(using), ", ".join(names))
        if is_migrated(connections[using]):
            refresh_listing()
    except Error as error:
        logger.error(NOT_REPAIRED, " ".join(str(error).split()))
    finally:
        connections[using].close()  # a server that forks after this must not share it, nor the threads of a pool
        if connections[using].vendor == "postgresql":
            connections[using].close_pool()  # type: ignore[attr-defined] # as only this backend has it


def outcome_of(using):
    """Return the sentence of the log about missing triggers that `repair` has looked at."""
    if missing(using):
        return "The database has not been migrated, so it lacks triggers (%s). Run `manage.py migrate`."
    return "Triggers were missing or outdated (%s) and have been made again; the public list is made again, too."


def before_migrations(using, plan=(), **kwargs):
    """Drop the triggers where there is something to migrate; called by Django before it does."""
    if plan:
        drop(using)


def after_migrations(using, **kwargs):
    """Make the triggers again; called by Django after it has migrated or flushed the database of that alias."""
    install(using)
