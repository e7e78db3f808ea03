"""What the public list says of an agreement in its row."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext

from partnerships.countries import country_name
from partnerships.models import Agreement, AgreementType, CooperationKind, Status, Validity
from partnerships.models.agreements import dated_in_words, wording_of
from partnerships.models.cooperation_kinds import kinds_in
from partnerships.partial_dates import PartialDate
from partnerships.public.names import names_in_html

# What a Row reads of an agreement, of its institution and of its row in the listing.
COLUMNS = (
    "pk register_number institution__name institution__slug institution__logo institution__website institution__city"
    " listed__country title folded_title kinds agreement_type_id signed_on signed_precision starts_on starts_precision"
    " ends_on ends_precision terminated_on validity listed__status"
).split()
LONGEST_HOST = 25
MOST_KNOWN = 5000  # Rows that are kept of a version, of 1 KB each


class Row:
    """One public agreement as its row shows it: texts are "" and the rest None for what is not known.

    It is made from the values of COLUMNS but the first, AgreementTypes by key and CooperationKinds by slug. Only what
    every page needs of it is worked out at once: a row is drawn once for each version of the register.
    """

    def __init__(
        self, values: Sequence[Any], types: Mapping[int, AgreementType], kinds: Mapping[str, CooperationKind]
    ) -> None:
        self.number, self.institution, self.slug, self.logo, self.website, self.city, self.country, *rest = values
        self.title, self.folded_title, self.covers, type_key, *self.dates, self.stopped, self.validity, self.status = (
            rest
        )
        self.type, self.kinds_by_slug = types.get(type_key), kinds

    def date(self, index: int) -> PartialDate | None:
        """Return the signing (0), the start (1) or the end (2)."""
        return PartialDate.from_columns(*self.dates[2 * index : 2 * index + 2])

    @property
    def agreement_page(self) -> str:
        """The address of the agreement."""
        return reverse("agreement_detail", args=[self.number])

    @property
    def page(self) -> str:
        """The address of the institution."""
        return reverse("institution_detail", args=[self.slug])

    @property
    def logo_address(self) -> str:
        """The address of the institution's logo."""
        return reverse("institution_logo", args=[self.slug])

    @property
    def country_name(self) -> str:
        """The name of the country."""
        return country_name(self.country) if self.country else ""

    @property
    def kinds(self) -> str:
        """The names of what it covers, in HTML."""
        return names_in_html(kinds_in(self.covers, self.kinds_by_slug))

    @property
    def wording(self) -> str:
        """The title where it says more than the name of the type."""
        return wording_of(self.title, self.folded_title, self.type)

    @property
    def is_signed(self) -> bool:
        """Whether `dated` is the signing."""
        return self.date(0) is not None

    @cached_property
    def dated(self) -> PartialDate | None:
        """The signing, or the start where that is not known."""
        return self.date(0) or self.date(1)

    @property
    def dated_in_words(self) -> str:
        """The signing in words, or “from” the start."""
        signed, starts = self.date(0), self.date(1)
        return dated_in_words(signed and signed.short, starts and starts.short)

    @cached_property
    def until(self) -> PartialDate | None:
        """The day to which it is valid."""
        return PartialDate.of(self.stopped) if self.status == Status.TERMINATED else self.date(2)

    @property
    def until_in_words(self) -> str:
        """Until when it is valid, in words also where it has no end; "" where the status says so already."""
        return self.until.short if self.until else until_without_day(self.validity, self.status)

    @property
    def status_in_words(self) -> str:
        """The label of the status."""
        return str(Status(self.status).label)

    @cached_property
    def host(self) -> str:
        """The host of the website without "www."; "" where it is too long for a row."""
        host = host_of(self.website)
        return host if len(host) <= LONGEST_HOST else ""


@lru_cache(maxsize=4)
def known_rows(version: str, on: date | None) -> dict[int, Row]:
    """Return the Rows of a day that pages of a `version` of the register have shown, by key; `rows_with` adds to it."""
    return {}


def rows_with(
    keys: Sequence[int],
    version: str,
    types: Mapping[int, AgreementType],
    kinds: Mapping[str, CooperationKind],
    on: date | None = None,
) -> list[Row]:
    """Return the Rows of the agreements with some `keys`, in their order; one query for those not shown before.

    `types` are AgreementTypes by key and `kinds` CooperationKinds by slug at a `version` of the register, `on` is the
    day whose statuses are shown, None for today.
    """
    known = known_rows(version, on)
    rows = {key: known[key] for key in keys if key in known}
    if missing := [key for key in keys if key not in rows]:
        # Both tables are told the keys: PostgreSQL would read all of one to find those of the other.
        agreements = Agreement.objects.filter(pk__in=missing, listed__in=missing).order_by()
        columns = [*COLUMNS[:-1], "current_status"] if on else COLUMNS
        found = (agreements.with_status(on) if on else agreements).values_list(*columns)
        new = {pk: Row(values, types, kinds) for pk, *values in found}
        rows |= new
        if len(known) < MOST_KNOWN:
            known |= new
    return [rows[key] for key in keys if key in rows]


def until_without_day(validity: str, status: str) -> str:
    """Return until when an agreement without a known end is valid, in words; "" where its status says so already."""
    if validity == Validity.OPEN_ENDED:
        return str(Validity.OPEN_ENDED.label)
    return "" if status == Status.END_NOT_RECORDED else gettext("not recorded")


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
