"""The columns of the grid: what stands in a cell, and how what a person writes there is read."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from partnerships.admin.forms import PartialDateField
from partnerships.folding import fold
from partnerships.importing.cells.kinds import kinds_of, pieces_of
from partnerships.kinds import joined
from partnerships.languages import capfirst
from partnerships.models import Agreement, AgreementType, CooperationKind, Unit, Validity
from partnerships.models.cooperation_kinds import kinds_in
from partnerships.models.staff import full_name, office_staff
from partnerships.partial_dates import PartialDate, Precision

REST = {"rests_from", "rests_until", "rest_reason"}
Choices = Mapping[str, str]  # {what a form sends: what people read}


class Column:
    """A column of agreements as one line of text in each; a `record` is an agreement or a line of its history."""

    def __init__(self, name: str, label: str = "", choices: Choices | None = None, suggestions: Iterable[str] = ()):
        field: Any = Agreement._meta.get_field(f"{name}_on" if name in ("ends", "signed") else name)
        self.name, self.attname, self.choices = name, field.attname, choices
        self.suggestions = list(suggestions)
        self.field, self.label = field, label or capfirst(str(field.verbose_name))

    def value(self, record: Any) -> Any:
        """Return the value of a `record`."""
        return getattr(record, self.attname)

    def set(self, agreement: Agreement, value: Any) -> None:
        """Set the `value` of an agreement, unsaved."""
        setattr(agreement, self.attname, value)

    def text(self, value: Any) -> str:
        """Return what stands in the cell of a `value`."""
        return "" if value is None else str(value)

    def read(self, text: str) -> Any:
        """Return the value of a cell's `text`; raise ValidationError with a sentence where it is none."""
        return self.field.formfield(required=not self.field.blank).clean(text)

    def words(self, text: str) -> str:
        """Return what stands in a cell, for people."""
        return (self.choices or {}).get(text, text) or "–"


class DateColumn(Column):
    """A column of dates, each as far as it is known."""

    form_field = PartialDateField()

    def value(self, record):
        return PartialDate.from_columns(getattr(record, f"{self.name}_on"), getattr(record, f"{self.name}_precision"))

    def set(self, agreement, value):
        setattr(agreement, self.name, value)

    def text(self, value):
        return self.form_field.prepare_value(value) if value else ""

    def read(self, text):
        return self.form_field.clean(text)


class DayColumn(Column):
    """A column of days."""

    form_field = DateColumn.form_field

    def text(self, value):
        return self.form_field.prepare_value(PartialDate.of(value)) if value else ""

    def read(self, text):
        read = self.form_field.clean(text)
        if read and read.precision != Precision.DAY:
            raise ValidationError(_("“%s” is no day; write it as 30.06.2003."), params=text)
        return read.first_day if read else None


class ChoiceColumn(Column):
    """A column with few values, of which one is chosen; the label of one, pasted, is it, too."""

    of_text: Callable[[str], Any] = staticmethod(str)

    def read(self, text):
        keys = {fold(label): sent for sent, label in self.choices.items()}
        sent = text if text in self.choices else keys.get(fold(text))
        if sent is None:
            labels = ", ".join(filter(None, self.choices.values()))
            raise ValidationError(
                _("“%(text)s” is none of these: %(labels)s."), params={"text": text, "labels": labels}
            )
        return self.of_text(sent)


class AnswerColumn(ChoiceColumn):
    """A column of yes and no."""

    of_text = staticmethod("yes".__eq__)

    def text(self, value):
        return "yes" if value else "no"


class PersonColumn(ChoiceColumn):
    """A column of members of staff."""

    @staticmethod
    def of_text(sent):
        return int(sent) if sent else None


