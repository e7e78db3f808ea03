"""The version of the register is called so in the database too."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0018_files_under_keys'),
    ]

    operations = [
        migrations.RenameField(model_name='registerversion', old_name='mark', new_name='version'),
        migrations.RenameField(model_name='listingstate', old_name='mark', new_name='version'),
    ]
