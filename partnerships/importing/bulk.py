"""Many new records at once: COPY on PostgreSQL, one prepared statement on SQLite.

Django's own bulk_create spends nine tenths of its time making SQL text; these two send the values alone. Keys are
taken from the database's own sequence, so that whoever inserts next gets a later one.
"""

import json
from datetime import date, datetime

from django.db import connection, models

from partnerships.models.fields import FoldedField


def insert(model, records):
    """Inserts new `records` of one `model` and gives each its primary key; to be called inside a transaction."""
    records = list(records)
    if not records:
        return
    fields = model._meta.concrete_fields
    for record, pk in zip(records, new_keys(model, len(records)), strict=True):
        record.pk = pk
        record._state.adding = False
    readers = [reader_of(field) for field in fields]
    rows = ([read(record) for read in readers] for record in records)
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})", rows)


def new_keys(model, count):
    """As many new primary keys of a `model`, in ascending order."""
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(statement, [table, key, count])
            return [row[0] for row in cursor.fetchall()]
        quoted = connection.ops.quote_name(table)
        cursor.execute(
            f"SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = %s), 0),"
            f" coalesce((SELECT max({connection.ops.quote_name(key)}) FROM {quoted}), 0))",
            [table],
        )
        last = cursor.fetchone()[0]
    return range(last + 1, last + count + 1)


def reader_of(field):
    """How the value of a `field` is read from a record, as the database's driver takes it."""
    name = field.attname
    if isinstance(field, (FoldedField, models.DateTimeField)):
        return lambda record: plain(field.pre_save(record, True))
    if isinstance(field, models.JSONField):
        return lambda record: json.dumps(getattr(record, name), ensure_ascii=False)
    if isinstance(field, models.DateField):
        return lambda record: plain(getattr(record, name))
    if isinstance(field, models.FileField):
        return lambda record: str(getattr(record, name) or "")
    if isinstance(field, models.CharField):
        return lambda record: plain(getattr(record, name))
    return lambda record: getattr(record, name)


def plain(value):
    """A value as both drivers take it: a choice as its text, a moment or a day as SQLite stores it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return str(value) if isinstance(value, str) else value
