
import partnerships.languages
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0028_register_numbers'),
    ]

    operations = [
        migrations.AddField(
            model_name='institutionname',
            name='language',
            field=models.CharField(blank=True, choices=partnerships.languages.language_choices, help_text='Of the name; shown beside it to the public. Empty if not known, and for initials.', max_length=2, verbose_name='language'),
        ),
    ]
