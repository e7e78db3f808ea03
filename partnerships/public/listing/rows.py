"""What the public list says of an agreement in its row."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from partnerships.models import Agreement, AgreementType
from partnerships.models.agreements import dated_in_words, wording_of
from partnerships.partial_dates import PartialDate

COLUMNS = {
    "pk": "pk",
    "number": "number",
    "institution": "institution__name",
    "slug": "institution__slug",
    "logo": "institution__logo",
    "website": "institution__website",
    "country": "listed__country",
    "title": "title",
    "folded_title": "folded_title",
    "signed_on": "signed_on",
    "signed_precision": "signed_precision",
    "starts_on": "starts_on",
    "starts_precision": "starts_precision",
    "status": "listed__status",
    "kind": "agreement_type_id",
}


class Row(NamedTuple):
    """One public agreement as its row shows it; `kind` (its type), `number` and the days may be None."""

    pk: int
    number: int | None
    institution: str
    slug: str
    logo: str
    website: str
    country: str
    title: str
    folded_title: str
    signed_on: date | None
    signed_precision: str
    starts_on: date | None
    starts_precision: str
    status: str
    kind: AgreementType | None

    @property
    def type(self) -> str:
        """The name of the type, "" if there is none."""
        return self.kind.name if self.kind else ""

    @property
    def wording(self) -> str:
        """The title where it says more than the type's name, else ""."""
        return wording_of(self.title, self.folded_title, self.kind)

    @property
    def signed(self) -> PartialDate | None:
        """The date of signing as a PartialDate, or None."""
        return PartialDate.from_columns(self.signed_on, self.signed_precision)

    @property
    def starts(self) -> PartialDate | None:
        """The start as a PartialDate, or None."""
        return PartialDate.from_columns(self.starts_on, self.starts_precision)

    @property
    def dated(self) -> PartialDate | None:
        """The signing, or the start where the signing is not known, as `Agreement.dated` has it."""
        return self.signed or self.starts

    @property
    def dated_in_words(self) -> str:
        """The words for it, as `Agreement.dated_in_words` has them."""
        return dated_in_words(self.signed, self.starts)

    @property
    def host(self) -> str:
        """The host of the website without "www."; "" where there is none."""
        return host_of(self.website)

    @property
    def initials(self) -> str:
        """The letters that are shown instead of a logo."""
        return initials_of(self.institution)


def rows_with(keys: Sequence[int], types: Mapping[int, AgreementType]) -> list[Row]:
    """Return the Rows of the agreements with some `keys`, in their order, in one query.

    `types` are AgreementTypes by key.
    """
    # Both tables are told the keys: PostgreSQL would read all of one to find those of the other.
    found = Agreement.objects.filter(pk__in=keys, listed__in=keys).order_by().values_list(*COLUMNS.values())
    rows = {values[0]: Row._make((*values[:-1], types.get(values[-1]))) for values in found}
    return [rows[key] for key in keys if key in rows]


def host_of(address: str) -> str:
    """Return the host of a web address without "www."; "" unless the address has http or https."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").removeprefix("www.") if parts.scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def initials_of(name: str) -> str:
    """Return the first letters of the first two words, for institutions without a logo."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in words[:2]).upper()
