"""Triggers that note every change, whoever makes it: each adds a row to the table of RegisterChange, and no more.

A trigger sees what code could forget: bulk inserts, COPY, updates of many rows, and SQL typed by hand. A note is only
ever added, so that no two writers wait for each other because of it. On PostgreSQL a trigger runs per statement, also
for TRUNCATE, after which all that is listed is looked at again; on SQLite per row. SQLite loses the triggers of a table
that a migration makes again, and refuses to rename tables that triggers of others name; so they are dropped before
migrations, and made again after them, also where a migration fails. The check, `/readyz` and the start of the server
notice a missing one.
"""

import logging

from django.db import Error, connections, transaction

from partnerships import models
from partnerships.replicas.servers import PRIMARY, is_primary_gone

from .refreshing import refresh_listing

logger = logging.getLogger(__name__)
CHANGE = models.RegisterChange._meta.db_table
CHANGED = ("update", "new")
EVENTS = (("insert", "new"), CHANGED, ("delete", "old"))
MOVED = ("update", "old")  # a name that moves to another institution touches the one that it leaves, too
# Records that pages show, and the listing does not.
ON_PAGES = (
    *(models.AgreementType, models.AgreementTypeName, models.CooperationKind, models.HomeInstitution),
    *(models.Document, models.Renewal, models.Review, models.Unit),
)
# The column of a note that a changed row of a table fills, what with, and when: the event, and the side of the change,
# new or old, that is looked at. An institution that comes or goes has no agreements, so nobody sees it then.
NOTED = {
    models.Agreement: ("agreement_pk", "{}.id", EVENTS),
    models.Institution: ("institution_pk", "{}.id", [CHANGED]),
    models.InstitutionName: ("institution_pk", "{}.institution_id", [*EVENTS, MOVED]),
    **dict.fromkeys(ON_PAGES, ("agreement_pk", "CAST(NULL AS bigint)", EVENTS)),
}
# On PostgreSQL a disabled trigger is as good as none.
FOUND_ON_POSTGRESQL = """
    SELECT tgname, prosrc FROM pg_trigger
    JOIN pg_proc ON pg_proc.oid = tgfoid JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND pg_table_is_visible(tgrelid)
"""
FOUND_ON_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
FUNCTION = "CREATE OR REPLACE FUNCTION {}_noted() RETURNS trigger LANGUAGE plpgsql AS $${}$$"
LOCK_TIMEOUT = "20s"  # how long the start of a server waits for a table that somebody writes to, as on SQLite
UNMIGRATED = "The database has not been migrated, so it lacks triggers. Run `manage.py migrate`."
REPAIRED = "Triggers were missing or outdated (%s) and have been made again; the public list is made again, too."
NOT_REPAIRED = "Triggers cannot be looked for or made again: %s. Run `manage.py migrate` as the owner of the tables."
WITHOUT_PRIMARY = "The primary does not answer; its triggers were not looked for. Public pages come from the standbys."


def triggers_on_postgresql(table, column, value, events):
    """Yield the name of each trigger of a table, the body of its function, and the statements that make both."""
    listed = (
        f"SELECT agreement_id, statement_timestamp() FROM {models.ListedAgreement._meta.db_table}"
        " UNION ALL SELECT NULL, statement_timestamp()"  # also where nothing is listed
    )
    changed = f"SELECT DISTINCT {value.format('changed')}, statement_timestamp() FROM changed"
    body = (
        f"BEGIN IF TG_OP = 'TRUNCATE' THEN INSERT INTO {CHANGE} (agreement_pk, changed_at) {listed};"
        f" ELSE INSERT INTO {CHANGE} ({column}, changed_at) {changed}; END IF; RETURN NULL; END"
    )
    for event, side in (*events, ("truncate", "all")):
        rows = "" if event == "truncate" else f"REFERENCING {side} TABLE AS changed"
        trigger = f"CREATE TRIGGER {table}_{event}_{side} AFTER {event} ON {table} {rows} FOR EACH STATEMENT"
        made = [FUNCTION.format(table, body), f"{trigger} EXECUTE FUNCTION {table}_noted()"]
        yield f"{table}_{event}_{side}", body, made


