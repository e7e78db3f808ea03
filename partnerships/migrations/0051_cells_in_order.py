"""The index by which the public list is counted, in the order in which the query groups."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0050_plain_listing")]

    operations = [
        migrations.RemoveIndex(model_name="listedagreement", name="listed_cells"),
        migrations.AddIndex(
            model_name="listedagreement",
            index=models.Index(fields=["country", "type", "year", "kind", "status"], name="listed_cells"),
        ),
    ]
