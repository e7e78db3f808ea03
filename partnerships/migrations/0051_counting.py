"""The indexes by which the public list counts: combinations in the order in which they are grouped, and partners."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0050_plain_listing")]

    operations = [
        migrations.RemoveIndex(model_name="listedagreement", name="listed_cells"),
        migrations.AddIndex(
            model_name="listedagreement",
            index=models.Index(fields=["country", "type", "year", "kind", "status"], name="listed_cells"),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                condition=models.Q(("is_public", True)), fields=["institution"], name="agreement_public_partners"
            ),
        ),
    ]
