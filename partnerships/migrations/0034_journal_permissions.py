"""Who reads and writes the journal; and how other names, wordings and renewals are as their history begins."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.utils import timezone

MODELS = ["institutionname", "agreementtypename", "unitname", "renewal", "journalentry"]
KEPT = {
    "InstitutionName": ["id", "institution_id", "name", "language", "listed_country"],
    "AgreementTypeName": ["id", "agreement_type_id", "name"],
    "UnitName": ["id", "unit_id", "name"],
    "Renewal": [
        "id",
        "agreement_id",
        "kind",
        "renewed_on",
        "before_on",
        "before_precision",
        "after_on",
        "after_precision",
        "note",
        "recorded_by_id",
        "recorded_at",
    ],
}
BATCH = 1000


def keep_what_is_there(apps, schema_editor):
    """Write a line without a person for each record, with which its next change can be compared."""
    now = timezone.now()
    for name, columns in KEPT.items():
        history = apps.get_model("partnerships", f"Historical{name}")
        found = apps.get_model("partnerships", name).objects.order_by("pk").values(*columns)
        lines = [history(**values, history_date=now, history_type="~") for values in found.iterator(BATCH)]
        history.objects.bulk_create(lines, batch_size=BATCH)


def give_permissions(apps, schema_editor):
    """Let everybody read the journal, editors write it, and managers delete from it."""
    create_permissions(installed.get_app_config("partnerships"), apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="partnerships")
    seen = ["view_journalentry", *(f"view_historical{model}" for model in MODELS)]
    written = ["add_journalentry", "change_journalentry"]
    codes = {"viewer": seen, "editor": seen + written, "manager": [*seen, *written, "delete_journalentry"]}
    for group in apps.get_model("auth", "Group").objects.filter(name__in=codes):
        group.permissions.add(*permissions.filter(codename__in=codes[group.name]))


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0034_journal")]

    operations = [
        migrations.RunPython(keep_what_is_there, migrations.RunPython.noop),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
    ]
