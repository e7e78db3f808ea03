"""The public list without tallies and milestones, and changes as notes that nobody updates.

The listing is made again after migrations.
"""

from django.db import migrations, models

WORDS = "partnerships_listedwords"
NEW_OPTIONS = "tokenize='trigram'"
OPTIONS = f"content='partnerships_listedagreement', content_rowid='agreement_id', {NEW_OPTIONS}"


def keep_last_change(apps, schema_editor):
    version = apps.get_model("partnerships", "RegisterVersion").objects.first()
    state = {"basis": "", "version": "", "changed_at": version and version.changed_at}
    apps.get_model("partnerships", "ListingState").objects.update_or_create(pk=1, defaults=state)
    apps.get_model("partnerships", "RegisterChange").objects.all().delete()


def forget(apps, schema_editor):
    apps.get_model("partnerships", "ListingState").objects.all().delete()
    apps.get_model("partnerships", "RegisterChange").objects.all().delete()


def index_of_words(options):
    """Return a function that makes SQLite's index of words again; one with a text of its own forgets by itself."""

    def make(apps, schema_editor):
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TABLE {WORDS}")
            schema_editor.execute(f"CREATE VIRTUAL TABLE {WORDS} USING fts5(search_text, {options})")

    return make


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0023_looks_and_reading_version'),
    ]

    operations = [
        migrations.AddField(
            model_name='listingstate',
            name='changed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(keep_last_change, forget),
        migrations.RemoveField(model_name='registerchange', name='is_taken'),
        migrations.AlterField(
            model_name='registerchange',
            name='agreement_pk',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='registerchange',
            name='institution_pk',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='registerchange',
            name='changed_at',
            field=models.DateTimeField(),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='listedagreement',
            index=models.Index(fields=['country', 'type', 'status', 'year'], name='listed_cells'),
        ),
        migrations.DeleteModel(name='RegisterVersion'),
        migrations.DeleteModel(name='Tally'),
        migrations.DeleteModel(name='Milestone'),
        migrations.RunPython(index_of_words(NEW_OPTIONS), index_of_words(OPTIONS)),
    ]
