"""Many new records at once: COPY on PostgreSQL, one prepared statement on SQLite.

Django's own bulk_create spends nine tenths of its time making SQL text; these two send the values alone. Keys are
taken from the database's own sequence, so that whoever inserts next gets a later one.
"""

import json
from functools import cache
from operator import attrgetter

from django.db import connection, models
from django.db.models.base import ModelState

from partnerships.models.fields import FoldedField


def made(model, **values):
    """A new record of a `model` with some `values` of its columns, by the names of their attributes.

    It skips `Model.__init__`, which takes a sixth of the time of a large import: each column gets its default here.
    """
    record = model.__new__(model)
    plain, called = defaults_of(model)
    record._state = ModelState()
    record.__dict__.update(plain)
    for name, default in called:
        record.__dict__[name] = default()
    record.__dict__.update(values)
    return record


@cache
def defaults_of(model):
    """The defaults of a model's columns: {attribute: value}, and (attribute, function) of those made anew each time."""
    fields = [field for field in model._meta.concrete_fields if field.has_default() and callable(field.default)]
    called = tuple((field.attname, field.get_default) for field in fields)
    plain = {field.attname: field.get_default() for field in model._meta.concrete_fields if field not in fields}
    return plain, called


def insert(model, records):
    """Inserts new `records` of one `model` and gives each its primary key; to be called inside a transaction."""
    records = list(records)
    if not records:
        return
    fields = model._meta.concrete_fields
    for record, pk in zip(records, new_keys(model, len(records)), strict=True):
        record.pk = pk
        record._state.adding = False
    send(model, fields, rows_of(fields, records))


def send(model, fields, rows):
    """Inserts `rows`, each the values of the `fields` of a `model` as the database's driver takes them."""
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


def rows_of(fields, records):
    """The values of some `fields` of each record, as the database's driver takes them."""
    stored = attrgetter(*(field.attname for field in fields))
    converters = [(place, convert) for place, field in enumerate(fields) if (convert := converter_of(field))]
    for record in records:
        row = list(stored(record))
        for place, convert in converters:
            row[place] = convert(record, row[place])
        yield row


def converter_of(field):
    """How the value of a `field` becomes what the driver takes, called with record and value; None where it is that."""
    if isinstance(field, FoldedField):
        return lambda record, value: field.pre_save(record, True)
    if isinstance(field, models.DateTimeField):
        adapt = connection.ops.adapt_datetimefield_value
        return lambda record, value: adapt(field.pre_save(record, True))
    if isinstance(field, models.JSONField):
        return lambda record, value: encode(value) if value else NOTHING[type(value)]
    if isinstance(field, models.DateField):
        adapt = connection.ops.adapt_datefield_value
        return lambda record, value: None if value is None else adapt(value)
    if isinstance(field, models.FileField) or field.choices:
        return lambda record, value: str(value or "")
    return None


NOTHING = {list: "[]", dict: "{}", type(None): None}
encode = json.JSONEncoder(ensure_ascii=False).encode
