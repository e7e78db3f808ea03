"""Structured data of public pages for search engines, in the vocabulary of schema.org."""

import json

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import mark_safe

from partnerships.absolute_addresses import absolute
from partnerships.folding import fold
from partnerships.models import Status, Validity
from partnerships.public.listing.rows import host_of

from .agreement_words import name_of
from .home import home_of

CONTRACT = "https://www.wikidata.org/entity/Q93288"
# The first letters of words for a university, folded, in the languages of partners; without one: an Organization.
UNIVERSITY = tuple(
    "univers uniwers unibert college hochschul egyetem yliopisto ylikool haskoli panepist politec polytech politechn"
    " daxue daehag daigaku jamiat jamia".split()
)
# Characters of a name that would end the script element, or a line of it.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def as_json_ld(data):
    """Return `data` as JSON that is safe inside a script element, whatever its texts hold."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))


def schema_type_of(institution, names):
    """Return the type in schema.org that the name or the other `names` of an institution tell."""
    words = [word for name in (institution.name, *names) for word in fold(name).split()]
    return "CollegeOrUniversity" if any(word.startswith(UNIVERSITY) for word in words) else "Organization"


def known(data):
    """Return an object without what is not known."""
    return {key: value for key, value in data.items() if value}


def postal_address(institution, street=""):
    """Return where an institution is as an object of schema.org; {} where nothing of it is known."""
    address = known(
        {"addressCountry": institution.country, "addressLocality": institution.city, "streetAddress": street}
    )
    return address and {"@type": "PostalAddress", **address}


def same_as(institution):
    """Return the addresses that identify an institution elsewhere."""
    return [institution.ror_address] if institution.ror else []


def structured_data_of(institution, names, request):
    """Return an institution with its other `names` as an object of schema.org, without what is not known."""
    data = {
        "@context": "https://schema.org",
        "@type": schema_type_of(institution, names),
        "name": institution.name,
        "alternateName": list(names),
        "address": postal_address(institution),
        "url": institution.website if host_of(institution.website) else "",
        "logo": absolute(reverse("institution_logo", args=[institution.slug]), request) if institution.logo else "",
        "sameAs": same_as(institution),
        "parentOrganization": institution.parent and {"@type": "Organization", "name": institution.parent.name},
        "mainEntityOfPage": absolute(institution.get_absolute_url(), request),
    }
    return known(data)


def home_data(home, request):
    """Return the home institution as an object of schema.org, without what is not known; {} where it has no name."""
    names = [text for code, _name in settings.LANGUAGES if (text := home.text("name", code)) != home.name]
    data = {
        "@context": "https://schema.org",
        "@type": "CollegeOrUniversity",
        "name": home.name,
        "alternateName": list(dict.fromkeys(names)),
        "url": home.website,
        "logo": absolute(reverse("home_logo", args=[home.logo_key]), request) if home.logo_key else "",
        "sameAs": same_as(home),
        "email": home.office_email,
        "telephone": home.office_phone,
        "address": postal_address(home, home.address),
    }
    return known(data) if home.name else {}


def structured_agreement(agreement, request):
    """Return an agreement as an object of schema.org with its parties, without what is not known."""
    page = absolute(agreement.get_absolute_url(), request)
    data = {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "@id": page,
        "additionalType": CONTRACT,
        "name": name_of(agreement),
        "alternateName": agreement.title,
        "identifier": {"@type": "PropertyValue", "propertyID": "register number", "value": agreement.register_number},
        "dateCreated": agreement.signed.isoformat() if agreement.signed else "",
        "temporalCoverage": coverage_of(agreement),
        "expires": agreement.ends.isoformat() if agreement.ends else "",
        "creativeWorkStatus": Status.RESTING.value if agreement.status == Status.RESTING else "",
        "contributor": parties_data(agreement, request),
        "license": home_of(request).licence_url,
        "isPartOf": {"@type": "Dataset", "name": home_of(request).full_title, "url": absolute("/", request)},
        "url": page,
    }
    return known(data)


def parties_data(agreement, request):
    """Return who signed an agreement as objects of schema.org: the home institution, where it is known, and partner."""
    partner = agreement.institution
    home = home_data(home_of(request), request)
    other = {
        "@type": schema_type_of(partner, ()),
        "name": partner.name,
        "url": absolute(partner.get_absolute_url(), request),
        "sameAs": same_as(partner),
    }
    return [*([known({key: home.get(key) for key in other})] if home else []), known(other)]


def coverage_of(agreement):
    """Return the span of an agreement as ISO 8601 writes it, ".." for an open end; "" where it is not known."""
    starts = agreement.starts or agreement.signed
    ends = agreement.ends or (".." if agreement.validity == Validity.OPEN_ENDED else None)
    return f"{starts.isoformat()}/{ends if ends == '..' else ends.isoformat()}" if starts and ends else ""
