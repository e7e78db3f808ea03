"""The home institution, with what the environment said of the register until now."""

import os

import django.core.validators
import django.db.models.deletion
import partnerships.countries
import partnerships.models.home_institution
import partnerships.models.institutions
import partnerships.uploads
import simple_history.models
from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


LANGUAGES = ("az", "en", "ru", "tr")
# What the environment said of the register until now, and the column that says it from now on.
VARIABLES = {"PUBLIC_EMAIL": "office_email", "DATA_LICENCE": "licence_name", "DATA_LICENCE_URL": "licence_url"}
LONGEST = 100  # characters that each of these columns takes


def take_from_environment(apps, schema_editor):
    """Make the home institution of what the environment says of it; none where it says nothing."""
    found = {column: os.environ.get(name, "") for name, column in VARIABLES.items()}
    found |= {f"register_name_{code}": os.environ.get("REGISTER_NAME", "") for code in LANGUAGES}
    found = {column: text[:LONGEST] for column, text in found.items() if text}
    if found:
        apps.get_model("partnerships", "HomeInstitution").objects.create(pk=1, **found)


def let_managers_change_it(apps, schema_editor):
    """Give the group of managers the permission, which is made after migrations otherwise."""
    create_permissions(installed.get_app_config("partnerships"), apps=apps, verbosity=0)
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="partnerships", codename="change_homeinstitution"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name="manager"):
        group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0025_cells_of_the_listing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalHomeInstitution',
            fields=[
                ('id', models.PositiveSmallIntegerField(db_index=True, default=1, editable=False)),
                ('name_az', models.CharField(blank=True, max_length=300, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=300, verbose_name='name')),
                ('name_ru', models.CharField(blank=True, max_length=300, verbose_name='name')),
                ('name_tr', models.CharField(blank=True, max_length=300, verbose_name='name')),
                ('short_name_az', models.CharField(blank=True, help_text='In the header on phones.', max_length=60, verbose_name='short name')),
                ('short_name_en', models.CharField(blank=True, help_text='In the header on phones.', max_length=60, verbose_name='short name')),
                ('short_name_ru', models.CharField(blank=True, help_text='In the header on phones.', max_length=60, verbose_name='short name')),
                ('short_name_tr', models.CharField(blank=True, help_text='In the header on phones.', max_length=60, verbose_name='short name')),
                ('register_name_az', models.CharField(blank=True, help_text='“International agreements”, if left empty.', max_length=100, verbose_name='name of the register')),
                ('register_name_en', models.CharField(blank=True, help_text='“International agreements”, if left empty.', max_length=100, verbose_name='name of the register')),
                ('register_name_ru', models.CharField(blank=True, help_text='“International agreements”, if left empty.', max_length=100, verbose_name='name of the register')),
                ('register_name_tr', models.CharField(blank=True, help_text='“International agreements”, if left empty.', max_length=100, verbose_name='name of the register')),
                ('office_name_az', models.CharField(blank=True, max_length=200, verbose_name='name of the office')),
                ('office_name_en', models.CharField(blank=True, max_length=200, verbose_name='name of the office')),
                ('office_name_ru', models.CharField(blank=True, max_length=200, verbose_name='name of the office')),
                ('office_name_tr', models.CharField(blank=True, max_length=200, verbose_name='name of the office')),
                ('about_az', models.TextField(blank=True, help_text='On the page about the register; an empty line parts it.', verbose_name='about the register')),
                ('about_en', models.TextField(blank=True, help_text='On the page about the register; an empty line parts it.', verbose_name='about the register')),
                ('about_ru', models.TextField(blank=True, help_text='On the page about the register; an empty line parts it.', verbose_name='about the register')),
                ('about_tr', models.TextField(blank=True, help_text='On the page about the register; an empty line parts it.', verbose_name='about the register')),
                ('website', models.CharField(blank=True, max_length=2000, validators=[django.core.validators.URLValidator(message='Write an address that starts with http:// or https://.', schemes=['http', 'https'])], verbose_name='website')),
                ('logo', models.TextField(blank=True, max_length=100, verbose_name='logo')),
                ('country', models.CharField(blank=True, choices=partnerships.countries.country_choices, max_length=2, verbose_name='country')),
                ('city', models.CharField(blank=True, max_length=200, verbose_name='city')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='postal address')),
                ('ror', models.CharField(blank=True, help_text='The end of the address at ror.org.', max_length=9, validators=[partnerships.models.institutions.check_ror], verbose_name='ROR')),
                ('office_email', models.EmailField(blank=True, help_text='Shown to visitors, who report errors to it.', max_length=254, verbose_name='e-mail of the office')),
                ('office_phone', models.CharField(blank=True, max_length=40, validators=[django.core.validators.RegexValidator('^\\+?[\\d ()/.-]{3,}$', 'Write a telephone number such as +994 12 345 67 89.')], verbose_name='telephone of the office')),
                ('accent', models.CharField(default='#0a558c', help_text='Of links, buttons, maps and charts; their lighter and darker shades are made from it.', max_length=7, validators=[partnerships.models.home_institution.check_accent], verbose_name='accent colour')),
                ('licence_name', models.CharField(default='CC BY 4.0', max_length=100, verbose_name='licence of the data')),
                ('licence_url', models.CharField(default='https://creativecommons.org/licenses/by/4.0/', max_length=500, validators=[django.core.validators.URLValidator(message='Write an address that starts with http:// or https://.', schemes=['http', 'https'])], verbose_name='address of the licence')),
                ('is_scope_public', models.BooleanField(default=False, help_text='On pages and in files.', verbose_name='show the scope of agreements to the public')),
                ('is_unit_public', models.BooleanField(default=False, help_text='On pages and in files.', verbose_name='show the unit of agreements to the public')),
                ('frame_ancestors', models.TextField(blank=True, help_text='One origin per line, such as https://www.example.org.', validators=[partnerships.models.home_institution.check_origins], verbose_name='sites that may show the list in a frame')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical home institution',
                'verbose_name_plural': 'historical home institution',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HomeInstitution',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('name_az', models.CharField(blank=True, max_length=300, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=300, verbose_name='name')),
                ('name_ru', models.CharField(blank=True, max_length=300, verbose_name='name')),
                ('name_tr', models.CharField(blank=True, max_length=300, verbose_name='name')),
                ('short_name_az', models.CharField(blank=True, help_text='In the header on phones.', max_length=60, verbose_name='short name')),
                ('short_name_en', models.CharField(blank=True, help_text='In the header on phones.', max_length=60, verbose_name='short name')),
                ('short_name_ru', models.CharField(blank=True, help_text='In the header on phones.', max_length=60, verbose_name='short name')),
                ('short_name_tr', models.CharField(blank=True, help_text='In the header on phones.', max_length=60, verbose_name='short name')),
                ('register_name_az', models.CharField(blank=True, help_text='“International agreements”, if left empty.', max_length=100, verbose_name='name of the register')),
                ('register_name_en', models.CharField(blank=True, help_text='“International agreements”, if left empty.', max_length=100, verbose_name='name of the register')),
                ('register_name_ru', models.CharField(blank=True, help_text='“International agreements”, if left empty.', max_length=100, verbose_name='name of the register')),
                ('register_name_tr', models.CharField(blank=True, help_text='“International agreements”, if left empty.', max_length=100, verbose_name='name of the register')),
                ('office_name_az', models.CharField(blank=True, max_length=200, verbose_name='name of the office')),
                ('office_name_en', models.CharField(blank=True, max_length=200, verbose_name='name of the office')),
                ('office_name_ru', models.CharField(blank=True, max_length=200, verbose_name='name of the office')),
                ('office_name_tr', models.CharField(blank=True, max_length=200, verbose_name='name of the office')),
                ('about_az', models.TextField(blank=True, help_text='On the page about the register; an empty line parts it.', verbose_name='about the register')),
                ('about_en', models.TextField(blank=True, help_text='On the page about the register; an empty line parts it.', verbose_name='about the register')),
                ('about_ru', models.TextField(blank=True, help_text='On the page about the register; an empty line parts it.', verbose_name='about the register')),
                ('about_tr', models.TextField(blank=True, help_text='On the page about the register; an empty line parts it.', verbose_name='about the register')),
                ('website', models.CharField(blank=True, max_length=2000, validators=[django.core.validators.URLValidator(message='Write an address that starts with http:// or https://.', schemes=['http', 'https'])], verbose_name='website')),
                ('logo', models.ImageField(blank=True, upload_to=partnerships.uploads.logo_path, verbose_name='logo')),
                ('country', models.CharField(blank=True, choices=partnerships.countries.country_choices, max_length=2, verbose_name='country')),
                ('city', models.CharField(blank=True, max_length=200, verbose_name='city')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='postal address')),
                ('ror', models.CharField(blank=True, help_text='The end of the address at ror.org.', max_length=9, validators=[partnerships.models.institutions.check_ror], verbose_name='ROR')),
                ('office_email', models.EmailField(blank=True, help_text='Shown to visitors, who report errors to it.', max_length=254, verbose_name='e-mail of the office')),
                ('office_phone', models.CharField(blank=True, max_length=40, validators=[django.core.validators.RegexValidator('^\\+?[\\d ()/.-]{3,}$', 'Write a telephone number such as +994 12 345 67 89.')], verbose_name='telephone of the office')),
                ('accent', models.CharField(default='#0a558c', help_text='Of links, buttons, maps and charts; their lighter and darker shades are made from it.', max_length=7, validators=[partnerships.models.home_institution.check_accent], verbose_name='accent colour')),
                ('licence_name', models.CharField(default='CC BY 4.0', max_length=100, verbose_name='licence of the data')),
                ('licence_url', models.CharField(default='https://creativecommons.org/licenses/by/4.0/', max_length=500, validators=[django.core.validators.URLValidator(message='Write an address that starts with http:// or https://.', schemes=['http', 'https'])], verbose_name='address of the licence')),
                ('is_scope_public', models.BooleanField(default=False, help_text='On pages and in files.', verbose_name='show the scope of agreements to the public')),
                ('is_unit_public', models.BooleanField(default=False, help_text='On pages and in files.', verbose_name='show the unit of agreements to the public')),
                ('frame_ancestors', models.TextField(blank=True, help_text='One origin per line, such as https://www.example.org.', validators=[partnerships.models.home_institution.check_origins], verbose_name='sites that may show the list in a frame')),
            ],
            options={
                'verbose_name': 'home institution',
                'verbose_name_plural': 'home institution',
                'default_permissions': ('change',),
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='home_institution_is_one')],
            },
        ),
        migrations.RunPython(take_from_environment, migrations.RunPython.noop),
        migrations.RunPython(let_managers_change_it, migrations.RunPython.noop),
    ]
