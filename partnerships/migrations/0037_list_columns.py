from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0035_not_same")]

    operations = [
        migrations.AddField(
            model_name="preferences",
            name="list_columns",
            field=models.JSONField(
                blank=True,
                default=list,
                editable=False,
                help_text="The columns of the list of agreements, by their names.",
            ),
        )
    ]
