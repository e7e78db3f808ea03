"""The log-ins of the office, which managers look at."""

import django.db.models.deletion
import django.utils.timezone
from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def give_permissions(apps, schema_editor):
    """Let managers see the log-ins."""
    create_permissions(installed.get_app_config("partnerships"), apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="partnerships")
    for group in apps.get_model("auth", "Group").objects.filter(name="manager"):
        group.permissions.add(*permissions.filter(codename="view_login"))

class Migration(migrations.Migration):

    dependencies = [
        ("partnerships", "0040_open_ended_renewals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LogIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='when')),
                ('name', models.CharField(blank=True, help_text='Empty where there is no account of that name.', max_length=150, verbose_name='user name')),
                ('key', models.CharField(editable=False, help_text='What tries under one name are counted by.', max_length=64)),
                ('address', models.GenericIPAddressField(blank=True, null=True, verbose_name='address')),
                ('network', models.CharField(blank=True, editable=False, help_text='What tries from one address are counted by.', max_length=64)),
                ('way', models.CharField(choices=[('password', 'password'), ('code', 'code of the second factor'), ('recovery', 'recovery code'), ('university', 'account of the university'), ('invitation', 'invitation')], max_length=10, verbose_name='how')),
                ('outcome', models.CharField(choices=[('in', 'logged in'), ('half', 'password right, code asked for'), ('wrong', 'wrong'), ('refused', 'refused: no role')], default='wrong', max_length=10, verbose_name='outcome')),
                ('counts', models.BooleanField(default=True, editable=False, help_text='Whether one waits for this try.')),
                ('turned_away', models.PositiveIntegerField(default=0, help_text='Tries that were not looked at, since it was too soon.', verbose_name='turned away after it')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='log_ins', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'log-in',
                'verbose_name_plural': 'log-ins',
                'ordering': ['-at', '-pk'],
                'default_permissions': ['view'],
                'indexes': [models.Index(fields=['key', 'at'], name='login_key_at'), models.Index(fields=['network', 'at'], name='login_network_at')],
            },
        ),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
    ]
