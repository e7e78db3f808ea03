"""The history of a record as people read it: what was changed in it and in what belongs to it, newest first."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from partnerships.languages import capfirst
from partnerships.models import Agreement, ChangeSet

from .display import record_in_words
from .versions import Change, Version, Words, changed_columns, labels_of

MOST = 1000  # latest lines of the history of one kind of record
ONE_GO = timedelta(seconds=2)  # between two lines that one click wrote
HAPPENED = {
    "+": pgettext_lazy("what happened to a record", "recorded"),
    "~": pgettext_lazy("what happened to a record", "changed"),
    "-": pgettext_lazy("what happened to a record", "deleted"),
}
ONE_TASK = timedelta(seconds=60)  # between the first line of a change of several agreements and its ChangeSet


@dataclass
class Line:
    """One version of a record in its history, and what it has changed; `before` is the version before it, or None.

    `owner` is the column with which the record belongs to the one whose history is read; "" for that one itself.
    """

    version: Version
    before: Version | None
    owner: str
    is_latest: bool
    name: str = ""
    changes: list[Change] = field(default_factory=list)

    @property
    def model(self):
        """The model of the record."""
        return type(self.version).instance_type

    @property
    def model_name(self):
        """The name of that model in addresses."""
        return self.model._meta.model_name

    @property
    def is_new(self):
        """Whether no version before it is known, so that nothing can be compared."""
        return self.kind == "+" or self.before is None

    @property
    def is_own(self):
        """Whether it is of the record itself whose history is read."""
        return not self.owner

    @property
    def record(self):
        """What tells the record from all others."""
        return self.model, self.version.id

    @property
    def kind(self):
        """What happened: "+", "~" or "-"."""
        return self.version.history_type

    @property
    def says_something(self):
        """Whether it has changed anything; the line with which the history of a record begins has not."""
        return self.kind != "~" or bool(self.changes)

    @property
    def heading(self):
        """What happened to which record; "" where the changes of the record itself say so."""
        done = HAPPENED[self.kind]
        if self.is_own:
            return "" if self.kind == "~" else capfirst(str(done))
        what = capfirst(str(self.model._meta.verbose_name))
        if any(change.after.startswith(self.name.removesuffix("…")) for change in self.changes):
            return f"{what}: {done}"
        return _("%(what)s “%(name)s”: %(done)s") % {"what": what, "name": self.name, "done": done}

    @property
    def is_shown_open(self):
        """Whether its values are shown at once; those of a new record itself are many."""
        return not (self.is_own and self.kind == "+")


@dataclass
class Entry:
    """What one person did in one go, with all its lines."""

    lines: list
    change_set: ChangeSet | None = None

    @property
    def latest(self):
        """The last version that was written."""
        return self.lines[-1].version

    @property
    def moment(self):
        """When it was done."""
        return self.latest.history_date

    @property
    def who(self):
        """The name of the person, or a dash."""
        return record_in_words(self.latest.history_user)

    @property
    def reason(self):
        """Why it was done, or ""."""
        return next((line.version.history_change_reason for line in self.lines if reason_of(line)), "")

    @property
    def shown(self):
        """The lines that say something, those of the record itself first."""
        return sorted((line for line in self.lines if line.says_something), key=lambda line: not line.is_own)

    @property
    def own(self):
        """The line of the record itself, or None."""
        return next((line for line in self.lines if line.is_own), None)


def reason_of(line):
    """Return the reason of a Line, or None."""
    return line.version.history_change_reason or None


def entries_of(record: models.Model, user: User | None = None) -> list[Entry]:
    """Return the history of a `record`, and of what belongs to it, newest first; for a `user`, what they may see."""
    lines = [*lines_of(type(record), {"id": record.pk})]
    seen = [each for each in belongings(type(record)) if user is None or may_see(user, each[0])]
    for model, name in seen:
        beside = list(lines_of(model, {name: record.pk}, owner=name))
        for line, label in zip(beside, labels_of([line.version for line in beside]), strict=True):
            line.name = label
        lines += beside
    fill(lines)
    lines.sort(key=lambda line: line.version.history_date)
    entries = [Entry(group) for group in in_one_go(lines)]
    entries = [entry for entry in entries if entry.reason or entry.shown]
    name_change_sets(record, entries)
    return entries[::-1]


def may_see(user: User, model: type[models.Model]) -> bool:
    """Return whether a `user` may see the records of a `model`."""
    return user.has_perm(f"{model._meta.app_label}.{get_permission_codename('view', model._meta)}")


def belongings(model: type[models.Model]) -> list[tuple[Any, str]]:
    """Return the models with a history that belong to a `model`, and go with it: (model, column that points to it)."""
    return [
        (relation.related_model, relation.field.attname)
        for relation in model._meta.related_objects
        if relation.one_to_many and relation.on_delete is models.CASCADE and hasattr(relation.related_model, "history")
    ]


def lines_of(model, condition, *, owner=""):
    """Yield the Lines of the latest versions of the records of a `model` that fulfil a `condition`, oldest first."""
    versions = model.history.filter(**condition).select_related("history_user")
    versions = list(versions.order_by("-history_date", "-history_id")[:MOST])[::-1]
    latest = {version.id: version.history_id for version in versions}
    before = {}
    for version in versions:
        yield Line(version, before.get(version.id), owner, latest[version.id] == version.history_id)
        before[version.id] = version


def fill(lines):
    """Add to each of the `lines` what it has changed, in words."""
    changed = [(line, *each) for line in lines for each in changed_columns(line.before, line.version, line.owner)]
    words = Words()
    words.look_up(each[1:] for each in changed)
    for line, column, before, after in changed:
        line.changes.append(words.change(column, before, after))


def in_one_go(lines):
    """Yield lists of the `lines`, in their order, that one person wrote in one go, each of another record."""
    group = []
    for line in lines:
        if group and not belongs_to(group, line):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def belongs_to(group, line):
    """Return whether a `line` was written in one go with those of a `group`."""
    last = group[-1].version
    reasons = {reason_of(each) for each in [*group, line]} - {None}
    return (
        last.history_user_id == line.version.history_user_id
        and line.version.history_date - last.history_date <= ONE_GO
        and len(reasons) <= 1
        and line.record not in [each.record for each in group]
    )


def name_change_sets(record, entries):
    """Name for each of the `entries` the change of several agreements that it is a part of."""
    if not isinstance(record, Agreement):
        return
    sets = ChangeSet.objects.filter(changes__has_key=str(record.pk)).defer("changes").order_by("pk")
    for change_set in sets:
        for entry in reversed(entries):
            waited = change_set.changed_at - entry.moment
            if timedelta(0) <= waited <= ONE_TASK and entry.latest.history_user_id == change_set.changed_by_id:
                entry.change_set = change_set
                break