def triggers_on_sqlite(table, column, value, events):
    """Yield the name of each trigger of a table, its text, and the statement that makes it."""
    for event, side in events:
        values = f"{value.format(side)}, strftime('%Y-%m-%d %H:%M:%f', 'now')"
        note = f"INSERT INTO {CHANGE} ({column}, changed_at) VALUES ({values})"
        text = f"CREATE TRIGGER {table}_{event}_{side} AFTER {event} ON {table} BEGIN {note}; END"
        yield f"{table}_{event}_{side}", text, [text]


def wanted(using: str) -> dict[str, tuple[str, str, list[str]]]:
    """Return {name: (table, text as the database keeps it, statements that make it)} of all triggers."""
    triggers_of = triggers_on_postgresql if connections[using].vendor == "postgresql" else triggers_on_sqlite
    tables = [(model._meta.db_table, noted) for model, noted in NOTED.items()]
    return {name: (table, *made) for table, noted in tables for name, *made in triggers_of(table, *noted)}


def missing(using: str) -> list[str]:
    """Return the names of the triggers that a database lacks or has in another wording; one query."""
    with connections[using].cursor() as cursor:
        cursor.execute(FOUND_ON_POSTGRESQL if connections[using].vendor == "postgresql" else FOUND_ON_SQLITE)
        found = dict(cursor.fetchall())
    return [name for name, (_table, text, _made) in wanted(using).items() if found.get(name) != text]


def install(using: str, **signal: object) -> None:
    """Make the triggers in the database of that alias, all or none; called by Django after it has migrated or flushed.

    What changed without them was not noted, so the listing is rebuilt, and no kept page is used.
    """
    with transaction.atomic(using), connections[using].cursor() as cursor:
        drop(using)
        if is_migrated(using):
            for _table, _text, made in wanted(using).values():
                for statement in made:
                    cursor.execute(statement)
            models.ListingState.objects.using(using).update(basis="")


def drop(using: str, plan: object = True, **signal: object) -> None:
    """Drop the triggers in the database of that alias, whichever of their tables are there.

    Django calls it with a `plan` before it migrates; an empty one changes nothing.
    """
    with connections[using].cursor() as cursor:
        for name, (table, *_) in wanted(using).items() if plan else ():
            of_table = f" ON {table}" if connections[using].vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{of_table}")


def is_migrated(using: str) -> bool:
    """Return whether migrations have made all tables that the triggers are about, and the columns that they write."""
    introspection = connections[using].introspection
    with connections[using].cursor() as cursor:
        tables = {model._meta.db_table for model in (*NOTED, models.ListingState)}
        if not tables <= set(introspection.table_names(cursor)):
            return False
        columns = {column.name for column in introspection.get_table_description(cursor, CHANGE)}
    return {field.column for field in models.RegisterChange._meta.concrete_fields} == columns


def prepare_at_start(using: str = "default") -> None:
    """Repair the triggers and bring the listing up to date before a server takes requests; whatever happens, it starts.

    Several servers may do so at once: the first table that is locked lets one in at a time. What was found is logged. A
    replica that only reads, or an account that may not change tables, is left as it is.
    """
    if using == PRIMARY and is_primary_gone():
        logger.warning(WITHOUT_PRIMARY)
        return
    try:
        if not is_migrated(using):
            logger.warning(UNMIGRATED)
            return
        if names := missing(using):
            with transaction.atomic(using), connections[using].cursor() as cursor:
                if connections[using].vendor == "postgresql":
                    cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
                install(using)
            logger.warning(REPAIRED, ", ".join(names))
        refresh_listing()
    except Error as error:
        logger.error(NOT_REPAIRED, " ".join(str(error).split()))
    finally:
        connections[using].close()  # a server that forks after this must not share it, nor the threads of a pool
        if connections[using].vendor == "postgresql":
            connections[using].close_pool()  # type: ignore[attr-defined] # as only this backend has it
