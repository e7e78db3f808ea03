"""The groups that people of an office belong to: viewer, editor, manager."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

RECORDS = ["institution", "institutionname", "agreement", "contact", "document"]
VOCABULARY = ["agreementtype", "agreementtypename"]
SEEN = [*RECORDS, *VOCABULARY, "importrun", "sourcerow", "renewal", "reminderrun", "sentreminder"]
HISTORIES = ["historicalinstitution", "historicalagreement", "historicalagreementtype"]
VIEWER = [f"view_{model}" for model in [*SEEN, *HISTORIES]]
EDITOR = [
    *VIEWER,
    *(f"{action}_{model}" for action in ("add", "change") for model in RECORDS),
    "delete_institutionname",
    "delete_contact",
    "import_agreement",
    "export_agreement",
]
MANAGER = [
    *EDITOR,
    *(f"delete_{model}" for model in RECORDS),
    *(f"{action}_{model}" for action in ("add", "change", "delete") for model in VOCABULARY),
    "undo_importrun",
]
PEOPLE = [f"{action}_user" for action in ("view", "add", "change")] + ["view_group"]


def make_groups(apps, schema_editor):
    """Makes the three groups with their permissions; a group of that name that exists keeps what it has."""
    for name in ("auth", "contenttypes", "partnerships"):
        create_permissions(installed.get_app_config(name), apps=apps, verbosity=0)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    own = Permission.objects.filter(content_type__app_label="partnerships")
    people = Permission.objects.filter(content_type__app_label="auth", codename__in=PEOPLE)
    for name, codes in (("viewer", VIEWER), ("editor", EDITOR), ("manager", MANAGER)):
        group, is_new = Group.objects.get_or_create(name=name)
        if is_new:
            group.permissions.add(*own.filter(codename__in=codes))
            if name == "manager":
                group.permissions.add(*people)


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0008_papers"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
