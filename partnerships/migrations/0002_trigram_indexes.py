"""On PostgreSQL, trigram indexes on the folded keys, so that a search inside names does not read them all."""

from django.db import migrations

INDEXES = {
    "institution_folded_name_trgm": ("partnerships_institution", "folded_name"),
    "institutionname_folded_name_trgm": ("partnerships_institutionname", "folded_name"),
    "agreement_folded_title_trgm": ("partnerships_agreement", "folded_title"),
}


def create(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for name, (table, column) in INDEXES.items():
        schema_editor.execute(f"CREATE INDEX {name} ON {table} USING gin ({column} gin_trgm_ops)")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for name in INDEXES:
        schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0001_records")]
    operations = [migrations.RunPython(create, drop)]
