"""Look for what the database should never have let happen: rows that break a rule, and rules that are not there."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models

NOT_LOOKED_AT = (
    "SELECT conname FROM pg_constraint WHERE NOT convalidated AND connamespace = current_schema()::regnamespace"
)


def broken_rows() -> Iterator[str]:
    """Yield a sentence for each rule that rows break, or that the database does not keep."""
    managed = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    for model in managed:
        yield from lost_constraints(model)
        yield from orphans(model)
    yield from found_by_sqlite() if connection.vendor == "sqlite" else not_looked_at()


def lost_constraints(model: type[models.Model]) -> Iterator[str]:
    """Yield a sentence for each constraint of a `model` that its table lacks."""
    if model._meta.constraints:
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, model._meta.db_table)
        for constraint in model._meta.constraints:
            if constraint.name not in found:
                yield f"The table {model._meta.db_table} lacks its constraint {constraint.name}."


def orphans(model: type[models.Model]) -> Iterator[str]:
    """Yield a sentence for each column of a `model` that names rows which are not there."""
    quote = connection.ops.quote_name
    for field in model._meta.concrete_fields:
        if not (isinstance(field, models.ForeignKey) and field.db_constraint):  # type: ignore[attr-defined]
            continue
        target = field.target_field.model._meta.db_table
        names = f"there.{quote(str(field.target_field.column))} = here.{quote(field.column)}"
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT count(*) FROM {quote(model._meta.db_table)} here WHERE here.{quote(field.column)} IS NOT NULL"
                f" AND NOT EXISTS (SELECT 1 FROM {quote(target)} there WHERE {names})"
            )
            count = cursor.fetchone()[0]
        if count:
            yield f"{count} rows of {model._meta.db_table} name a row of {target} that is not there ({field.column})."


def found_by_sqlite() -> Iterator[str]:
    """Yield what SQLite finds broken: pages, indexes, and rows against a constraint."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        yield from (f"SQLite finds: {' '.join(line.split())}." for (line,) in cursor.fetchall() if line != "ok")


def not_looked_at() -> Iterator[str]:
    """Yield a sentence for each constraint of which PostgreSQL does not know whether the rows keep it."""
    with connection.cursor() as cursor:
        cursor.execute(NOT_LOOKED_AT)
        yield from (f"The constraint {name} was made without looking at the rows." for (name,) in cursor.fetchall())
