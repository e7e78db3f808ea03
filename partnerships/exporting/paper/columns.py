"""The columns of a list on paper: each value in words, in the current language."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from partnerships.models import Agreement, CooperationKind, RenewalKind, Validity
from partnerships.models.agreements import dated_in_words
from partnerships.models.cooperation_kinds import kinds_in
from partnerships.models.rests import rest_in_words
from partnerships.models.staff import full_name
from partnerships.partial_dates import PartialDate

Value = str | int | PartialDate | None


class PaperColumn(NamedTuple):
    """A column: its key in the choice of a person, its label, its value, its width beside the others."""

    key: str
    label: str
    value: Callable[[Agreement], Value]
    width: int = 12


def type_and_title(agreement):
    """Return the type of an agreement, and its title where that says more."""
    return ": ".join(filter(None, (str(agreement.agreement_type or ""), agreement.wording)))


def kinds_in_words():
    """Return a function that returns the names of an agreement's kinds of cooperation."""
    kinds = CooperationKind.objects.by_slug()
    return lambda agreement: ", ".join(str(kind.label) for kind in kinds_in(agreement.kinds, kinds))


def signed(agreement):
    """Return the signing as it is known, or from when the agreement holds, or that it is not recorded."""
    return agreement.signed or dated_in_words(None, agreement.starts) or _("not recorded")


def ends(agreement):
    """Return the end as it is known, or that there is none, or that it is not recorded."""
    if agreement.ends or agreement.validity != Validity.OPEN_ENDED:
        return agreement.ends or _("not recorded")
    return str(Validity.OPEN_ENDED.label)


def renewal(agreement):
    """Return how an agreement is renewed; "" where nothing is recorded."""
    return "" if agreement.renewal == RenewalKind.NONE else str(agreement.get_renewal_display())


def status(agreement):
    """Return the status of an agreement, and what supersedes it."""
    later = [_("superseded by No %(number)s") % {"number": number} for number, _is_public in agreement.successors]
    return ", ".join([str(agreement.status.label), *later])


def decide_by(agreement):
    """Return the day to decide by; None where another agreement supersedes this one, so that nobody has to."""
    return None if agreement.successors else day(agreement.decide_by)


def day(value: date | None) -> PartialDate | None:
    """Return a day as a date that the current language writes."""
    return PartialDate.of(value) if value else None


def rest(agreement):
    """Return from which day to which an agreement rests, and why."""
    return "; ".join(filter(None, [rest_in_words(agreement.rests_from, agreement.rests_until), agreement.rest_reason]))


def responsible(agreement):
    """Return the name of who is responsible, or that nobody is."""
    return full_name(agreement.responsible) if agreement.responsible else _("nobody")


def columns() -> tuple[PaperColumn, ...]:
    """Return all columns that a list on paper can have, in their order."""
    return (
        PaperColumn("number", pgettext("number", "No"), lambda each: each.register_number, 5),
        PaperColumn("institution", _("Institution"), lambda each: each.institution.name, 34),
        PaperColumn("country", _("Country"), lambda each: each.institution.country_name, 14),
        PaperColumn("city", _("City"), lambda each: each.institution.city, 14),
        PaperColumn("type", _("Type of agreement"), type_and_title, 24),
        PaperColumn("kinds", _("Kinds of cooperation"), kinds_in_words(), 22),
        PaperColumn("reference", _("Reference"), lambda each: each.reference, 12),
        PaperColumn("signed", _("Signed"), signed, 13),
        PaperColumn("starts", _("Start"), lambda each: each.starts, 13),
        PaperColumn("ends", _("End"), ends, 13),
        PaperColumn("decide_by", _("Decide by"), decide_by, 13),
        PaperColumn("status", _("Status"), status, 14),
        PaperColumn("renewal", _("Renewal"), renewal, 12),
        PaperColumn("review", _("Next review"), lambda each: day(each.review_on), 13),
        PaperColumn("terminated", _("Terminated on"), lambda each: day(each.terminated_on), 13),
        PaperColumn("rest", _("Rest"), rest, 20),
        PaperColumn("unit", _("Unit"), lambda each: str(each.unit or ""), 20),
        PaperColumn("responsible", _("Responsible"), responsible, 18),
        PaperColumn("scope", _("Scope"), lambda each: each.scope, 30),
        PaperColumn("website", _("Website"), lambda each: each.institution.website, 24),
        PaperColumn("notes", _("Notes"), lambda each: each.notes, 30),
    )


USUAL = ["number", "country", "type", "signed", "ends", "status"]  # beside the institution, which each row needs
# What rows can stand under: the key, its label for the person who chooses, the heading of an agreement.
GROUPS = [
    ("", gettext_lazy("not grouped")),
    ("country", gettext_lazy("by country")),
    ("unit", gettext_lazy("by unit")),
]


def chosen(keys: Iterable[str], group: str) -> tuple[PaperColumn, ...]:
    """Return the columns of some `keys` and the institution, without the one that the rows are grouped by."""
    wanted = ({*keys} | {"institution"}) - {group}
    return tuple(column for column in columns() if column.key in wanted)


def heading_of(agreement: Agreement, group: str) -> str:
    """Return the heading that an agreement stands under; "" where that is not recorded."""
    return agreement.institution.country_name if group == "country" else str(agreement.unit or "")


def nameless(group: str) -> str:
    """Return the heading of the agreements of which the `group` is not recorded."""
    return _("Country not recorded") if group == "country" else _("Unit not recorded")
