"""The versions of a record in its history: what they have changed, and how people read that."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from partnerships.languages import capfirst
from partnerships.models import CooperationKind
from partnerships.models.cooperation_kinds import KindsField, kinds_in
from partnerships.models.fields import PartialDateColumns
from partnerships.partial_dates import PartialDate

from .display import NOTHING, record_in_words, value_in_words

Version = Any  # a line of the history of a record; its model is made while the models are loaded


class Column(NamedTuple):
    """What a person can change in a record: its label and the names of its columns, two of a date."""

    label: str
    names: tuple[str, ...]
    field: models.Field


class Change(NamedTuple):
    """A column that one version of a record has changed, with its values for people."""

    label: str
    before: str
    after: str


def columns_of(model):
    """Return the Columns of a `model` that a person can change, a date with its precision as one.

    Who did it stands at the head of an entry, so a column that keeps that, such as `done_by`, is left out.
    """
    dates = {each.date_column: each for each in vars(model).values() if isinstance(each, PartialDateColumns)}
    precisions = {each.precision_column for each in dates.values()}
    found = []
    for each in model._meta.concrete_fields:
        is_left_out = each.primary_key or each.name in precisions or each.name.endswith("_by")
        if each.editable and not is_left_out:
            date = dates.get(each.name)
            names = (date.date_column, date.precision_column) if date else (each.attname,)
            found.append(Column(capfirst(str(each.verbose_name)), names, each))
    return found


def record_of(version):
    """Return the record of a `version` as it was then, not saved."""
    values = {each.attname: getattr(version, each.attname) for each in version.tracked_fields}
    return type(version).instance_type(**values)


def label_of(version: Version) -> str:
    """Return what the record of a `version` was called then."""
    return labels_of([version])[0]


def labels_of(versions: Sequence[Version]) -> list[str]:
    """Return what the records of some `versions` of one model were called then.

    What they point to has the name that it has now, or had before it was deleted.
    """
    records = [record_of(version) for version in versions]
    for field in records[0]._meta.concrete_fields if records else ():
        if field.many_to_one:
            prefetch_related_objects(records, field.name)
            give_deleted(records, field)
    return [str(record) for record in records]


def give_deleted(records, field):
    """Give the `records` whose `field` points to what is no more that record as it was last."""
    lacking = [
        each for each in records if getattr(each, field.attname) and not field.get_cached_value(each, default=None)
    ]
    if lacking and hasattr(field.related_model, "history"):
        keys = {getattr(each, field.attname) for each in lacking}
        versions = field.related_model.history.filter(id__in=keys).order_by("history_date", "history_id")
        last = {version.id: record_of(version) for version in versions}
        for record in lacking:
            setattr(record, field.name, last.get(getattr(record, field.attname)))


def changed_columns(before: Version | None, after: Version, owner: str = "") -> Iterator[tuple[Column, tuple, tuple]]:
    """Yield each Column in which a version differs from the one `before` it, with its values then and afterwards.

    Of a new record it is what it has, without the column `owner`; of a deleted one nothing. A first version that nobody
    wrote is how the record was as its history began.
    """
    is_new = after.history_type == "+" or before is None
    is_beginning = is_new and after.history_type == "~" and after.history_user_id is None
    if is_beginning or after.history_type == "-":
        return
    for column in columns_of(after.instance_type):
        now = tuple(getattr(after, name) for name in column.names)
        then = (None,) * len(now) if is_new else tuple(getattr(before, name) for name in column.names)
        is_usual = is_new and (column.names[0] == owner or now[0] in (None, "", column.field.get_default()))
        if then != now and not is_usual:
            yield column, then, now


class Words:
    """The values of columns as people read them, with few queries for many."""

    def __init__(self) -> None:
        self.labels: dict[tuple[Any, object], str] = {}

    @cached_property
    def kinds(self):
        """The kinds of cooperation by their slugs."""
        return CooperationKind.objects.by_slug()

    def look_up(self, changed: Iterable[tuple[Column, tuple, tuple]]) -> None:
        """Read the names of the records that columns point to, of deleted ones from the history."""
        keys: dict[Any, set] = defaultdict(set)
        for column, before, after in changed:
            if column.field.is_relation:
                keys[column.field.related_model] |= {before[0], after[0]} - {None}
        for model, pks in keys.items():
            related = [each.name for each in model._meta.concrete_fields if each.many_to_one]
            records = model._base_manager.select_related(*related).in_bulk(pks)
            self.labels |= {(model, pk): record_in_words(record) for pk, record in records.items()}
            self.look_up_deleted(model, pks - records.keys())

    def look_up_deleted(self, model, keys):
        """Read the last names of the records of a `model` with some `keys` from its history, if it has one."""
        if keys and hasattr(model, "history"):
            versions = list(model.history.filter(id__in=keys).order_by("history_date", "history_id"))
            self.labels |= {
                (model, version.id): label for version, label in zip(versions, labels_of(versions), strict=True)
            }

    def change(self, column: Column, before: tuple, after: tuple) -> Change:
        """Return what became of a `column`, in words."""
        words = [self.of(column, values) for values in (before, after)]
        if isinstance(column.field, models.FileField) and before[0] and after[0]:
            words[1] = _("another file")
        return Change(column.label, *words)

    def of(self, column, values):
        """Return the `values` of a Column for people."""
        value = values[0]
        if value in (None, ""):
            return NOTHING
        if len(values) > 1:
            return str(PartialDate.from_columns(*values))
        if column.field.is_relation:
            return self.labels.get((column.field.related_model, value)) or _("no longer there")
        if isinstance(column.field, KindsField):
            return ", ".join(kind.label for kind in kinds_in(value, self.kinds)) or NOTHING
        if isinstance(column.field, models.FileField):
            return _("a file")
        return str(value_in_words(column.field.model, column.field.name, value))
