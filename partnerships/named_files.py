"""Which files are stored, and which records, or versions of records in the history, name them."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.core.files.storage import Storage
from django.db import DEFAULT_DB_ALIAS, connections, models

Column = tuple[type[models.Model], str]


def stored_files(storage: Storage, folder: str = "") -> Iterator[str]:
    """Yield the names of all files in a `folder` of a `storage`, and in the folders in it."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # nothing was uploaded yet
        return
    yield from (f"{folder}{name}" for name in files if not name.startswith("."))
    for name in folders:
        yield from stored_files(storage, f"{folder}{name}/")


def records_with_files() -> Iterator[Column]:
    """Yield each model that keeps files, with the name of the column."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                yield model, field.name


def histories_with_files() -> Iterator[Column]:
    """Yield the model of the history of each model that keeps files, with the name of the column."""
    yield from ((model.history.model, name) for model, name in records_with_files() if hasattr(model, "history"))


def names_in(columns: Iterable[Column], using: str = DEFAULT_DB_ALIAS) -> dict[str, str]:
    """Return the label of a record that names it for each file in some `columns`: {name: label}.

    A table or a column that waits for a migration names nothing.
    """
    names: dict[str, str] = {}
    tables = connections[using].introspection.table_names()
    for model, column in columns:
        if model._meta.db_table in tables and has_column(model, column, using):
            named = model._base_manager.using(using).exclude(**{column: ""})
            pairs = named.values_list("pk", column).iterator()
            names |= {name: f"{model._meta.verbose_name} {pk}" for pk, name in pairs}
    return names


def has_column(model: type[models.Model], name: str, using: str) -> bool:
    """Return whether the table of a `model` has the column of that name."""
    with connections[using].cursor() as cursor:
        found = connections[using].introspection.get_table_description(cursor, model._meta.db_table)
    return name in {column.name for column in found}
