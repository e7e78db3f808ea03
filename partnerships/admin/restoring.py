"""Earlier versions, and deleted records, that come back: one way for all that has a history."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnerships.confirming import register_locked
from partnerships.languages import capfirst
from partnerships.models import Merge, Renewal

from .entries import belongings
from .versions import Version, label_of

ONE_DELETION = timedelta(seconds=60)  # between a record and what went with it
NEVER = (Renewal,)  # its end stands in the agreement; to take a renewal back is a step of its own


def moment_of(version: Version) -> str:
    """Return the moment of a version, for people."""
    return date_format(timezone.localtime(version.history_date), "Y-m-d H:i")


def restore(version: Version, user: User) -> models.Model:
    """Restore the record of a `version` as it was then, as a change that is itself recorded; return the record.

    A deleted record comes back with what went with it. Raises ValidationError where that would break a rule, or where
    it points to what is no more.
    """
    model = version.instance_type
    with register_locked():
        record = model.objects.filter(pk=version.id).first()
        is_back = record is None
        record = record or model(pk=version.id)
        for field in version.tracked_fields:
            setattr(record, field.attname, getattr(version, field.attname))
        check_references(record)
        if is_back:
            check_not_merged(record)
            free_slug(record)
        record.full_clean()
        record._history_user = user
        record._change_reason = _("restored as it was on %s") % moment_of(version)
        record.save(force_insert=is_back)
        if is_back:
            keep_moments(record, version)
            restore_belongings(record, user)
    return record


def check_references(record):
    """Empty what points to a record that is no more, where it may be empty; raise ValidationError where it may not."""
    for field in record._meta.concrete_fields:
        key = getattr(record, field.attname)
        if not field.many_to_one or key is None or field.related_model._base_manager.filter(pk=key).exists():
            continue
        if field.remote_field.on_delete is not models.SET_NULL:
            name = name_of_deleted(field.related_model, key)
            words = {"what": capfirst(str(field.verbose_name)), "name": name}
            raise ValidationError(_("%(what)s “%(name)s” is no more; restore that first.") % words)
        setattr(record, field.attname, None)


def name_of_deleted(model, key):
    """Return what the deleted record of a `model` with that primary `key` was called."""
    last = model.history.filter(id=key).order_by("-history_date", "-history_id").first()
    return label_of(last) if last else str(key)


def check_not_merged(record):
    """Raise ValidationError for a record that was merged into another one."""
    if merge := merges_of_deleted(type(record)).get(record.pk):
        raise ValidationError(_("It was merged into “%s”; take that merge back instead.") % merge.kept_name)


def free_slug(record):
    """Empty the address of a `record` that another one has now, so that it gets a new one."""
    slug = getattr(record, "slug", "")
    if slug and type(record)._default_manager.filter(slug=slug).exists():
        record.slug = ""


def restore_belongings(record, user):
    """Restore what was deleted with a `record`; what cannot come back stays in its history."""
    deleted = type(record).history.filter(id=record.pk, history_type="-").latest()
    for model, name in belongings(type(record)):
        near = deleted.history_date - ONE_DELETION, deleted.history_date + ONE_DELETION
        for version in last_deletions(model).filter(**{name: record.pk, "history_date__range": near}):
            back = model(**{field.attname: getattr(version, field.attname) for field in version.tracked_fields})
            try:
                check_references(back)
                back.full_clean()
            except ValidationError:
                continue
            back._history_user, back._change_reason = user, _("restored with “%s”") % record
            back.save(force_insert=True)
            keep_moments(back, version)


def keep_moments(record, version):
    """Give a `record` that is back the moments of its `version`, which Django sets to now in all that it adds."""
    names = [field.attname for field in version.tracked_fields if getattr(field, "auto_now_add", False)]
    if moments := {name: getattr(version, name) for name in names}:
        type(record)._base_manager.filter(pk=record.pk).update(**moments)
        type(record).history.filter(history_id=record.history.latest().history_id).update(**moments)


def last_deletions(model: Any) -> QuerySet:
    """Return the last version of each deleted record of a `model`, the latest first."""
    later = model.history.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    gone = model.history.filter(~Exists(later), history_type="-")
    return gone.exclude(id__in=model._base_manager.values("pk")).order_by("-history_date", "-history_id")


def merges_of_deleted(model: type[models.Model]) -> dict[int, Merge]:
    """Return {primary key: Merge} of the records of a `model` that went into another one, and can come back out."""
    name = model._meta.model_name
    return {
        int(key): merge
        for merge in Merge.objects.standing().filter(kind=name).order_by("pk")
        for key, (_before, after) in merge.changes.get(name, {}).items()
        if after is None
    }


def may_restore(user: User, version: Version) -> bool:
    """Return whether a `user` may restore a `version`: change what is there, or add what is not."""
    model = version.instance_type
    if model in NEVER:
        return False
    is_there = model._base_manager.filter(pk=version.id).exists()
    return user.has_perm(permission_of(model, "change" if is_there else "add"))


def may_write(user: User, model: type[models.Model]) -> bool:
    """Return whether a `user` may restore records of a `model`, changed or deleted ones."""
    return model not in NEVER and all(user.has_perm(permission_of(model, action)) for action in ("add", "change"))


def permission_of(model: type[models.Model], action: str) -> str:
    """Return the permission for an `action` on the records of a `model`."""
    return f"{model._meta.app_label}.{action}_{model._meta.model_name}"
