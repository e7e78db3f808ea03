from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0036_paper_and_first_steps")]

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
