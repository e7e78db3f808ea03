"""What the files of the list hold: each key explained, once for the schema, the description of the table and people."""

from collections.abc import Callable
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from partnerships.absolute_addresses import absolute
from partnerships.exporting.columns import institution_page, page, public_columns, public_successors
from partnerships.importing.fields import report_text
from partnerships.models import Agreement, DocumentKind, HomeInstitution, RenewalKind, Status, Validity

from .home import home_of

SCHEMA, CSV_METADATA = "agreements_schema", "agreements_csv_metadata"  # names of addresses
SCHEMA_TYPE, CSV_METADATA_TYPE = "application/schema+json", "application/csvm+json"
KNOWN_AS_FAR = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"  # a day, a month or a year

TEXT, NUMBER, ADDRESS = {"type": "string"}, {"type": "integer"}, {"type": "string", "format": "uri"}
TEXT_OR_NULL = {"type": ["string", "null"]}
NUMBER_OR_NULL = {"type": ["integer", "null"], "minimum": 1}
DAY_OR_NULL = {"type": ["string", "null"], "format": "date"}
DATE_OR_NULL = {"type": ["string", "null"], "pattern": f"^{KNOWN_AS_FAR}$"}


class Key(NamedTuple):
    """A key of an agreement in the JSON: how its value is read, the schema of the value, and what it means."""

    name: str
    value: Callable[[Agreement], Any]
    schema: dict[str, Any]
    meaning: Promise


def text(name: str) -> Callable[[Agreement], str | None]:
    """Return how the attribute of an agreement is read as a text, None for nothing; dates as far as they are known."""
    read = attrgetter(name)
    return lambda agreement: report_text(read(agreement))


def type_name(agreement: Agreement) -> str | None:
    """Return the name of an agreement's type, None where it has none."""
    return agreement.agreement_type.name if agreement.agreement_type else None


def day(name: str) -> Callable[[Agreement], str | None]:
    """Return how an attribute of an agreement is read that is a day or None."""
    read = attrgetter(name)
    return lambda agreement: read(agreement).isoformat() if read(agreement) else None


def documents_of(agreement: Agreement) -> list[dict[str, str | None]]:
    """Return the public documents of an agreement, which come with it: what each is called, what it is, its day."""
    return [
        {
            "name": document.name,
            "kind": document.kind,
            "dated": report_text(document.dated),
            "url": settings.BASE_URL + document.get_absolute_url(),
        }
        for document in agreement.public_documents  # type: ignore[attr-defined] # no column of it
    ]


def one_of(choices: Any) -> dict[str, Any]:
    """Return the schema of a value that is one of some choices."""
    return {"type": "string", "enum": list(choices.values)}


