"""What a person chose for lists on paper, and whether the first steps are shown."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0035_not_same"),
    ]

    operations = [
        migrations.AddField(
            model_name="preferences",
            name="paper",
            field=models.JSONField(
                blank=True,
                default=dict,
                editable=False,
                help_text="The columns and the grouping of the last list for paper.",
            ),
        ),
        migrations.AddField(
            model_name="preferences",
            name="shows_first_steps",
            field=models.BooleanField(
                default=True,
                help_text="What there is to do in a new register, in the menu.",
                verbose_name="show the first steps",
            ),
        ),
    ]
