"""Files are stored under a key instead of their name; those that are there stay where they are."""

from django.db import migrations, models

from partnerships import uploads


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0017_deep_listing")]

    # Only the state: SQLite would make both tables again, and drop their triggers, for what no database knows.
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="document",
                    name="file",
                    field=models.FileField(max_length=300, upload_to=uploads.document_path, verbose_name="file"),
                ),
                migrations.AlterField(
                    model_name="institution",
                    name="logo",
                    field=models.ImageField(blank=True, upload_to=uploads.logo_path, verbose_name="logo"),
                ),
            ],
        ),
    ]
