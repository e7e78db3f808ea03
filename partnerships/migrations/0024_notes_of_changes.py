"""The public list without tallies and milestones; changes are notes that nobody updates, and one table less knows them.

The listing is made again after migrations.
"""

from django.db import migrations, models

WORDS = "partnerships_listedwords"
OPTIONS = "content='partnerships_listedagreement', content_rowid='agreement_id', tokenize='trigram'"


def keep_last_change(apps, schema_editor):
    version = apps.get_model("partnerships", "RegisterVersion").objects.first()
    state = {"basis": "", "version": "", "changed_at": version and version.changed_at}
    apps.get_model("partnerships", "ListingState").objects.update_or_create(pk=1, defaults=state)
    apps.get_model("partnerships", "RegisterChange").objects.all().delete()


def forget(apps, schema_editor):
    apps.get_model("partnerships", "ListingState").objects.all().delete()
    apps.get_model("partnerships", "RegisterChange").objects.all().delete()


def drop_index_of_words(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TABLE {WORDS}")


def create_index_of_words(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"CREATE VIRTUAL TABLE {WORDS} USING fts5(search_text, {OPTIONS})")


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
        migrations.RunPython(drop_index_of_words, create_index_of_words),
    ]
