"""What the public list says of an agreement in its row."""

from collections import namedtuple
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.html import conditional_escape

from partnerships.countries import country_name
from partnerships.models import Agreement, AgreementType, Status
from partnerships.models.agreements import dated_in_words, wording_of
from partnerships.partial_dates import PartialDate

COLUMNS = (
    "pk register_number institution__name institution__slug institution__logo institution__website listed__country"
    " title folded_title agreement_type_id signed_on signed_precision starts_on starts_precision listed__status"
).split()
ANY_SLUG = "any-slug-at-all"
ANY_NUMBER = 987654321

in_html = lru_cache(maxsize=2000)(conditional_escape)  # of what stands in many rows


# One public agreement as its row shows it: texts are "" and the rest None for what is not known. `number` is that of
# the register, `agreement_page`, `page` (of the institution) and `logo` are addresses, `initials` the letters shown
# instead of a logo, `wording` the title where it says more than the name of the type, `dated` the signing, else the
# start, `host` that of the website without "www.".
Row = namedtuple(
    "Row",
    "number agreement_page institution page logo initials country country_name type wording dated"
    " dated_in_words status status_in_words website host",
)


def rows_with(keys: Sequence[int], types: Mapping[int, AgreementType], on: date | None = None) -> list[Row]:
    """Return the Rows of the agreements with some `keys`, in their order, in one query.

    `types` are AgreementTypes by key, `on` is the day whose statuses are shown, None for today.
    """
    # Both tables are told the keys: PostgreSQL would read all of one to find those of the other.
    agreements = Agreement.objects.filter(pk__in=keys, listed__in=keys).order_by()
    columns = [*COLUMNS[:-1], "current_status"] if on else COLUMNS
    found = (agreements.with_status(on) if on else agreements).values_list(*columns)
    statuses = {status.value: in_html(str(status.label)) for status in Status}
    page_of, logo_of = addresses_of("institution_detail"), addresses_of("institution_logo")
    agreement_of = addresses_of("agreement_detail", ANY_NUMBER)
    rows = {}
    for pk, number, name, slug, logo, website, country, title, folded_title, type_key, *dates, status in found:
        kind = types.get(type_key)
        signed, starts = PartialDate.from_columns(*dates[:2]), PartialDate.from_columns(*dates[2:])
        rows[pk] = Row(
            number,
            agreement_of(number),
            name,
            page_of(slug),
            logo and logo_of(slug),
            "" if logo else initials_of(name),
            country,
            in_html(country_name(country)) if country else "",
            in_html(kind.name) if kind else "",
            wording_of(title, folded_title, kind),
            signed or starts,
            dated_in_words(signed, starts),
            in_html(status),
            statuses[status],
            website,
            host_of(website),
        )
    return [rows[key] for key in keys if key in rows]


def addresses_of(name, any_slug=ANY_SLUG):
    """Return a function from a slug to its address under a URL `name`; `reverse` would search the URLs for each."""
    before, after = reverse(name, args=[any_slug]).split(str(any_slug))
    return lambda slug: f"{before}{slug}{after}"


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
