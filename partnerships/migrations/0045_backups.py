"""The backups that were made, so that the office can be told when the last one is old."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0041_log_ins")]

    operations = [
        migrations.CreateModel(
            name="Backup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                ("folder", models.TextField()),
                ("size", models.PositiveBigIntegerField()),
            ],
            options={"default_permissions": ()},
        ),
    ]
