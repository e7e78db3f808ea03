"""What a held row came again as, and the country that lists give beside another name."""

import django.db.models.deletion
from django.db import migrations, models

import partnerships.countries


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0012_large_register")]

    operations = [
        migrations.AddField(
            model_name="sourcerow",
            name="came_again_as",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="partnerships.sourcerow",
                verbose_name="came again as",
            ),
        ),
        migrations.AddField(
            model_name="institutionname",
            name="listed_country",
            field=models.CharField(
                blank=True,
                choices=partnerships.countries.country_choices,
                default="",
                help_text="The country that lists give beside this name, where it is not the institution's.",
                max_length=2,
                verbose_name="country in lists",
            ),
            preserve_default=False,
        ),
    ]
