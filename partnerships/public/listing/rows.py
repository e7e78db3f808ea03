"""What the public list says of an agreement in its row."""

from collections import namedtuple
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from partnerships.countries import country_name
from partnerships.models import Agreement, AgreementType, CooperationKind, Status, Validity
from partnerships.models.agreements import dated_in_words, wording_of
from partnerships.models.cooperation_kinds import kinds_in
from partnerships.partial_dates import PartialDate
from partnerships.public.names import name_in_html, names_in_html

COLUMNS = (
    "pk register_number institution__name institution__slug institution__logo institution__website institution__city"
    " listed__country title folded_title kinds agreement_type_id signed_on signed_precision starts_on starts_precision"
    " ends_on ends_precision terminated_on validity listed__status"
).split()
ANY_SLUG = "any-slug-at-all"
LONGEST_HOST = 25
ANY_NUMBER = 987654321

in_html = lru_cache(maxsize=2000)(conditional_escape)  # of what stands in many rows


# One public agreement as its row shows it: texts are "" and the rest None for what is not known. `number` is that of
# the register, `agreement_page`, `page` (of the institution) and `logo` are addresses, `kinds` the names of what it
# covers, `wording` is the title where it says more than the name of the type, `dated` the signing, or the start where
# that is not known, `until` the day to which it is valid, in words also where it has no end, `host` that of the website
# without "www.", left out where it is long.
Row = namedtuple(
    "Row",
    "number agreement_page institution page logo city country country_name type kinds wording dated dated_in_words"
    " is_signed until until_in_words status status_in_words website host",
)


def rows_with(
    keys: Sequence[int],
    types: Mapping[int, AgreementType],
    kinds: Mapping[str, CooperationKind],
    on: date | None = None,
) -> list[Row]:
    """Return the Rows of the agreements with some `keys`, in their order, in one query.

    `types` are AgreementTypes by key, `kinds` CooperationKinds by slug, `on` is the day whose statuses are shown, None
    for today.
    """
    # Both tables are told the keys: PostgreSQL would read all of one to find those of the other.
    agreements = Agreement.objects.filter(pk__in=keys, listed__in=keys).order_by()
    columns = [*COLUMNS[:-1], "current_status"] if on else COLUMNS
    found = (agreements.with_status(on) if on else agreements).values_list(*columns)
    making = Making(types, kinds)
    rows = {pk: making.row(*values) for pk, *values in found}
    return [rows[key] for key in keys if key in rows]


class Making:
    """What the Rows of a page have in common: the names of types, kinds and statuses, and how addresses are written."""

    def __init__(self, types: Mapping[int, AgreementType], kinds: Mapping[str, CooperationKind]) -> None:
        self.types = types
        self.type_names = {key: name_in_html(each) for key, each in types.items()}
        self.kind_names = cache(lambda text: names_in_html(kinds_in(text, kinds)))
        self.statuses = {status.value: in_html(str(status.label)) for status in Status}
        self.page_of, self.logo_of = addresses_of("institution_detail"), addresses_of("institution_logo")
        self.agreement_of = addresses_of("agreement_detail", ANY_NUMBER)

    def row(self, number, name, slug, logo, website, city, country, title, folded_title, covers, type_key, *rest):
        """Return the Row of one agreement with the values of COLUMNS, but for its key."""
        *dates, terminated_on, validity, status = rest
        signed, starts, ends = (PartialDate.from_columns(*dates[index : index + 2]) for index in (0, 2, 4))
        until = PartialDate.of(terminated_on) if status == Status.TERMINATED else ends
        return Row(
            number,
            self.agreement_of(number),
            name,
            self.page_of(slug),
            logo and self.logo_of(slug),
            in_html(city),
            country,
            in_html(country_name(country)) if country else "",
            self.type_names.get(type_key, ""),
            covers and self.kind_names(covers),
            wording_of(title, folded_title, self.types.get(type_key)),
            signed or starts,
            in_html(dated_in_words(signed and signed.short, starts and starts.short)),
            signed is not None,
            until,
            in_html(until.short if until else until_without_day(validity, status)),
            in_html(status),
            self.statuses[status],
            website,
            shown_host(website),
        )


def addresses_of(name, any_slug=ANY_SLUG):
    """Return a function from a slug to its address under a URL `name`; `reverse` would search the URLs for each."""
    before, after = reverse(name, args=[any_slug]).split(str(any_slug))
    return lambda slug: mark_safe(f"{before}{slug}{after}")


def until_without_day(validity: str, status: str) -> str:
    """Return until when an agreement without a known end is valid, in words; "" where its status says so already."""
    if validity == Validity.OPEN_ENDED:
        return str(Validity.OPEN_ENDED.label)
    return "" if status == Status.END_NOT_RECORDED else gettext("not recorded")


def shown_host(address: str) -> str:
    """Return the host of a web address as a row shows it; "" where it is too long for that."""
    host = host_of(address)
    return host if len(host) <= LONGEST_HOST else ""


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
