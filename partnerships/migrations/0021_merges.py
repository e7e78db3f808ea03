"""What merges changed, so that they can be taken back; managers may."""

import django.db.models.deletion
from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def let_managers_take_back(apps, schema_editor):
    for name in ("auth", "contenttypes", "partnerships"):
        create_permissions(installed.get_app_config(name), apps=apps, verbosity=0)
    Permission = apps.get_model("auth", "Permission")
    codes = ["view_merge", "take_back_merge"]
    permissions = Permission.objects.filter(content_type__app_label="partnerships", codename__in=codes)
    for group in apps.get_model("auth", "Group").objects.filter(name="manager"):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('partnerships', '0020_export_columns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('institution', 'institutions'), ('agreementtype', 'agreement types')], max_length=20, verbose_name='kind')),
                ('kept', models.BigIntegerField(editable=False, help_text='Primary key of the record that stayed.')),
                ('kept_name', models.CharField(max_length=500, verbose_name='what stayed')),
                ('gone_names', models.JSONField(default=list, verbose_name='what went')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('merged_at', models.DateTimeField(auto_now_add=True, verbose_name='merged at')),
                ('changes', models.JSONField(default=dict, editable=False, help_text='{model: {primary key: [columns before, columns after]}}, null for none.')),
                ('untouched', models.JSONField(default=dict, editable=False, help_text='{model: primary keys} of what belonged to it already.')),
                ('taken_back_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='taken back at')),
                ('merged_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='merged by')),
                ('taken_back_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken back by')),
            ],
            options={
                'verbose_name': 'merge',
                'verbose_name_plural': 'merges',
                'ordering': ['-merged_at', '-pk'],
                'permissions': [('take_back_merge', 'Can take merges back')],
                'default_permissions': ['view'],
            },
        ),
        migrations.RunPython(let_managers_take_back, migrations.RunPython.noop),
    ]
