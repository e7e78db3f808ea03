"""Bring the shipped kinds of cooperation and the names of the shipped types, and read the kinds that titles say."""

import json

from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations

from partnerships.importing.cells.kinds import kinds_of
from partnerships.kinds import joined

TRANSLATED = [f"{what}_{language}" for what in ("name", "sentence") for language in ("az", "en", "ru", "tr")]


def shipped(name):
    """Return the fields of the records of a shipped file: a list of {column: value}."""
    records = json.loads((settings.BASE_DIR / "fixtures" / name).read_text(encoding="utf-8"))
    return [record["fields"] for record in records if "slug" in record["fields"]]


def bring_kinds(apps, schema_editor):
    """Add the shipped kinds."""
    model = apps.get_model("partnerships", "CooperationKind")
    columns = ["name", "slug", "order", "other_names", *TRANSLATED]
    for fields in shipped("cooperation_kinds.json"):
        model.objects.create(**{column: fields[column] for column in columns})


def forget_notes(apps, schema_editor):
    """Delete the notes of changes: the listing is made again after migrations, and older notes name a record each."""
    apps.get_model("partnerships", "RegisterChange").objects.all().delete()


def name_types(apps, schema_editor):
    """Fill the names and sentences that the types with shipped slugs lack."""
    model = apps.get_model("partnerships", "AgreementType")
    for fields in shipped("agreement_types.json"):
        for agreement_type in model.objects.filter(slug=fields["slug"]):
            for column in TRANSLATED:
                if not getattr(agreement_type, column):
                    setattr(agreement_type, column, fields[column])
            agreement_type.save()


def read_titles(apps, schema_editor):
    """Set the kinds that the titles of agreements say, or the types of those without a title.

    Their history gets them as if they had been read from the beginning: nobody has changed the agreements.
    """
    types = dict(apps.get_model("partnerships", "AgreementType").objects.values_list("pk", "name"))
    for name in ("Agreement", "HistoricalAgreement"):
        records = apps.get_model("partnerships", name).objects
        for title in records.exclude(title="").order_by().values_list("title", flat=True).distinct():
            if kinds := joined(kinds_of(title)):
                records.filter(title=title, kinds="").update(kinds=kinds)
        for pk, type_name in types.items():
            if kinds := joined(kinds_of(type_name)):
                records.filter(title="", agreement_type_id=pk, kinds="").update(kinds=kinds)


def give_permissions(apps, schema_editor):
    """Let everybody see the kinds, and managers keep them."""
    create_permissions(installed.get_app_config("partnerships"), apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="partnerships")
    seen = [f"view_{model}" for model in ("cooperationkind", "historicalcooperationkind")]
    kept = [f"{action}_cooperationkind" for action in ("add", "change", "delete")]
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["viewer", "editor", "manager"]):
        codes = seen + kept if group.name == "manager" else seen
        group.permissions.add(*permissions.filter(codename__in=codes))


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0027_kinds_of_cooperation")]

    operations = [
        migrations.RunPython(bring_kinds, forget_notes),
        migrations.RunPython(name_types, migrations.RunPython.noop),
        migrations.RunPython(read_titles, migrations.RunPython.noop),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
    ]
