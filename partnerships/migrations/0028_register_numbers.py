"""A register number for each agreement, those of today first: in the order of the source list, else of their making.

Agreements that were deleted have numbers, too, so that an earlier version of each is as complete as any.
"""

import django.core.validators
import django.utils.timezone
from django.core.management.color import no_style
from django.db import migrations, models

import partnerships.models.register_numbers

AGREEMENTS = "partnerships_agreement"
HISTORY = "partnerships_historicalagreement"
NUMBERS = "partnerships_registernumber"
NUMBER_AGREEMENTS = f"""
    UPDATE {AGREEMENTS} SET register_number = ranked.number
    FROM (SELECT id, row_number() OVER (ORDER BY number IS NULL, number, id) AS number FROM {AGREEMENTS}) AS ranked
    WHERE ranked.id = {AGREEMENTS}.id
"""
COPY_TO_HISTORY = f"""
    UPDATE {HISTORY} SET register_number = {AGREEMENTS}.register_number
    FROM {AGREEMENTS} WHERE {AGREEMENTS}.id = {HISTORY}.id
"""
NUMBER_DELETED = f"""
    UPDATE {HISTORY} SET register_number = ranked.number
    FROM (
        SELECT id, (SELECT count(*) FROM {AGREEMENTS}) + row_number() OVER (ORDER BY id) AS number
        FROM {HISTORY} WHERE register_number IS NULL GROUP BY id
    ) AS ranked
    WHERE ranked.id = {HISTORY}.id
"""
KEEP_NUMBERS = f"""
    INSERT INTO {NUMBERS} (number, given_at)
    SELECT register_number, %s FROM {HISTORY} UNION SELECT register_number, %s FROM {AGREEMENTS}
"""


def give_numbers(apps, schema_editor):
    connection = schema_editor.connection
    now = connection.ops.adapt_datetimefield_value(django.utils.timezone.now())
    with connection.cursor() as cursor:
        for statement in (NUMBER_AGREEMENTS, COPY_TO_HISTORY, NUMBER_DELETED):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute(KEEP_NUMBERS.replace("%s", "%s::timestamptz"), [now, now])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the columns could not be changed in this transaction
        else:
            cursor.execute(KEEP_NUMBERS, [now, now])
        for statement in connection.ops.sequence_reset_sql(
            no_style(), [apps.get_model("partnerships", "RegisterNumber")]
        ):
            cursor.execute(statement)


def number_field(**options):
    """Return the field of the register number, which is not edited by anybody."""
    return partnerships.models.register_numbers.RegisterNumberField(editable=False, verbose_name="No", **options)


def source_number_field():
    """Return the field of the number in the source list under its new name."""
    return models.PositiveIntegerField(
        blank=True,
        help_text="The No that the list gave it; never shown to the public.",
        null=True,
        validators=[django.core.validators.MaxValueValidator(2147483647)],
        verbose_name="number in the source list",
    )


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0027_shipped_kinds'),
    ]

    operations = [
        migrations.CreateModel(
            name='RegisterNumber',
            fields=[
                ('number', models.AutoField(primary_key=True, serialize=False)),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={'ordering': ['number'], 'default_permissions': ()},
        ),
        migrations.AlterModelOptions(
            name='agreement',
            options={
                'ordering': ['register_number'],
                'permissions': [
                    ('import_agreement', 'Can import agreements'),
                    ('export_agreement', 'Can export agreements'),
                ],
                'verbose_name': 'agreement',
                'verbose_name_plural': 'agreements',
            },
        ),
        migrations.RemoveIndex(model_name='agreement', name='agreement_listed'),
        migrations.AddField('agreement', 'register_number', number_field(null=True)),
        migrations.AddField('historicalagreement', 'register_number', number_field(null=True)),
        migrations.RunPython(give_numbers, migrations.RunPython.noop),
        migrations.AlterField('agreement', 'register_number', number_field(unique=True)),
        migrations.AlterField('historicalagreement', 'register_number', number_field(db_index=True)),
        migrations.AlterField('agreement', 'number', source_number_field()),
        migrations.AlterField('historicalagreement', 'number', source_number_field()),
    ]
