"""What the public list says of an agreement in its row."""

from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from partnerships.countries import country_name
from partnerships.models import ListedAgreement, Status
from partnerships.partial_dates import PartialDate

COLUMNS = {
    "pk": "pk",
    "number": "agreement__number",
    "institution": "agreement__institution__name",
    "slug": "agreement__institution__slug",
    "logo": "agreement__institution__logo",
    "website": "agreement__institution__website",
    "country": "country",
    "type": "agreement__agreement_type__name",
    "folded_type": "agreement__agreement_type__folded_name",
    "title": "agreement__title",
    "folded_title": "agreement__folded_title",
    "signed_on": "signed_on",
    "signed_precision": "agreement__signed_precision",
    "status_value": "status",
}


class Row(NamedTuple):
    """One public agreement as its row shows it; `type`, `number` and `signed_on` are None where there is none."""

    pk: int
    number: int | None
    institution: str
    slug: str
    logo: str
    website: str
    country: str
    type: str | None
    folded_type: str | None
    title: str
    folded_title: str
    signed_on: date | None
    signed_precision: str
    status_value: str

    @property
    def country_name(self):
        """The country in the language of the moment, "" if it is not known."""
        return country_name(self.country)

    @property
    def wording(self):
        """The title where it says more than the type's name, else ""."""
        return "" if self.folded_title == self.folded_type else self.title

    @property
    def signed(self):
        """The date of signing as a PartialDate, or None."""
        return PartialDate.from_columns(self.signed_on, self.signed_precision)

    @property
    def status(self):
        """The status on the day of the listing."""
        return Status(self.status_value)

    @property
    def host(self):
        """The host of the website without "www."; "" where there is none."""
        return host_of(self.website)

    @property
    def initials(self):
        """What stands where there is no logo."""
        return initials_of(self.institution)


def rows_with(keys):
    """The Rows of the agreements with some `keys`, in their order, in one query."""
    found = ListedAgreement.objects.filter(pk__in=keys).order_by().values_list(*COLUMNS.values())
    rows = {values[0]: Row._make(values) for values in found}
    return [rows[key] for key in keys if key in rows]


def host_of(address):
    """The host of a web address without "www."; "" unless the address has http or https."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").removeprefix("www.") if parts.scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def initials_of(name):
    """The first letters of the first two words, for institutions without a logo."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in words[:2]).upper()
