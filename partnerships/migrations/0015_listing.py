"""The tables of the public list; on PostgreSQL with a trigram index, so that a search does not read them all."""

import django.db.models.deletion
from django.db import migrations, models


INDEX = "listed_search_text_trgm"


def create_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        table = "partnerships_listedagreement"
        schema_editor.execute(f"CREATE INDEX {INDEX} ON {table} USING gin (search_text gin_trgm_ops)")


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {INDEX}")


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0014_former_addresses'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListingState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(max_length=32)),
                ('basis', models.CharField(max_length=40)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RegisterChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreement_pk', models.BigIntegerField()),
                ('is_taken', models.BooleanField(db_default=False, default=False)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RegisterVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(max_length=32)),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ListedAgreement',
            fields=[
                ('agreement', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='listed', serialize=False, to='partnerships.agreement')),
                ('country', models.CharField(blank=True, max_length=2)),
                ('type', models.BigIntegerField()),
                ('year', models.SmallIntegerField()),
                ('status', models.CharField(max_length=24)),
                ('number', models.PositiveIntegerField()),
                ('signed_on', models.DateField(null=True)),
                ('institution_key', models.CharField(max_length=200)),
                ('title_key', models.CharField(max_length=200)),
                ('search_text', models.TextField()),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['number', 'agreement'], name='listed_by_number'), models.Index(fields=['institution_key', 'number', 'agreement'], name='listed_by_institution'), models.Index(fields=['country', 'number', 'agreement'], name='listed_by_country'), models.Index(fields=['type', 'number', 'agreement'], name='listed_by_type'), models.Index(fields=['year', 'number', 'agreement'], name='listed_by_year'), models.Index(fields=['status', 'number', 'agreement'], name='listed_by_status')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('country', models.CharField(max_length=2)),
                ('type', models.BigIntegerField()),
                ('year', models.SmallIntegerField()),
                ('status', models.CharField(max_length=24)),
                ('count', models.IntegerField()),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['type', 'year', 'status', 'country'], name='tally_of_countries'), models.Index(fields=['year', 'status', 'country', 'type'], name='tally_of_types'), models.Index(fields=['status', 'country', 'type', 'year'], name='tally_of_years')],
                'constraints': [models.UniqueConstraint(fields=('country', 'type', 'year', 'status'), name='tally_cell')],
            },
        ),
        migrations.RunPython(create_index, drop_index),
    ]
