"""Units as records: each text that agreements had becomes a unit, texts that fold to one key the same.

Other spellings than the unit's name are kept beside it, so that the way back restores each text as it was.
"""

from collections import Counter, defaultdict

import django.db.models.deletion
import simple_history.models
from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.utils import timezone

import partnerships.models.fields
from partnerships.folding import fold

MODELS = ("Agreement", "HistoricalAgreement")
LONGEST_KEY = 1000
BATCH = 500
EDITED = ("unit", "unitname")


def make_units(apps, schema_editor):
    """Make a unit of each text of agreements and of their history, and let them point to it."""
    units = {}
    for texts in texts_by_key(apps).values():
        name = max(texts, key=lambda text: (texts[text], text))
        units |= dict.fromkeys(texts, make_unit(apps, " ".join(name.split()), list(texts)))
    replace_in_changes(apps, "unit", "unit_id", lambda text: units.get(text))
    make_immediate(schema_editor)


def texts_by_key(apps):
    """Return {folded key: {text: how often agreements say it, a thousandth for each line of history}}; no blanks."""
    found = defaultdict(Counter)
    for name, weight in zip(MODELS, (1000, 1), strict=True):
        records = apps.get_model("partnerships", name).objects.exclude(unit_text="").order_by()
        for text, count in records.values_list("unit_text").annotate(count=models.Count("pk")):
            if text.strip():
                found[fold(text)[:LONGEST_KEY]][text] += weight * count
    for texts in texts_in_changes(apps):
        for text in filter(str.strip, texts):
            found[fold(text)[:LONGEST_KEY]][text] += 1
    return found


def make_unit(apps, name, spellings):
    """Make the unit of that `name`, to which all with one of its `spellings` point; return its primary key."""
    unit = apps.get_model("partnerships", "Unit").objects.create(name=name, former_spellings={})
    for model_name in MODELS:
        for start in range(0, len(spellings), BATCH):
            of_unit = apps.get_model("partnerships", model_name).objects.filter(
                unit_text__in=spellings[start : start + BATCH]
            )
            of_unit.update(unit=unit)
            other = {str(pk): text for pk, text in of_unit.exclude(unit_text=name).values_list("pk", "unit_text")}
            if other:
                unit.former_spellings.setdefault(model_name, {}).update(other)
    unit.save()
    apps.get_model("partnerships", "HistoricalUnit").objects.create(
        id=unit.pk, name=name, history_type="+", history_date=timezone.now()
    )
    return unit.pk


def write_texts(apps, schema_editor):
    """Write the texts of units into agreements and their history again, each as it was spelt."""
    names = {}
    for unit in apps.get_model("partnerships", "Unit").objects.all():
        names[unit.pk] = unit.name
        for model_name in MODELS:
            records = apps.get_model("partnerships", model_name).objects
            records.filter(unit_id=unit.pk).update(unit_text=unit.name)
            for pk, text in unit.former_spellings.get(model_name, {}).items():
                records.filter(pk=pk, unit_id=unit.pk).update(unit_text=text)
    replace_in_changes(apps, "unit_id", "unit", lambda pk: names.get(pk, ""))
    make_immediate(schema_editor)


def changes_of_units(apps, column):
    """Yield each record that keeps changes of agreements, with those of its changes that are about a `column`."""
    changed = apps.get_model("partnerships", "ChangeSet").objects.exclude(changes={})
    for change_set in changed.iterator(chunk_size=BATCH):
        if changes := [columns for columns in change_set.changes.values() if column in columns]:
            yield change_set, changes
    rows = apps.get_model("partnerships", "SourceRow").objects.exclude(changes={}).only("pk", "changes")
    for row in rows.iterator(chunk_size=BATCH):
        if column in row.changes.get("agreement", {}):
            yield row, [row.changes["agreement"]]


def texts_in_changes(apps):
    """Yield the texts before and after each change of a unit."""
    for _record, changes in changes_of_units(apps, "unit"):
        for columns in changes:
            yield columns["unit"]


def replace_in_changes(apps, column, other, value_of):
    """Replace a `column` by the `other` in changes that are kept, and its values by what `value_of` says of them."""
    for record, changes in list(changes_of_units(apps, column)):
        for columns in changes:
            columns[other] = [value_of(value) for value in columns.pop(column)]
        record.save(update_fields=["changes"])


