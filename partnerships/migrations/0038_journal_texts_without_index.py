"""Take the index from the texts of the journal: PostgreSQL keeps no more than 2,704 bytes in one, and refused longer."""

from django.db import migrations

import partnerships.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0037_list_columns"),
    ]

    operations = [
        migrations.AlterField(
            model_name="journalentry",
            name="folded_text",
            field=partnerships.models.fields.FoldedField(
                db_index=False, editable=False, max_length=4000, source="text"
            ),
        ),
    ]
