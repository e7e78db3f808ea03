"""The tables of the register: which there are, how many rows they have, and which are left empty in a backup."""

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.migrations.recorder import MigrationRecorder

from partnerships.models import Agreement, AgreementType, Document, ImportRun, Institution, Unit

# What logs somebody in, and would still do so after they have signed out
SESSIONS = {"django_session", "usersessions_usersession"}
UNFINISHED = "partnerships_unfinished_restore"  # a table that is there while PostgreSQL takes a backup


def own_tables(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Return the tables of the register in a database: those of models and caches, and that of the migrations."""
    names = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    return sorted((names | caches() | {MigrationRecorder.Migration._meta.db_table}) & existing(using))


def existing(using: str) -> set[str]:
    """Return the names of all tables of a database."""
    return set(connections[using].introspection.table_names())


def caches() -> set[str]:
    """Return the tables in which caches are kept."""
    kept = (each for each in settings.CACHES.values() if str(each["BACKEND"]).endswith("DatabaseCache"))
    return {str(each["LOCATION"]) for each in kept}


def left_empty() -> set[str]:
    """Return the tables whose rows are in no backup."""
    return SESSIONS | caches()


def count(table: str, using: str = DEFAULT_DB_ALIAS) -> int:
    """Return how many rows a `table` has."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {connections[using].ops.quote_name(table)}")
        return int(cursor.fetchone()[0])


def counts(using: str = DEFAULT_DB_ALIAS) -> dict[str, int]:
    """Return {table: number of rows} of the register, as a backup of it will have them."""
    return {table: 0 if table in left_empty() else count(table, using) for table in own_tables(using)}


def records(using: str = DEFAULT_DB_ALIAS) -> dict[str, int]:
    """Return how many records of each kind a register has, {label: number}, of those that it has any of."""
    accounts = apps.get_model(settings.AUTH_USER_MODEL)
    tables = existing(using)
    kinds: list[type[models.Model]] = [Agreement, Institution, AgreementType, Unit, Document, ImportRun, accounts]
    found = {
        str(kind._meta.verbose_name_plural): count(kind._meta.db_table, using)
        for kind in kinds
        if kind._meta.db_table in tables
    }
    return {label: number for label, number in found.items() if number}
