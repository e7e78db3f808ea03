"""Indexes and milestones for pages deep in the public list, and SQLite's index of its texts by three letters.

On PostgreSQL, which has such an index already, the list's keys are sorted as Python sorts them.
"""

from django.db import migrations, models


COLUMNS = (("listedagreement", "institution_key"), ("listedagreement", "title_key"), ("milestone", "text"))


WORDS = "partnerships_listedwords"
OPTIONS = "content='partnerships_listedagreement', content_rowid='agreement_id', tokenize='trigram'"


def create_index_of_words(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"CREATE VIRTUAL TABLE {WORDS} USING fts5(search_text, {OPTIONS})")


def drop_index_of_words(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TABLE {WORDS}")


def sort_by_letter(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, column in COLUMNS:
            schema_editor.execute(f'ALTER TABLE partnerships_{table} ALTER {column} TYPE varchar(200) COLLATE "C"')


def sort_by_language(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, column in COLUMNS:
            schema_editor.execute(f'ALTER TABLE partnerships_{table} ALTER {column} TYPE varchar(200) COLLATE "default"')


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0016_names_of_precisions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort', models.CharField(max_length=12)),
                ('text', models.CharField(max_length=200)),
                ('number', models.PositiveIntegerField()),
                ('agreement_pk', models.BigIntegerField()),
                ('count', models.IntegerField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddIndex(
            model_name='listedagreement',
            index=models.Index(fields=['country', 'institution_key', 'number', 'agreement'], name='listed_in_countries'),
        ),
        migrations.AddIndex(
            model_name='listedagreement',
            index=models.Index(fields=['type', 'title_key', 'number', 'agreement'], name='listed_in_types'),
        ),
        migrations.AddIndex(
            model_name='listedagreement',
            index=models.Index(fields=['year', 'signed_on', 'number', 'agreement'], name='listed_in_years'),
        ),
        migrations.AddIndex(
            model_name='milestone',
            index=models.Index(fields=['sort', 'text', 'number', 'agreement_pk'], name='milestone_in_order'),
        ),
        migrations.AlterField(
            model_name='listingstate',
            name='basis',
            field=models.CharField(max_length=40, serialize=False),
        ),
        migrations.RunPython(sort_by_letter, sort_by_language),
        migrations.RunPython(create_index_of_words, drop_index_of_words),
    ]
