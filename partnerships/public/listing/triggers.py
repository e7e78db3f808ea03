"""Triggers that record every change, whoever makes it: which agreements changed, and a new version of the register.

A trigger sees what code could forget: bulk inserts, COPY, updates of many rows, and SQL typed by hand. On
PostgreSQL one runs per statement, on SQLite one per row. SQLite loses the triggers of a table that a migration makes
again, and refuses to rename tables that triggers of others name; so they are dropped before migrations, and made
again after them, also where a migration fails. The check, `/healthz` and the start of the server notice a missing one.
"""

import logging
import uuid

from django.db import Error, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from partnerships.models import (
    Agreement,
    AgreementType,
    Document,
    Institution,
    InstitutionName,
    ListingState,
    RegisterChange,
    RegisterVersion,
    Renewal,
)

logger = logging.getLogger(__name__)
CHANGE, VERSION = RegisterChange._meta.db_table, RegisterVersion._meta.db_table
AGREEMENT = Agreement._meta.db_table
# The column by which a changed row of a table names the institution whose agreements it touches; None where the row is
# an agreement, "" where it touches none, and gives the register a new version all the same.
TOUCHED = {
    Agreement: None,
    Institution: "id",
    InstitutionName: "institution_id",
    AgreementType: "",
    Document: "",
    Renewal: "",
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


def body_for_postgresql(model, touched):
    """Return the body of the function that the triggers of one table call."""
    join = (
        f"SELECT agreement.id FROM {AGREEMENT} agreement JOIN changed ON agreement.institution_id = changed.{touched}"
    )
    found = "SELECT id FROM changed" if touched is None else join
    note = "" if touched == "" else f"INSERT INTO {CHANGE} (agreement_pk) {found};"
    return f"""
        BEGIN
            IF EXISTS (SELECT FROM changed) THEN
                {note}
                INSERT INTO {VERSION} (id, version, changed_at)
                VALUES (1, replace(gen_random_uuid()::text, '-', ''), clock_timestamp())
                ON CONFLICT (id) DO UPDATE SET version = excluded.version, changed_at = excluded.changed_at;
            END IF;
            RETURN NULL;
        END """


def statements_for_postgresql(model, touched):
    """Yield the statements that make the function and the triggers of one table."""
    table = model._meta.db_table
    yield (
        f"CREATE OR REPLACE FUNCTION {table}_noted() RETURNS trigger LANGUAGE plpgsql"
        f" AS $${body_for_postgresql(model, touched)}$$"
    )
    for event, side in events_of(model):
        yield (
            f"CREATE TRIGGER {table}_{event}_{side} AFTER {event} ON {table}"
            f" REFERENCING {side} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {table}_noted()"
        )


def statements_for_sqlite(model, touched):
    """Yield the statements that make the triggers of one table.

    A change of agreements makes another version only where none waits to be listed yet: nobody has been shown the
    version that the first of them made. So a row of a large import costs little more than the record of its change.
    """
    table = model._meta.db_table
    is_first = "1" if touched == "" else f"NOT EXISTS (SELECT 1 FROM {CHANGE} WHERE NOT is_taken)"
    for event, side in events_of(model):
        found = f"SELECT id FROM {AGREEMENT} WHERE institution_id = {side}.{touched}"
        if touched is None:
            found = f"VALUES ({side}.id)"  # a SELECT would take half as long again as the agreement itself
        note = "" if touched == "" else f"INSERT INTO {CHANGE} (agreement_pk) {found};"
        yield f"""CREATE TRIGGER {table}_{event}_{side} AFTER {event} ON {table} BEGIN
                INSERT OR REPLACE INTO {VERSION} (id, version, changed_at)
                SELECT 1, lower(hex(randomblob(16))), strftime('%Y-%m-%d %H:%M:%f', 'now') WHERE {is_first};
                {note}
            END"""


def expected_sql(connection):
    """Return {name: SQL} of what should be there: the function on PostgreSQL, the trigger on SQLite."""
    expected = {}
    for model, touched in TOUCHED.items():
        names = [f"{model._meta.db_table}_{event}_{side}" for event, side in events_of(model)]
        if connection.vendor == "postgresql":
            expected |= dict.fromkeys(names, body_for_postgresql(model, touched))
        else:
            expected |= zip(names, statements_for_sqlite(model, touched), strict=True)
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

    What changed without them was not recorded, so the next request rebuilds the listing, and no cached page is used.
    """
    connection = connections[using]
    with transaction.atomic(using), connection.cursor() as cursor:
        drop(using)
        if not is_migrated(connection):
            return
        for model, touched in TOUCHED.items():
            is_postgresql = connection.vendor == "postgresql"
            statements = (statements_for_postgresql if is_postgresql else statements_for_sqlite)(model, touched)
            for statement in statements:
                cursor.execute(statement)
        ListingState.objects.using(using).all().delete()
        write_new_version(using)


def write_new_version(using):
    """Write a new version of the register; the moment of its last change stays where it is known."""
    values = {"version": uuid.uuid4().hex}
    RegisterVersion.objects.using(using).update_or_create(
        pk=1, defaults=values, create_defaults=values | {"changed_at": timezone.now()}
    )


def drop(using: str) -> None:
    """Drop the triggers in the database of that alias, whichever of their tables are there."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for model in TOUCHED:
            table = model._meta.db_table
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP FUNCTION IF EXISTS {table}_noted() CASCADE")
                continue
            for event, side in events_of(model):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{event}_{side}")


def is_migrated(connection: BaseDatabaseWrapper) -> bool:
    """Return whether migrations have made all tables that the triggers are about, and the columns that they write."""
    tables = {model._meta.db_table for model in (*TOUCHED, RegisterChange, RegisterVersion, ListingState)}
    if not tables <= set(connection.introspection.table_names()):
        return False
    with connection.cursor() as cursor:
        columns = {column.name for column in connection.introspection.get_table_description(cursor, VERSION)}
    return {field.column for field in RegisterVersion._meta.concrete_fields} <= columns


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


def repair_at_start(using: str = "default") -> None:
    """Repair the triggers before a server takes requests, and log what was found; whatever happens, it starts.

    A replica that only reads, or an account that may not change tables, is left as it is.
    """
    try:
        if names := repair(using):
            logger.warning(outcome_of(using), ", ".join(names))
    except Error as error:
        logger.error(NOT_REPAIRED, " ".join(str(error).split()))
    finally:
        connections[using].close()  # a server that forks after this must not share it


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