DOCUMENT = {
    "type": "object",
    "properties": {"name": TEXT, "kind": one_of(DocumentKind), "dated": DATE_OR_NULL, "url": ADDRESS},
    "required": ["name", "kind", "dated", "url"],
}
# What the JSON tells visitors of an agreement; what the office adds does not become public by itself.
KEYS = (
    Key("id", attrgetter("register_number"), NUMBER, _("Its number in the register, which never changes.")),
    Key("institution", text("institution.name"), TEXT, _("The partner: the name of the other institution.")),
    Key(
        "country",
        text("institution.country"),
        {"type": ["string", "null"], "pattern": "^[A-Z]{2}$"},
        _("The partner's country, by its code of two letters (ISO 3166-1)."),
    ),
    Key("city", text("institution.city"), TEXT_OR_NULL, _("The partner's city.")),
    Key("title", text("title"), TEXT_OR_NULL, _("What the agreement is called, as the document or the list says it.")),
    Key("type", type_name, TEXT_OR_NULL, _("The type of the agreement, from the vocabulary of the register.")),
    Key(
        "kinds",
        attrgetter("kind_slugs"),
        {"type": "array", "items": TEXT},
        _("The kinds of cooperation that it covers, as addresses write them."),
    ),
    Key("signed", text("signed"), DATE_OR_NULL, _("When it was signed: a day, a month or a year, as far as is known.")),
    Key("starts", text("starts"), DATE_OR_NULL, _("When it starts, where that is recorded by itself.")),
    Key("ends", text("ends"), DATE_OR_NULL, _("Until when it holds: the last day, month or year.")),
    Key(
        "validity",
        text("validity"),
        one_of(Validity),
        _("Whether it holds until its end, has none (open-ended), or that is not recorded."),
    ),
    Key("term_months", attrgetter("term_months"), NUMBER_OR_NULL, _("For how many months it was concluded.")),
    Key("renewal", text("renewal"), one_of(RenewalKind), _("What happens at its end: nothing, or how it is renewed.")),
    Key("renewal_months", attrgetter("renewal_months"), NUMBER_OR_NULL, _("By how many months it is renewed.")),
    Key("terminated_on", day("terminated_on"), DAY_OR_NULL, _("The day from which on it is terminated.")),
    Key(
        "confirmed_on",
        day("confirmed_on"),
        DAY_OR_NULL,
        _("The day on which the office has last reviewed it and confirmed that it goes on."),
    ),
    Key(
        "superseded_by",
        public_successors,
        {"type": "array", "items": NUMBER},
        _("The numbers of the agreements that supersede it."),
    ),
    Key(
        "rests_from", day("rests_from"), DAY_OR_NULL, _("The first day of its rest, in which nothing is done under it.")
    ),
    Key("rests_until", day("rests_until"), DAY_OR_NULL, _("The last day of its rest; none where it is open.")),
    Key("status", text("status.value"), one_of(Status), _("What it is on the day of the file, by its dates.")),
    Key("website", text("institution.website"), TEXT_OR_NULL, _("The partner's website.")),
    Key("ror", text("institution.ror"), TEXT_OR_NULL, _("The partner's identifier at ror.org.")),
    Key("erasmus_code", text("institution.erasmus_code"), TEXT_OR_NULL, _("The partner's Erasmus code.")),
    Key("url", page, ADDRESS, _("The agreement's page in the register.")),
    Key("institution_url", institution_page, ADDRESS, _("The partner's page in the register.")),
    Key("reference", text("reference"), TEXT_OR_NULL, _("What the document is filed under.")),
    Key("unit", text("unit_name"), TEXT_OR_NULL, _("The faculty or office that keeps it.")),
    Key("scope", text("scope"), TEXT_OR_NULL, _("What it covers, in the words of the register.")),
    Key(
        "documents",
        documents_of,
        {"type": "array", "items": DOCUMENT},
        _("Its documents that are public: what each is called, what it is, its day and its address."),
    ),
    Key("changed", day("changed"), DAY_OR_NULL, _("The day on which any of this was changed last.")),
)
MEANINGS = {key.name: key.meaning for key in KEYS}
# Columns of the table that say something else than the key of that name.
TABLE_MEANINGS = (
    MEANINGS
    | {"country": _("The partner's country in English."), "page": MEANINGS["url"]}
    | {"register_number": MEANINGS["id"]}
)
TABLE_TYPES = {
    **{key: {"base": "string", "format": KNOWN_AS_FAR} for key in ("signed", "starts", "ends")},
    **dict.fromkeys(["terminated_on", "rests_from", "rests_until", "confirmed_on", "changed"], "date"),
    **dict.fromkeys(["register_number", "term_months", "renewal_months"], "integer"),
    **dict.fromkeys(["page", "institution_url", "website"], "anyURI"),
}
HEAD = {
    "version": {"type": "integer", "const": 2},
    "schema": ADDRESS,
    "licence": {"$ref": "#/$defs/named"},
    "publisher": {"$ref": "#/$defs/named"},
    "as_of": {"type": "string", "format": "date"},
    "count": {"type": "integer", "minimum": 0},
    "results": {"type": "array", "items": {"$ref": "#/$defs/agreement"}},
}
PAGE = {
    "page": {"type": "integer", "minimum": 1},
    "size": {"type": "integer", "minimum": 1},
    "pages": {"type": "integer", "minimum": 1},
    "links": {"type": "object", "additionalProperties": ADDRESS},
}


