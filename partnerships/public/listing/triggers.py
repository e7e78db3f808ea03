"""What the database notes of every change, whoever makes it: which agreements, and that the register is another one.

A trigger sees what no code has to remember: bulk inserts, COPY, updates of many rows, and hands in the database. On
PostgreSQL one runs per statement, on SQLite one per row. SQLite loses the triggers of a table that a migration makes
anew, and refuses to rename tables that triggers of others name; so they are dropped before migrations, and made
anew after them.
"""

from django.db import connections

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

CHANGE, VERSION = RegisterChange._meta.db_table, RegisterVersion._meta.db_table
AGREEMENT = Agreement._meta.db_table
# By which column a changed row of a table names the institution whose agreements it touches; None where it is itself an
# agreement, "" where it touches none and the register is another one all the same.
TOUCHED = {
    Agreement: None,
    Institution: "id",
    InstitutionName: "institution_id",
    AgreementType: "",
    Document: "",
    Renewal: "",
}
CHANGED = ("update", "new")
EVENTS = (("insert", "new"), CHANGED, ("delete", "old"))
MOVED = ("update", "old")  # a name that moves to another institution touches the one that it leaves, too


def events_of(model):
    """When the triggers of a `model` run: the event, and which side of the change, new or old, it looks at.

    An institution that comes or goes has no agreements, so nobody sees it then.
    """
    if model is Institution:
        return (CHANGED,)
    return (*EVENTS, MOVED) if model is InstitutionName else EVENTS


def statements_for_postgresql(model, touched):
    """The statements that make the function and the triggers of one table."""
    table = model._meta.db_table
    join = (
        f"SELECT agreement.id FROM {AGREEMENT} agreement JOIN changed ON agreement.institution_id = changed.{touched}"
    )
    found = "SELECT id FROM changed" if touched is None else join
    note = "" if touched == "" else f"INSERT INTO {CHANGE} (agreement_pk) {found};"
    yield f"""
        CREATE OR REPLACE FUNCTION {table}_noted() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT FROM changed) THEN
                {note}
                INSERT INTO {VERSION} (id, mark, changed_at)
                VALUES (1, replace(gen_random_uuid()::text, '-', ''), clock_timestamp())
                ON CONFLICT (id) DO UPDATE SET mark = excluded.mark, changed_at = excluded.changed_at;
            END IF;
            RETURN NULL;
        END $$"""
    for event, side in events_of(model):
        yield (
            f"CREATE TRIGGER {table}_{event}_{side} AFTER {event} ON {table}"
            f" REFERENCING {side} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {table}_noted()"
        )


def statements_for_sqlite(model, touched):
    """The statements that make the triggers of one table.

    A change of agreements makes another mark only where none waits to be listed yet: nobody has been shown the mark
    that the first of them made. So the rows of a large import cost little more than their notes.
    """
    table = model._meta.db_table
    is_first = "1" if touched == "" else f"NOT EXISTS (SELECT 1 FROM {CHANGE} WHERE NOT is_taken)"
    for event, side in events_of(model):
        found = f"SELECT id FROM {AGREEMENT} WHERE institution_id = {side}.{touched}"
        if touched is None:
            found = f"VALUES ({side}.id)"  # a SELECT would take half as long again as the agreement itself
        note = "" if touched == "" else f"INSERT INTO {CHANGE} (agreement_pk) {found};"
        yield f"""
            CREATE TRIGGER {table}_{event}_{side} AFTER {event} ON {table} BEGIN
                INSERT OR REPLACE INTO {VERSION} (id, mark, changed_at)
                SELECT 1, lower(hex(randomblob(16))), strftime('%Y-%m-%d %H:%M:%f', 'now') WHERE {is_first};
                {note}
            END"""


def install(using):
    """Makes the triggers in the database of that alias, and lets the listing be made anew at the next look."""
    connection = connections[using]
    drop(using)
    if not tables_are_there(connection):
        return
    with connection.cursor() as cursor:
        for model, touched in TOUCHED.items():
            is_postgresql = connection.vendor == "postgresql"
            statements = (statements_for_postgresql if is_postgresql else statements_for_sqlite)(model, touched)
            for statement in statements:
                cursor.execute(statement)
    ListingState.objects.using(using).all().delete()


def drop(using):
    """Takes the triggers away from the database of that alias."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in TOUCHED:
            table = model._meta.db_table
            if table not in tables:
                continue
            for event, side in events_of(model):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{event}_{side}{on}")


def tables_are_there(connection):
    """Whether migrations have made all tables that the triggers are about."""
    wanted = {model._meta.db_table for model in (*TOUCHED, RegisterChange, RegisterVersion, ListingState)}
    return wanted <= set(connection.introspection.table_names())


def before_migrations(using, **kwargs):
    """Called by Django before it migrates the database of that alias."""
    drop(using)


def after_migrations(using, **kwargs):
    """Called by Django after it has migrated the database of that alias."""
    install(using)
