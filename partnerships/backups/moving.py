"""Move a register from SQLite into PostgreSQL: all rows of all tables under their keys, in one transaction.

Both databases have the same tables by then, since the migrations have run on both. What the migrations have written
into the empty one (groups, permissions, kinds of cooperation) is replaced by what the register has made of it.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, connections, models, transaction
from psycopg import Error

from partnerships.bulk_insert import sender
from partnerships.models import ListedAgreement, ListingState, RegisterChange

from .failures import BackupFailed
from .tables import caches, count, left_empty, own_tables

BATCH = 2000
MADE_AGAIN = (ListedAgreement, RegisterChange)  # the listing is rebuilt


def move(source: str) -> None:
    """Copy all rows of the database under the alias `source` into the register, or none.

    PostgreSQL looks at foreign keys as the transaction ends, so the order of the tables does not matter.
    """
    moved = [model for model in apps.get_models(include_auto_created=True) if is_moved(model)]
    kept = {"django_migrations", *caches()}
    with transaction.atomic(), connection.cursor() as cursor:
        tables = ", ".join(connection.ops.quote_name(table) for table in own_tables() if table not in kept)
        cursor.execute(f"TRUNCATE {tables}")
        for model in moved:
            copy_rows(source, model)
        continue_keys(source, moved)
        RegisterChange.objects.all().delete()
        ListingState.objects.update(basis="")


def is_moved(model: type[models.Model]) -> bool:
    """Return whether the rows of a `model` are moved."""
    options = model._meta
    return options.managed and not options.proxy and model not in MADE_AGAIN and options.db_table not in left_empty()


def copy_rows(source: str, model: type[models.Model]) -> None:
    """Copy the rows of a `model`; raise BackupFailed where PostgreSQL does not take one that SQLite took."""
    fields = model._meta.concrete_fields
    try:
        with sender(model, fields) as send:
            for batch in batches(source, model):
                send([prepared(fields, row) for row in batch])
    except Error as error:
        reason = " ".join(str(error).split())
        raise BackupFailed(f"PostgreSQL does not take a row of {model._meta.db_table}: {reason}.") from None
    if count(model._meta.db_table) != count(model._meta.db_table, source):
        raise BackupFailed(f"Not all rows of {model._meta.db_table} could be moved.")


def batches(source: str, model: type[models.Model]) -> Iterator[list[tuple]]:
    """Yield the rows of a `model` in lists, in the order of their keys."""
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.using(source).order_by("pk").values_list(*names).iterator(chunk_size=BATCH)
    batch: list[tuple] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def prepared(fields, row):
    """Return the values of a `row` as PostgreSQL's driver takes them."""
    return [
        field.get_db_prep_value(value, connection) if isinstance(field, models.JSONField) else value
        for field, value in zip(fields, row, strict=True)
    ]


def continue_keys(source: str, moved: list[type[models.Model]]) -> None:
    """Let PostgreSQL give later keys than SQLite ever has: the history still names those of deleted records."""
    with connections[source].cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        given = dict(cursor.fetchall())
    with connection.cursor() as cursor:
        for model in moved:
            table, key = model._meta.db_table, model._meta.pk.column
            if isinstance(model._meta.pk, models.AutoField) and given.get(table):
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, key, given[table]])
