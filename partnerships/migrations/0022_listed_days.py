"""The public list sorts by the signing, or by the start where that is not known; it is made again after migrations."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0021_merges'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='listedagreement', name='listed_in_years'),
        migrations.RenameField(model_name='listedagreement', old_name='signed_on', new_name='dated_on'),
        migrations.AddIndex(
            model_name='listedagreement',
            index=models.Index(fields=['year', 'dated_on', 'number', 'agreement'], name='listed_in_years'),
        ),
    ]
