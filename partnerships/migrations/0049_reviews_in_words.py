"""Rename what was called a look to a review: a column, labels, filters of kept views; and what reviews and renewals say."""

import re

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import partnerships.models.agreement_types

# work=look asked for remarks of the import, and still does.
OLD_FILTERS = [(re.compile(r"(?<![^&])look="), "review="), (re.compile(r"(?<![^&])(missing=|work=(?=look-))look"), r"\1review")]


def rename_filters(apps, schema_editor):
    """Let the kept views ask for reviews by the names of now."""
    views = apps.get_model("partnerships", "SavedView").objects
    for pk, query in views.filter(query__contains="look").values_list("pk", "query"):
        for old, new in OLD_FILTERS:
            query = old.sub(new, query)
        views.filter(pk=pk).update(query=query)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0048_next_looks")]

    operations = [
        migrations.RemoveConstraint(model_name="sentreminder", name="reminder_is_sent_once"),
        migrations.RenameField(model_name="sentreminder", old_name="is_look", new_name="is_review"),
        migrations.AddConstraint(
            model_name="sentreminder",
            constraint=models.UniqueConstraint(
                fields=("agreement", "is_review", "decide_by", "step", "recipient"), name="reminder_is_sent_once"
            ),
        ),
        migrations.RunPython(rename_filters, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='agreement',
            name='review_on',
            field=models.DateField(blank=True, help_text='The day on which somebody is asked whether it goes on.', null=True, verbose_name='next review'),
        ),
        migrations.AlterField(
            model_name='agreementtype',
            name='review_months',
            field=models.PositiveSmallIntegerField(blank=True, help_text='After how long one is reviewed whose end is not known, or far.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='months between reviews'),
        ),
        migrations.AlterField(
            model_name='historicalagreement',
            name='review_on',
            field=models.DateField(blank=True, help_text='The day on which somebody is asked whether it goes on.', null=True, verbose_name='next review'),
        ),
        migrations.AlterField(
            model_name='historicalagreementtype',
            name='review_months',
            field=models.PositiveSmallIntegerField(blank=True, help_text='After how long one is reviewed whose end is not known, or far.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='months between reviews'),
        ),
        migrations.AlterField(
            model_name='historicalreview',
            name='next_on',
            field=models.DateField(blank=True, null=True, verbose_name='next review'),
        ),
        migrations.AlterField(
            model_name='historicalreview',
            name='reviewed_on',
            field=models.DateField(verbose_name='reviewed on'),
        ),
        migrations.AlterField(
            model_name='review',
            name='next_on',
            field=models.DateField(blank=True, null=True, verbose_name='next review'),
        ),
        migrations.AlterField(
            model_name='review',
            name='reviewed_on',
            field=models.DateField(verbose_name='reviewed on'),
        ),
        migrations.AlterField(
            model_name='sentreminder',
            name='is_review',
            field=models.BooleanField(default=False, help_text='The day is that of the next review, not of an end.', verbose_name='about the next review'),
        ),
        migrations.AlterConstraint(
            model_name='review',
            name='review_next_is_later',
            constraint=models.CheckConstraint(condition=models.Q(('next_on__isnull', True), ('next_on__gt', models.F('reviewed_on')), _connector='OR'), name='review_next_is_later', violation_error_message='The next review lies after this one.'),
        ),
        migrations.AlterField(
            model_name='historicalrenewal',
            name='kind',
            field=models.CharField(choices=[('decided', 'decided'), ('protocol', 'by a signed protocol'), ('letters', 'by an exchange of letters'), ('automatic', 'automatic')], default='decided', max_length=10, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='renewal',
            name='kind',
            field=models.CharField(choices=[('decided', 'decided'), ('protocol', 'by a signed protocol'), ('letters', 'by an exchange of letters'), ('automatic', 'automatic')], default='decided', max_length=10, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='review',
            name='change_set',
            field=models.ForeignKey(blank=True, editable=False, help_text='What was recorded with it, so that all of it can be taken back at once.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reviews', to='partnerships.changeset'),
        ),
        migrations.AlterField(
            model_name='agreementtype',
            name='reminder_steps',
            field=models.JSONField(blank=True, default=list, help_text='Days before the day to decide by, and before the next review, such as [180, 90, 30, 0]; the usual ones where it is empty.', validators=[partnerships.models.agreement_types.check_steps], verbose_name='reminder steps'),
        ),
        migrations.AlterField(
            model_name='historicalagreementtype',
            name='reminder_steps',
            field=models.JSONField(blank=True, default=list, help_text='Days before the day to decide by, and before the next review, such as [180, 90, 30, 0]; the usual ones where it is empty.', validators=[partnerships.models.agreement_types.check_steps], verbose_name='reminder steps'),
        ),
    ]