def make_immediate(schema_editor):
    """Check the new keys now: PostgreSQL changes no column of a table in a transaction that has yet to check one."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def give_permissions(apps, schema_editor):
    """Let everybody see the units, editors add and change them, and managers delete them, too."""
    create_permissions(installed.get_app_config("partnerships"), apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="partnerships")
    viewer = ["view_unit", "view_unitname", "view_historicalunit"]
    editor = [f"{action}_{model}" for action in ("add", "change") for model in EDITED] + ["delete_unitname"]
    codes = {"viewer": viewer, "editor": viewer + editor, "manager": [*viewer, *editor, "delete_unit"]}
    for group in apps.get_model("auth", "Group").objects.filter(name__in=codes):
        group.permissions.add(*permissions.filter(codename__in=codes[group.name]))


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0032_sums_of_the_listing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='merge',
            name='kind',
            field=models.CharField(choices=[('institution', 'institutions'), ('agreementtype', 'agreement types'), ('unit', 'units')], max_length=20, verbose_name='kind'),
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_az', models.CharField(blank=True, max_length=300, verbose_name='name in Azerbaijani')),
                ('name_en', models.CharField(blank=True, max_length=300, verbose_name='name in English')),
                ('name_ru', models.CharField(blank=True, max_length=300, verbose_name='name in Russian')),
                ('name_tr', models.CharField(blank=True, max_length=300, verbose_name='name in Turkish')),
                ('name', models.CharField(max_length=300, verbose_name='name')),
                ('folded_name', partnerships.models.fields.FoldedField(db_index=True, editable=False, max_length=1000, source='name', unique=True)),
                ('short_name', models.CharField(blank=True, help_text='Initials, for instance; lists may say it, too.', max_length=50, verbose_name='short name')),
                ('former_spellings', models.JSONField(default=dict, editable=False, help_text='{model: {primary key: text}} where an agreement, or a line of its history, spelt it otherwise.')),
                ('parent', models.ForeignKey(blank=True, help_text='The faculty of a department, for instance.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='partnerships.unit', verbose_name='part of')),
            ],
            options={
                'verbose_name': 'unit',
                'verbose_name_plural': 'units',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalUnit',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name_az', models.CharField(blank=True, max_length=300, verbose_name='name in Azerbaijani')),
                ('name_en', models.CharField(blank=True, max_length=300, verbose_name='name in English')),
                ('name_ru', models.CharField(blank=True, max_length=300, verbose_name='name in Russian')),
                ('name_tr', models.CharField(blank=True, max_length=300, verbose_name='name in Turkish')),
                ('name', models.CharField(max_length=300, verbose_name='name')),
                ('short_name', models.CharField(blank=True, help_text='Initials, for instance; lists may say it, too.', max_length=50, verbose_name='short name')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, help_text='The faculty of a department, for instance.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnerships.unit', verbose_name='part of')),
            ],
            options={
                'verbose_name': 'historical unit',
                'verbose_name_plural': 'historical units',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='UnitName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, verbose_name='name')),
                ('folded_name', partnerships.models.fields.FoldedField(db_index=True, editable=False, max_length=1000, source='name', unique=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='other_names', to='partnerships.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'other name',
                'verbose_name_plural': 'other names',
                'ordering': ['name'],
            },
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('pk')), _negated=True), _connector='OR'), name='unit_not_its_own_part', violation_error_message='A unit cannot be part of itself.'),
        ),
        migrations.RenameField(model_name='agreement', old_name='unit', new_name='unit_text'),
        migrations.AlterField(
            model_name='agreement',
            name='unit_text',
            field=models.CharField(blank=True, default='', max_length=300),
        ),
        migrations.RenameField(model_name='historicalagreement', old_name='unit', new_name='unit_text'),
        migrations.AlterField(
            model_name='historicalagreement',
            name='unit_text',
            field=models.CharField(blank=True, default='', max_length=300),
        ),
        migrations.AddField(
            model_name='agreement',
            name='unit',
            field=models.ForeignKey(blank=True, help_text='The faculty or office that keeps it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='partnerships.unit', verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='historicalagreement',
            name='unit',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The faculty or office that keeps it.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnerships.unit', verbose_name='unit'),
        ),
        migrations.RunPython(make_units, write_texts),
        migrations.RemoveField(model_name='agreement', name='unit_text'),
        migrations.RemoveField(model_name='historicalagreement', name='unit_text'),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
    ]