def keys_of(home: HomeInstitution) -> list[Key]:
    """Return the KEYS that the `home` institution shows."""
    return [key for key in KEYS if home.shows(key.name)]


def values_of(agreement: Agreement, home: HomeInstitution, on: date | None = None) -> dict[str, Any]:
    """Return the values of an agreement that the `home` institution shows, its status that of the day `on`.

    None is today. It has its `changed` and its `successors`, as `exporting.records` gives them.
    """
    values = {key.name: key.value(agreement) for key in keys_of(home)}
    return values | {"status": agreement.status_on(on).value} if on else values


def site_address(name: str, request: HttpRequest | None = None) -> str:
    """Return the absolute address of a URL name in the register's own language.

    Without a `request`, as in files that are kept for whoever asks, it begins with BASE_URL in any case.
    """
    with override(settings.LANGUAGE_CODE):
        path = reverse(name)
    return absolute(path, request) if request else settings.BASE_URL + path


def licence(home: HomeInstitution) -> dict[str, str]:
    """Return the name and the address of the licence of the data."""
    return {"name": home.licence_name, "url": home.licence_url}


def publisher(home: HomeInstitution) -> dict[str, str | None]:
    """Return who publishes the data: the university; the register where it has not said who it is."""
    return {
        "name": home.name or home.register_name,
        "url": home.website or site_address("agreement_list"),
        "ror": home.ror_address or None,
    }


def about_the_data(home: HomeInstitution, day: date | None = None) -> list[tuple[str, str]]:
    """Return what a file of a `day` says of itself, as labels and values; None is today.

    The labels are English as all headers of files.
    """
    return [
        ("Publisher", home.name or home.register_name),
        ("Licence", f"{home.licence_name}, {home.licence_url}"),
        ("As of", (day or timezone.localdate()).isoformat()),
        ("Source", site_address("agreement_list")),
    ]


def schema(home: HomeInstitution) -> dict[str, Any]:
    """Return the JSON Schema of /agreements.json, with that of one agreement as its part."""
    properties = {key.name: {**key.schema, "description": str(key.meaning)} for key in keys_of(home)}
    names = {"name": TEXT, "url": ADDRESS, "ror": {"type": ["string", "null"], "format": "uri"}}
    named = of_object(names, required=["name", "url"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": site_address(SCHEMA),
        "title": home.full_title,
        **of_object(HEAD | PAGE, required=HEAD),
        "$defs": {
            "agreement": of_object(properties, required=properties),
            "named": named,
        },
    }


def of_object(properties, required):
    """Return the schema of an object with some `properties`; others may be added later."""
    return {"type": "object", "properties": properties, "required": list(required)}


def csv_metadata(home: HomeInstitution) -> dict[str, Any]:
    """Return the description of /agreements.csv in the vocabulary "CSV on the Web" of the W3C."""
    columns = [
        {
            "name": column.key,
            "titles": column.header,
            "dc:description": str(TABLE_MEANINGS[column.key]),
            "datatype": TABLE_TYPES.get(column.key, "string"),
        }
        for column in public_columns(home)
    ]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": settings.LANGUAGE_CODE}],
        "url": site_address("agreements_csv"),
        "dc:title": home.full_title,
        "dc:publisher": {"schema:name": publisher(home)["name"], "schema:url": {"@id": publisher(home)["url"]}},
        "dc:license": {"@id": home.licence_url},
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
        "tableSchema": {"columns": columns},
    }


@require_safe
def schema_file(request):
    """Return /agreements.schema.json."""
    return described(schema(home_of(request)), SCHEMA_TYPE)


@require_safe
def csv_metadata_file(request):
    """Return /agreements.csv-metadata.json."""
    return described(csv_metadata(home_of(request)), CSV_METADATA_TYPE)


def described(data: dict[str, Any], content_type: str) -> HttpResponse:
    """Return `data` as a JSON file for machines."""
    options = {"ensure_ascii": False, "indent": 1}
    response = JsonResponse(data, json_dumps_params=options, content_type=content_type)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
