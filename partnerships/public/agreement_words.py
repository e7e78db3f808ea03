"""What the page of an agreement says in words: its heading, its status, how much is left, how to cite it."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.models import Agreement, HomeInstitution, Status, Validity
from partnerships.partial_dates import PartialDate

# What each status means, for people who read it for the first time.
STATUS_MEANINGS = {
    Status.NOT_STARTED: gettext_lazy("signed, and holds from a later day"),
    Status.IN_FORCE: gettext_lazy("holds today"),
    Status.ENDING: gettext_lazy("holds today; its end, or the time to give notice, is near"),
    Status.ENDED: gettext_lazy("its last day has passed"),
    Status.TERMINATED: gettext_lazy("was ended before its time"),
    Status.RESTING: gettext_lazy(
        "stands, but nothing is done under it for a time; it is counted neither as in force nor as ended"
    ),
    Status.RENEWED: gettext_lazy("its recorded end has passed, and it renews itself"),
    Status.END_NOT_RECORDED: gettext_lazy(
        "the register does not know until when it holds; it may have ended, or hold without an end"
    ),
}
FEW_MONTHS = 2  # of less, days are counted


class StatusInWords(NamedTuple):
    """The status of an agreement as a sentence, and how much is left until its end; "" where nothing is to be said."""

    sentence: str
    left: str


def type_or_title(agreement: Agreement) -> str:
    """Return the name of an agreement's type, else its title, else what it is."""
    return str(agreement.agreement_type or "") or agreement.title or _("Agreement")


def name_of(agreement: Agreement) -> str:
    """Return what an agreement is called as a heading: its type and its partner."""
    return _("%(type)s with %(partner)s") % {"type": type_or_title(agreement), "partner": agreement.institution.name}


def status_in_words(agreement: Agreement, on: date) -> StatusInWords:
    """Return the status of an agreement on the day `on`."""
    status = agreement.status_on(on)
    words = {
        "starts": agreement.starts or agreement.signed,
        "ends": agreement.ends,
        "day": agreement.terminated_on and PartialDate.of(agreement.terminated_on),
        "rests_from": agreement.rests_from and PartialDate.of(agreement.rests_from),
        "rests_until": agreement.rests_until and PartialDate.of(agreement.rests_until),
    }
    if status == Status.IN_FORCE and agreement.validity == Validity.OPEN_ENDED:
        return StatusInWords(_("In force, open-ended"), "")
    sentence = {
        Status.NOT_STARTED: _("In force from %(starts)s"),
        Status.IN_FORCE: _("In force until %(ends)s"),
        Status.ENDING: _("Ending: in force until %(ends)s"),
        Status.ENDED: _("Ended: in force until %(ends)s"),
        Status.TERMINATED: _("Terminated on %(day)s"),
        Status.RESTING: (
            _("Resting from %(rests_from)s until %(rests_until)s")
            if agreement.rests_until
            else _("Resting since %(rests_from)s")
        ),
        Status.RENEWED: _("Renewed automatically; the recorded term was until %(ends)s"),
        Status.END_NOT_RECORDED: _("End not recorded"),
    }[status]
    ends = agreement.ends_on if status in (Status.IN_FORCE, Status.ENDING) else None
    return StatusInWords(sentence % words, time_left(on, ends) if ends else "")


def time_left(on: date, until: date) -> str:
    """Return how much time is left from the day `on` until another: in years and months, or in days."""
    months = (until.year - on.year) * 12 + until.month - on.month - (until.day < on.day)
    if months < FEW_MONTHS:
        days = (until - on).days
        return ngettext("%d day left", "%d days left", days) % days if days else _("the last day is today")
    years, months = divmod(months, 12)
    parts = [
        ngettext("%d year", "%d years", years) % years if years else "",
        ngettext("%d month", "%d months", months) % months if months else "",
    ]
    return _("%(time)s left") % {"time": " ".join(part for part in parts if part)}


def citation_of(agreement: Agreement, home: HomeInstitution, address: str, on: date) -> str:
    """Return how to cite an agreement of the `home` institution as it is on the day `on`, by its page's `address`."""
    words = {
        "name": f"{home.name}: {name_of(agreement)}" if home.name else name_of(agreement),
        "dated": agreement.dated_in_words,
        "register": home.register_name,
        "number": agreement.register_number,
        "day": PartialDate.of(on),
        "address": address,
    }
    if agreement.signed:
        return _("%(name)s, signed %(dated)s. %(register)s, No %(number)s, as of %(day)s. %(address)s") % words
    return _("%(name)s. %(register)s, No %(number)s, as of %(day)s. %(address)s") % words
