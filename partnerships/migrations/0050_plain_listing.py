"""The public list without written counts, and without an index of words of its own on SQLite.

The listing is made again after migrations.
"""

from django.db import migrations, models

WORDS = "partnerships_listedwords"


def on_sqlite(statement):
    """Return a function that runs a statement on SQLite only."""

    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0049_reviews_in_words")]

    operations = [
        migrations.RemoveField(model_name="listingstate", name="cells"),
        migrations.RemoveField(model_name="listingstate", name="sums"),
        migrations.RemoveIndex(model_name="listedagreement", name="listed_by_kind"),
        migrations.RunPython(
            on_sqlite(f"DROP TABLE {WORDS}"),
            on_sqlite(f"CREATE VIRTUAL TABLE {WORDS} USING fts5(search_text, tokenize='trigram')"),
        ),
    ]
