"""Many new records at once: COPY on PostgreSQL, statements of many rows on SQLite.

Django's own bulk_create spends nine tenths of its time making SQL text; these two send the values alone. Keys are
taken from the database's own sequence, so that whoever inserts next gets a later one.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from itertools import chain
from operator import itemgetter
from typing import TypeVar

from django.db import connection, models
from django.db.models.base import ModelState

from partnerships.models.fields import FoldedField
from partnerships.models.register_numbers import RegisterNumber, RegisterNumberField

BATCH = 5000
AnyModel = TypeVar("AnyModel", bound=models.Model)


def made(model: type[AnyModel], **values: object) -> AnyModel:
    """Return a new record of a `model` with `values` for some of its columns, by the names of their attributes.

    It skips `Model.__init__`, which takes a sixth of the time of a large import: each column gets its default here.
    """
    record = model.__new__(model)
    plain, called = defaults_of(model)
    record._state = ModelState()
    record.__dict__.update(plain)
    record.__dict__.update(values)
    for name, default in called:
        if name not in values:
            record.__dict__[name] = default()
    return record


@cache
def defaults_of(model):
    """Return the defaults of a model's columns: {attribute: value}, and (attribute, function) of computed ones."""
    fields = [field for field in model._meta.concrete_fields if field.has_default() and callable(field.default)]
    called = tuple((field.attname, field.get_default) for field in fields)
    plain = {field.attname: field.get_default() for field in model._meta.concrete_fields if field not in fields}
    return plain, called


def insert(model: type[models.Model], records: Iterable[models.Model]) -> None:
    """Insert new `records` of one `model` and give each its primary key; to be called inside a transaction.

    Those that are to have register numbers get them in their order.
    """
    records = list(records)
    give_register_numbers(model, records)
    parts = (records[start : start + BATCH] for start in range(0, len(records), BATCH))
    insert_parts(model, len(records), parts)


def give_register_numbers(model: type[models.Model], records: Iterable[models.Model]) -> None:
    """Give each of some new `records` of a `model` with register numbers the next one, unless it has one already."""
    for field in model._meta.concrete_fields:
        if isinstance(field, RegisterNumberField):
            lacking = [record for record in records if getattr(record, field.attname) is None]
            numbers = [made(RegisterNumber) for _record in lacking]
            insert(RegisterNumber, numbers)
            for record, number in zip(lacking, numbers, strict=True):
                setattr(record, field.attname, number.pk)


def insert_parts(model: type[models.Model], count: int, parts: Iterable[Sequence[models.Model]]) -> None:
    """Insert `count` new records of one `model` that come in `parts`, and give each its primary key.

    To be called inside a transaction, on whose connection nothing else may happen while the parts are made: PostgreSQL
    writes one of them down while the next is made.
    """
    if not count:
        return
    fields, name = model._meta.concrete_fields, model._meta.pk.attname
    keys = iter(new_keys(model, count))
    with sender(model, fields) as send:
        for records in parts:
            for record, pk in zip(records, keys):  # noqa: B905 (keys are left for the next part)
                record.__dict__[name] = pk
                record._state.adding = False
            send(rows_of(fields, records))


def send(model: type[models.Model], fields: Sequence, rows: Sequence[Sequence]) -> None:
    """Insert a list of `rows`, each the values of the `fields` of a `model` as the database's driver takes them."""
    with sender(model, fields) as send_rows:
        send_rows(rows)


@contextmanager
def sender(model: type[models.Model], fields: Sequence) -> Iterator[Callable[[Sequence[Sequence]], None]]:
    """Yield a function that inserts a list of rows, as `send` does; on PostgreSQL with one COPY for all lists."""
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                yield partial(copy_rows, copy)
        else:
            yield partial(insert_together, cursor, f"INSERT INTO {table} ({columns}) VALUES", len(fields))


def copy_rows(copy, rows):
    """Send `rows` to a COPY of PostgreSQL."""
    for row in rows:
        copy.write_row(row)


def insert_together(cursor, statement, width, rows):
    """Insert `rows` of `width` values, as many of them in one `statement` as Django lets SQLite take.

    A statement whose table has a trigger keeps a copy of each page that it changes, in case it fails half-way. With a
    row in each statement, that takes twice as long as the rows themselves.
    """
    one = f"({', '.join(['%s'] * width)})"
    most = connection.features.max_query_params // width
    whole = len(rows) - len(rows) % most
    together = [tuple(chain.from_iterable(rows[start : start + most])) for start in range(0, whole, most)]
    cursor.executemany(f"{statement} {', '.join([one] * most)}", together)
    cursor.executemany(f"{statement} {one}", rows[whole:])


def new_keys(model, count):
    """Return as many new primary keys of a `model`, in ascending order."""
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
    """Return the values of some `fields` of each record, as the database's driver takes them.

    A column at a time, since most are left as they are; past the descriptors, which a new record does not need.
    """
    stored = zip(*map(itemgetter(*(field.attname for field in fields)), map(vars, records)), strict=True)
    return list(zip(*map(partial(column_of, records), fields, stored), strict=True))


def column_of(records, field, values):
    """Return the `values` of a `field` of all `records`, as the database's driver takes them."""
    if isinstance(field, FoldedField):
        return [field.pre_save(record, True) for record in records]
    if isinstance(field, models.FileField):
        return [str(getattr(record, field.attname) or "") for record in records]
    if isinstance(field, models.DateTimeField):
        adapt = connection.ops.adapt_datetimefield_value
        return [adapt(field.pre_save(record, True)) for record in records]
    if isinstance(field, models.JSONField):
        return [encode(value) if value else NOTHING[type(value)] for value in values]
    if isinstance(field, models.DateField):
        adapt = connection.ops.adapt_datefield_value
        return [None if value is None else adapt(value) for value in values]
    if field.choices:
        return [str(value or "") for value in values]
    return values


NOTHING = {list: "[]", dict: "{}", type(None): None}
encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode  # no stored value contains itself
