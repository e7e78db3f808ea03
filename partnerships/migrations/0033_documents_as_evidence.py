"""Say of documents what they are and of which day, keep their history, and say whose person a contact is."""

import uuid
from itertools import islice

import django.db.models.deletion
import simple_history.models
from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.utils import timezone


BATCH = 1000


def name_renewals(apps, schema_editor):
    """Give the documents that came with a renewal that kind."""
    apps.get_model("partnerships", "Document").objects.filter(renewal__isnull=False).update(kind="renewal")


def begin_histories(apps, schema_editor):
    """Write a first line of history for each document and contact, with which its next change can be compared.

    Of a document, whose present file is then known after it was replaced, the line says who uploaded it, and when.
    """
    now = timezone.now()
    for name in ("Document", "Contact"):
        history = apps.get_model("partnerships", f"Historical{name}")
        model = apps.get_model("partnerships", name)
        columns = [field.attname for field in model._meta.concrete_fields]
        rows = model.objects.order_by("pk").values(*columns)
        lines = (history(**row, **beginning_of(row, now)) for row in rows.iterator(BATCH))
        while batch := list(islice(lines, BATCH)):
            history.objects.bulk_create(batch)


def beginning_of(row, now):
    """Return what a first line of history says beside the columns of a `row`."""
    if "uploaded_at" in row:
        return {
            "history_date": row["uploaded_at"], "history_user_id": row["uploaded_by_id"], "history_type": "+"
        }  # fmt: skip
    return {"history_date": now, "history_type": "~"}


def give_permissions(apps, schema_editor):
    """Let everybody who sees documents and contacts see their histories."""
    create_permissions(installed.get_app_config("partnerships"), apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="partnerships", codename__in=["view_historicaldocument", "view_historicalcontact"]
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["viewer", "editor", "manager"]):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0032_reminders_sent_once'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalDocument',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('key', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('file', models.TextField(max_length=300, verbose_name='file')),
                ('name', models.CharField(blank=True, help_text='Its file name, if left empty.', max_length=300, verbose_name='name')),
                ('kind', models.CharField(choices=[('signed', 'signed agreement'), ('annex', 'annex'), ('amendment', 'amendment'), ('renewal', 'renewal'), ('translation', 'translation'), ('other', 'other')], default='other', max_length=20, verbose_name='kind')),
                ('dated_on', models.DateField(blank=True, null=True, verbose_name='day of the document')),
                ('dated_precision', models.CharField(blank=True, choices=[('day', 'to the day'), ('month', 'to the month'), ('year', 'to the year')], default='', max_length=5, verbose_name='how far the day is known')),
                ('is_public', models.BooleanField(default=False, help_text='Anybody may download it.', verbose_name='public')),
                ('sha256', models.CharField(editable=False, max_length=64, verbose_name='checksum')),
                ('size', models.PositiveBigIntegerField(editable=False, verbose_name='size in bytes')),
                ('uploaded_at', models.DateTimeField(blank=True, editable=False, verbose_name='uploaded at')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical document',
                'verbose_name_plural': 'historical documents',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalContact',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('side', models.CharField(blank=True, choices=[('partner', 'partner'), ('home', 'our university')], default='', max_length=7, verbose_name='side')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('role', models.CharField(blank=True, help_text='Coordinator, signatory, dean, secretary…', max_length=200, verbose_name='role')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('telephone', models.CharField(blank=True, max_length=50, verbose_name='telephone')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('agreement', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnerships.agreement', verbose_name='agreement')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('institution', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnerships.institution', verbose_name='institution')),
            ],
            options={
                'verbose_name': 'historical contact',
                'verbose_name_plural': 'historical contacts',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name='contact',
            name='side',
            field=models.CharField(blank=True, choices=[('partner', 'partner'), ('home', 'our university')], default='', max_length=7, verbose_name='side'),
        ),
        migrations.AddField(
            model_name='document',
            name='dated_on',
            field=models.DateField(blank=True, null=True, verbose_name='day of the document'),
        ),
        migrations.AddField(
            model_name='document',
            name='dated_precision',
            field=models.CharField(blank=True, choices=[('day', 'to the day'), ('month', 'to the month'), ('year', 'to the year')], default='', max_length=5, verbose_name='how far the day is known'),
        ),
        migrations.AddField(
            model_name='document',
            name='kind',
            field=models.CharField(choices=[('signed', 'signed agreement'), ('annex', 'annex'), ('amendment', 'amendment'), ('renewal', 'renewal'), ('translation', 'translation'), ('other', 'other')], default='other', max_length=20, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='contact',
            name='role',
            field=models.CharField(blank=True, help_text='Coordinator, signatory, dean, secretary…', max_length=200, verbose_name='role'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreement__isnull', False), ('side__in', ['', 'partner', 'home'])), models.Q(('institution__isnull', False), ('side__in', ['', 'partner'])), _connector='OR'), name='contact_side_is_known', violation_error_message="A contact of an institution is on the partner's side."),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dated_on__isnull', True), ('dated_precision', '')), models.Q(('dated_on__isnull', False), ('dated_precision__in', ['day', 'month', 'year'])), _connector='OR'), name='document_dated_precision', violation_error_message='A date needs a precision (day, month or year), and a precision needs a date.'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['signed', 'annex', 'amendment', 'renewal', 'translation', 'other'])), name='document_kind_is_known', violation_error_message='A document is of one of the kinds listed.'),
        ),
        migrations.AddField(
            model_name='historicaldocument',
            name='agreement',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnerships.agreement', verbose_name='agreement'),
        ),
        migrations.AddField(
            model_name='historicaldocument',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicaldocument',
            name='renewal',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='partnerships.renewal', verbose_name='renewal'),
        ),
        migrations.AddField(
            model_name='historicaldocument',
            name='uploaded_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunPython(name_renewals, migrations.RunPython.noop),
        migrations.RunPython(begin_histories, migrations.RunPython.noop),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
    ]