class TypeColumn(Column):
    """A column of agreement types by their names."""

    @cached_property
    def types(self):
        return AgreementType.objects.prefetch_related("other_names").in_bulk()

    @cached_property
    def by_key(self):
        found = {fold(name): kind.pk for kind in self.types.values() for name in kind.wordings}
        for kind in self.types.values():
            found |= dict.fromkeys(map(fold, (kind.name_az, kind.name_en, kind.name_ru, kind.name_tr)), kind.pk)
        return found | {fold(kind.name): kind.pk for kind in self.types.values()}

    def text(self, value):
        return self.types[value].label if value in self.types else ""

    def read(self, text):
        if text and fold(text) not in self.by_key:
            raise ValidationError(_("“%s” is no agreement type of the register."), params=text)
        return self.by_key[fold(text)] if text else None


class UnitColumn(Column):
    """A column of units of the home university by their names."""

    @cached_property
    def by_key(self):
        return Unit.objects.by_key()

    @cached_property
    def labels(self):
        return {unit.pk: unit.label for unit in self.by_key.values()}

    def text(self, value):
        return self.labels.get(value, "")

    def read(self, text):
        if text and fold(text) not in self.by_key:
            raise ValidationError(_("“%s” is no unit of the register; add it under Units first."), params=text)
        return self.by_key[fold(text)].pk if text else None


class KindsColumn(Column):
    """A column of kinds of cooperation, with semicolons between them."""

    @cached_property
    def kinds(self):
        return CooperationKind.objects.by_slug()

    @cached_property
    def by_key(self):
        return {key: slug for slug, kind in self.kinds.items() for key in (*kind.keys, fold(kind.label))}

    def text(self, value):
        return "; ".join(kind.label for kind in kinds_in(value, self.kinds))

    def read(self, text):
        said = set()
        for piece in pieces_of(text):
            known = {self.by_key[fold(piece)]} if fold(piece) in self.by_key else kinds_of(piece) & self.kinds.keys()
            if not known:
                raise ValidationError(_("“%s” is no kind of cooperation of the register."), params=piece)
            said |= known
        return joined(said)


def columns_for(agreements: Iterable[Agreement]) -> list[Column]:
    """Return the columns of the grid over some `agreements`, with what can be chosen in them."""
    types, kinds = TypeColumn("agreement_type"), KindsColumn("kinds", label=_("Kinds"))
    units = UnitColumn("unit")
    units.suggestions = sorted(units.labels.values())
    types.suggestions = sorted(kind.label for kind in types.types.values())
    kinds.suggestions = [kind.label for kind in kinds.kinds.values()]
    return [
        DateColumn("signed"),
        ChoiceColumn("validity", choices={value: str(label) for value, label in Validity.choices}),
        DateColumn("ends", label=_("Ends")),
        Column("term_months", label=_("Term, months")),
        Column("notice_months", label=_("Notice, months")),
        DayColumn("review_on"),
        units,
        PersonColumn("responsible", choices=people(agreements)),
        kinds,
        types,
        AnswerColumn("is_public", choices={"yes": _("yes"), "no": _("no")}),
        DayColumn("rests_from"),
        DayColumn("rests_until"),
        Column("rest_reason"),
    ]


def columns_shown(columns: Iterable[Column], agreements: Iterable[Agreement], sent: Iterable[str]) -> list[Column]:
    """Return those of the `columns` that a grid over some `agreements` shows.

    Columns of a rest are shown where one of them rests, will rest or has rested, or where a cell of one was `sent`.
    """
    has_rest = any(agreement.rests_from for agreement in agreements) or REST & set(sent)
    return [column for column in columns if has_rest or column.name not in REST]


def people(agreements: Iterable[Agreement]) -> Choices:
    """Return who can be responsible: nobody, the staff, and those who are for one of the `agreements` now."""
    now = {agreement.responsible_id for agreement in agreements}
    found = get_user_model().objects.filter(Q(pk__in=office_staff()) | Q(pk__in=now))
    return {"": ""} | {str(user.pk): full_name(user) for user in sorted(found, key=lambda user: fold(full_name(user)))}
