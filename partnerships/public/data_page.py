"""The page that explains the open data to people, and to search engines and catalogues of data."""

from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from partnerships.exporting.columns import public_columns
from partnerships.exporting.writers import CSV, XLSX
from partnerships.languages import current_language
from partnerships.models import Status
from partnerships.public.listing.refreshing import changed_at

from .agreement_words import STATUS_MEANINGS
from .home import home_of
from .open_data import (
    CSV_METADATA,
    CSV_METADATA_TYPE,
    SCHEMA,
    SCHEMA_TYPE,
    keys_of,
    publisher,
    site_address,
)
from .structured_data import as_json_ld

ATOM = "application/atom+xml"
# The files of the list: the name of the address, its media type, and what people call it.
FILES = (
    ("agreements_json", "application/json", "JSON"),
    ("agreements_csv", CSV.partition(";")[0], "CSV"),
    ("agreements_xlsx", XLSX, "XLSX"),
    ("agreements_atom", ATOM, "Atom"),
)
DESCRIPTIONS = ((SCHEMA, SCHEMA_TYPE, "JSON Schema"), (CSV_METADATA, CSV_METADATA_TYPE, "CSV on the Web"))


class Data(TemplateView):
    """What the files hold, under which licence, and how they are used."""

    template_name = "public/data.html"

    def get_context_data(self, **kwargs):
        request = self.request
        files = [{"label": label, "address": site_address(name, request)} for name, _type, label in FILES]
        described = [{"label": label, "address": site_address(name, request)} for name, _type, label in DESCRIPTIONS]
        json_address, csv_address = files[0]["address"], files[1]["address"]
        keys = keys_of(home_of(request))
        headers = {column.key: column.header for column in public_columns(home_of(request))}
        headers |= {"id": headers["register_number"], "url": headers["page"]}
        about = about_dataset(request)
        return super().get_context_data(**kwargs) | {
            "files": files,
            "descriptions": described,
            "json_address": json_address,
            "csv_address": csv_address,
            "atom_address": files[-1]["address"],
            "embed_address": site_address("embed", request),
            "sample_query": urlencode({"country": "TR", "status": Status.IN_FORCE.value}),
            "keys": [{"name": key.name, "meaning": key.meaning, "header": headers.get(key.name, "")} for key in keys],
            "statuses": [
                {"value": status.value, "label": status.label, "meaning": STATUS_MEANINGS[status]} for status in Status
            ],
            "publisher": publisher(home_of(request)),
            "schema_org": as_json_ld(in_schema_org(about)),
            "dcat": as_json_ld(in_dcat(about)),
        }


def about_dataset(request):
    """Return what both vocabularies say of the data, by names of their own."""
    moment = changed_at(request.register_version)
    return {
        "name": home_of(request).full_title,
        "page": site_address("data", request),
        "language": current_language(),
        "publisher": publisher(home_of(request)),
        "licence": home_of(request).licence_url,
        "changed": (timezone.localdate(moment) if moment else timezone.localdate()).isoformat(),
        "files": [(site_address(name, request), media_type, label) for name, media_type, label in FILES],
        "keys": [(key.name, str(key.meaning)) for key in keys_of(home_of(request))],
        "description": description(),
    }


def description():
    """Return one sentence on what the data are, as search engines show it."""
    return _(
        "The agreements of a university with institutions abroad: partner, country, type, dates, status and the day of"
        " the last change of each."
    )


def in_schema_org(about):
    """Return a Dataset of schema.org, as search engines for data read it."""
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": about["page"],
        "name": about["name"],
        "description": about["description"],
        "url": about["page"],
        "license": about["licence"],
        "isAccessibleForFree": True,
        "dateModified": about["changed"],
        "inLanguage": about["language"],
        "creator": {"@type": "Organization", **about["publisher"]},
        "publisher": {"@type": "Organization", **about["publisher"]},
        "variableMeasured": [
            {"@type": "PropertyValue", "name": name, "description": meaning} for name, meaning in about["keys"]
        ],
        "distribution": [
            {"@type": "DataDownload", "name": label, "encodingFormat": media_type, "contentUrl": address}
            for address, media_type, label in about["files"]
        ],
    }


def in_dcat(about):
    """Return a Dataset of DCAT, as catalogues of public data read it."""
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": about["page"],
        "@type": "dcat:Dataset",
        "dct:title": {"@value": about["name"], "@language": about["language"]},
        "dct:description": {"@value": about["description"], "@language": about["language"]},
        "dct:license": {"@id": about["licence"]},
        "dct:modified": {"@value": about["changed"], "@type": "xsd:date"},
        "dct:publisher": {
            "@type": "foaf:Agent",
            "foaf:name": about["publisher"]["name"],
            "foaf:homepage": {"@id": about["publisher"]["url"]},
        },
        "dcat:landingPage": {"@id": about["page"]},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": label,
                "dct:license": {"@id": about["licence"]},
                "dcat:downloadURL": {"@id": address},
                "dcat:accessURL": {"@id": address},
                "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media_type}"},
            }
            for address, media_type, label in about["files"]
        ],
    }
