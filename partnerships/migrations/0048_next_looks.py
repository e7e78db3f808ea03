"""The ledger of reminders tells the day of a next look from that of an end; and who reads the looks."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def give_permissions(apps, schema_editor):
    """Let everybody in the office read the looks."""
    create_permissions(installed.get_app_config("partnerships"), apps=apps, verbosity=0)
    codes = ["view_review", "view_historicalreview"]
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="partnerships", codename__in=codes
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["viewer", "editor", "manager"]):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0047_rest_index")]

    operations = [
        migrations.RemoveConstraint(model_name="sentreminder", name="reminder_is_sent_once"),
        migrations.AddField(
            model_name="sentreminder",
            name="is_look",
            field=models.BooleanField(
                default=False,
                help_text="The day is that of the next look, not of an end.",
                verbose_name="about the next look",
            ),
        ),
        migrations.AddConstraint(
            model_name="sentreminder",
            constraint=models.UniqueConstraint(
                fields=("agreement", "is_look", "decide_by", "step", "recipient"), name="reminder_is_sent_once"
            ),
        ),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
    ]
