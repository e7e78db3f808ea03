"""A stored value as people read it: its label, a date in words, a dash for nothing."""

from datetime import date, datetime

from django.contrib.auth import get_user_model
from django.db.models import DateField
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from simple_history.models import DeletedObject

from partnerships.languages import capfirst, format_day
from partnerships.models import CooperationKind
from partnerships.models.cooperation_kinds import KindsField, kinds_in
from partnerships.models.staff import full_name

NOTHING = "–"


def not_recorded():
    """Return as HTML that a value is not recorded."""
    return format_html('<span class="quiet">{}</span>', _("not recorded"))


def column_in_words(model, name):
    """Return the label of a column of a `model`."""
    return capfirst(model._meta.get_field(name).verbose_name)


def value_in_words(model, name, value):
    """Return a `value` of the column `name` of a `model`, for people."""
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date) and not isinstance(value, datetime):
        return format_day(value)
    field = model._meta.get_field(name)
    if isinstance(field, KindsField):
        return ", ".join(kind.label for kind in kinds_in(value, CooperationKind.objects.by_slug())) or NOTHING
    if field.is_relation and isinstance(value, int):
        return record_in_words(field.related_model._base_manager.filter(pk=value).first())
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return localize(value)


def stored_in_words(model, name, value):
    """Return a `value` of a column as an import keeps it, a day as its ISO text, for people."""
    is_day = isinstance(model._meta.get_field(name), DateField) and value
    return value_in_words(model, name, date.fromisoformat(value) if is_day else value)


def changes_in_words(model, columns):
    """Return what changed in `columns` ({name: (before, after)}, as an import keeps the values) as HTML."""
    lines = (
        (column_in_words(model, name), *(stored_in_words(model, name, value) for value in values))
        for name, values in columns.items()
    )
    return format_html_join("; ", "{}: <del>{}</del> → <ins>{}</ins>", lines)


def record_in_words(record):
    """Return a `record` for people, a member of staff by the full name; a dash for None."""
    if record is None:
        return NOTHING
    return full_name(record) if isinstance(record, get_user_model()) else str(record)


def related_in_words(value):
    """Return what a key of an old version points to, for people; of what was deleted, the last that was known of it."""
    if not isinstance(value, DeletedObject):
        return record_in_words(value)
    if value.pk is None:
        return NOTHING
    last = value.model.history.filter(id=value.pk).first() if hasattr(value.model, "history") else None
    return str(last.instance if last else value)


def restored_in_words(item):
    """Return one Restored as HTML: its record, and for each column the present value and the one from before."""
    return format_html("{}: {}", item.record, changes_in_words(type(item.record), item.columns))
